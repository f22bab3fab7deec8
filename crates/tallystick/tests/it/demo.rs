//! The stories of the demo, told by the real binary on either database.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::program::{Ended, command, run};

/// Tells stories on a database, in a folder, and reads what they left.
fn told(database: &str, folder: &Path, story: &str) -> Value {
    let (data, file) = (folder.join("data"), folder.join("demo.json"));
    let ended = run(&[
        "demo",
        "--story",
        story,
        "--exit",
        "--listen",
        "127.0.0.1:0",
        "--data",
        data.to_str().unwrap(),
        "--database",
        database,
        "--json",
        file.to_str().unwrap(),
    ]);
    assert_eq!(ended.code, 0, "{}\n{}", ended.said, ended.complained);
    assert!(ended.said.contains("确权证明"), "{}", ended.said);
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn yuan(value: &str) -> Value {
    json!({"value": value, "currency": "CNY"})
}

fn list<'v>(told: &'v Value, name: &str) -> &'v Vec<Value> {
    told[name].as_array().unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn the_three_stories_end_with_clean_checks_and_the_right_sums(#[case] engine: Engine) {
    let (database, folder) = (engine.fresh(), tempfile::tempdir().unwrap());
    let told = told(database.url(), folder.path(), "all");

    the_checks_are_clean(&told);
    // Whoever ran the demo goes on as any of those who took part.
    let keys = fs::read_dir(folder.path().join("data/members")).unwrap();
    assert_eq!(keys.count(), 56);
    assert_eq!(told["totals"]["confirmed"], yuan("108814100.00"));
    assert_eq!(told["totals"]["outstanding"], yuan("33971600.00"));
    every_story_comes_to_its_sums(&told);
    every_loan_is_where_it_should_be(&told);
    every_certificate_of_beijing_is_where_it_should_be(&told);
    what_is_forbidden_was_refused(&told);
    there_is_one_timeline(&told);
    what_fell_due_was_recorded(&told);
    the_messages_are_left(&folder.path().join("data/messages"));
}

fn the_checks_are_clean(told: &Value) {
    assert_eq!(told["good"], true, "{}", told["checks"]);
    let checks: Vec<(&str, bool)> = list(told, "checks")
        .iter()
        .map(|check| (check["name"].as_str().unwrap(), check["clean"].as_bool().unwrap()))
        .collect();
    assert_eq!(checks, [("verify", true), ("audit", true)]);
}

/// The amounts of February 2020 are those of the grid: 19.49 million lent, and 87.1716 million turned over.
fn every_story_comes_to_its_sums(told: &Value) {
    let sums: Vec<[&str; 5]> = list(told, "stories")
        .iter()
        .map(|sums| {
            assert_eq!(sums["conflicts"], 0, "{sums}");
            ["story", "confirmed", "outstanding", "turned_over", "disbursed"].map(|name| {
                let value = sums[name].get("value").unwrap_or(&sums[name]);
                value.as_str().unwrap()
            })
        })
        .collect();
    let expected = [
        ["beijing", "1460000.00", "400000.00", "400000.00", "480000.00"],
        [
            "state_grid",
            "103034100.00",
            "30671600.00",
            "87171600.00",
            "19490000.00",
        ],
        ["medical", "4320000.00", "2900000.00", "2900000.00", "1200000.00"],
    ];
    assert_eq!(sums, expected);
    let [programme] = list(told, "programmes").as_slice() else {
        panic!("one programme: {}", told["programmes"]);
    };
    assert_eq!(programme["lent"], json!([yuan("19490000.00")]));
    assert_eq!(
        (&programme["loans"], &programme["borrowers"]),
        (&json!(5), &json!(5))
    );
}

fn every_loan_is_where_it_should_be(told: &Value) {
    let mut stages: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for loan in list(told, "loans") {
        let (story, stage) = (loan["story"].as_str().unwrap(), loan["stage"].as_str().unwrap());
        *stages.entry((story, stage)).or_default() += 1;
        let (owed, subsidy) = (&loan["owed"], &loan["subsidy"]);
        assert_eq!(*owed == yuan("0.00"), stage == "Closed", "{loan}");
        // Of a loan that runs no interest is posted yet.
        let has_subsidy = *subsidy != yuan("0.00");
        assert_eq!(has_subsidy, story == "state_grid" && stage == "Closed", "{loan}");
    }
    let expected = BTreeMap::from([
        (("beijing", "Closed"), 1),
        (("state_grid", "Active"), 3),
        (("state_grid", "Closed"), 2),
        (("medical", "Closed"), 2),
    ]);
    assert_eq!(stages, expected);
}

fn every_certificate_of_beijing_is_where_it_should_be(told: &Value) {
    let mut found: Vec<[String; 4]> = list(told, "certificates")
        .iter()
        .inspect(|held| {
            assert_eq!(held["public"]["genuine"], true);
            assert_eq!(held["number"].as_str().unwrap().len(), 23);
        })
        .filter(|held| held["story"] == "beijing")
        .map(|held| {
            let text = |pointer| held.pointer(pointer).unwrap().as_str().unwrap().to_owned();
            let live = held["public"]["live"] == true;
            [
                text("/amount/value"),
                text("/outstanding/value"),
                text("/holder"),
                if live { "live" } else { "ended" }.to_owned(),
            ]
        })
        .collect();
    found.sort();
    let (supplier, weaver) = ("北京安卫防护用品有限公司", "河北洁纺无纺布有限公司");
    let expected = [
        ["1200000.00", "0.00", supplier, "ended"],
        ["200000.00", "0.00", supplier, "ended"],
        ["260000.00", "0.00", supplier, "ended"],
        ["400000.00", "400000.00", weaver, "live"],
        ["600000.00", "0.00", supplier, "ended"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
}

/// The codes of what was refused in a story, in order.
fn refused<'v>(told: &'v Value, story: &str) -> Vec<&'v str> {
    let acts = list(told, "acts").iter().filter(|act| act["story"] == story);
    acts.filter_map(|act| act["code"].as_str()).collect()
}

fn what_is_forbidden_was_refused(told: &Value) {
    assert_eq!(refused(told, "ledger"), ["party-accepted"]);
    let beijing = [
        "payment-days-too-many",
        "invoice-claimed",
        "confirmed-above-claim",
        "version-gap",
        "certificate-frozen",
        "request-above-advance",
        "certificate-not-free",
        "bid-still-sealed",
        "bid-file-differs",
        "review-not-awarded",
        "review-not-assessed",
        "guarantee-not-issued",
        "filing-missing",
        "payment-to-other-account",
        "bank-entry-booked",
        "surplus-above-owed",
        "payment-above-outstanding",
    ];
    assert_eq!(refused(told, "beijing"), beijing);
    let state_grid = [
        "certificate-endorsed",
        "split-sum",
        "certificate-past-due",
        "product-not-eligible",
        "credit-line-exceeded",
        "end-to-end-used",
        "surplus-above-owed",
        "surplus-above-owed",
    ];
    assert_eq!(refused(told, "state_grid"), state_grid);
    let medical = [
        "request-not-joined",
        "receivable-already-forwarded",
        "guarantee-call-above",
        "issue-stopped",
        "offer-to-debtor",
        "payment-to-other-account",
        "bank-entry-booked",
        "surplus-above-owed",
        "surplus-above-owed",
    ];
    assert_eq!(refused(told, "medical"), medical);
    let all = 1 + beijing.len() + state_grid.len() + medical.len();
    assert_eq!(told["totals"]["refused"], all);
}

fn there_is_one_timeline(told: &Value) {
    let acts = list(told, "acts");
    let times: Vec<u64> = acts.iter().map(|act| act["at"].as_u64().unwrap()).collect();
    assert!(times.is_sorted(), "the stories do not go back");
    // They do not follow one another: each begins before another has ended.
    let turns = acts
        .windows(2)
        .filter(|pair| pair[0]["story"] != pair[1]["story"]);
    assert!(turns.count() > 20);

    // The maker alone waits, and a statement that is sent again gets the receipt it had.
    let ending = |name: &str| acts.iter().filter(|act| act["ending"] == name).count();
    assert_eq!((ending("waiting"), ending("known")), (3, 1));
    assert_eq!(told["totals"]["taken"], told["totals"]["entries"]);
}

/// The service signs what nobody has to: how the auction ended, what is overdue, and where a bank's promise has ended.
fn what_fell_due_was_recorded(told: &Value) {
    let mut recorded: BTreeMap<&str, usize> = BTreeMap::new();
    for act in list(told, "acts").iter().filter(|act| act["chapter"] == "due") {
        *recorded.entry(act["kind"].as_str().unwrap()).or_default() += 1;
    }
    // Across some holidays the clinic's loan comes into a second bucket.
    let marks = recorded.remove("loan.mark-overdue/1");
    assert!(matches!(marks, Some(1 | 2)), "{marks:?}");
    let expected = BTreeMap::from([
        ("auction.close/1", 1),
        ("certificate.mark-overdue/1", 2),
        ("endorsement.release/1", 9),
    ]);
    assert_eq!(recorded, expected);
}

/// Orders to pay and reports for eight loans, one of them twice, and five statements.
fn the_messages_are_left(folder: &Path) {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        *kinds.entry(name.get(..8).unwrap().to_owned()).or_default() += 1;
    }
    let expected = [("camt.053", 5), ("pain.001", 9), ("pain.002", 9)];
    assert_eq!(
        kinds,
        expected.map(|(kind, count)| (kind.to_owned(), count)).into()
    );
}

#[rstest]
#[case::beijing("beijing")]
#[case::state_grid("state-grid")]
#[case::medical("medical")]
fn one_story_is_told_alone(#[case] story: &str) {
    let (database, folder) = (Engine::Sqlite.fresh(), tempfile::tempdir().unwrap());
    let told = told(database.url(), folder.path(), story);
    the_checks_are_clean(&told);
    let [sums] = list(&told, "stories").as_slice() else {
        panic!("one story: {}", told["stories"]);
    };
    assert_eq!(sums["story"], story.replace('-', "_"));
}

#[test]
fn a_demo_without_a_folder_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(&["demo", "--story", "beijing", "--exit", "--listen", "127.0.0.1:0"])
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    let ended = Ended::from_output(output);
    assert_eq!(ended.code, 0, "{}\n{}", ended.said, ended.complained);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_ledger_of_a_demo_is_never_served_as_a_real_one_nor_told_upon_again() {
    let (folder, database) = (tempfile::tempdir().unwrap(), Engine::Sqlite.fresh());
    told(database.url(), folder.path(), "beijing");
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let served = run(&[
        "serve",
        "--data",
        data,
        "--database",
        database.url(),
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(served.code, 2);
    assert!(
        served.complained.contains("demo.tallystick.invalid"),
        "{}",
        served.complained
    );
    let again = run(&["demo", "--exit", "--data", data, "--listen", "127.0.0.1:0"]);
    assert_eq!(again.code, 2);
    assert!(
        again.complained.contains("never overwritten"),
        "{}",
        again.complained
    );
}
