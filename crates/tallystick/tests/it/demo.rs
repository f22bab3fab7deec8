//! The stories of the demo, told by the real binary: all three once, and each of them alone on the other database. A telling takes
//! long, so whatever needs one is asked of these.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::program::{Ended, command, run};
use crate::tour;

/// A demo that has told its stories and serves on; killed when dropped.
pub(crate) struct Kept {
    child: Child,
    pub(crate) url: String,
    /// What it wrote of the stories.
    pub(crate) told: Value,
    folder: tempfile::TempDir,
}

impl Kept {
    /// Tells all stories on the database in the demo's own folder.
    fn tell() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (data, file) = (folder.path().join("data"), folder.path().join("demo.json"));
        let words = [
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--data",
            data.to_str().unwrap(),
        ];
        let mut child = command(&[&words[..], &["--json", file.to_str().unwrap()]].concat())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let serving = lines.find_map(|line| {
            let line = line.unwrap();
            let (url, _) = line.strip_prefix("Still serving ")?.split_once(',')?;
            Some(url.to_owned())
        });
        let Some(url) = serving else {
            panic!("it ended with {}", child.wait().unwrap());
        };
        Self {
            child,
            url,
            told: serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap(),
            folder,
        }
    }

    /// The path of a file in its folder.
    pub(crate) fn data(&self, name: &str) -> String {
        let path = self.folder.path().join("data").join(name);
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command as a member, named as its file is.
    fn runs_as(&self, member: &str, words: &[&str]) -> Ended {
        let key = self.data(&format!("members/{member}.pem"));
        run(&[words, &["--url", &self.url, "--key", &key]].concat())
    }

    /// Asks it to stop, as Ctrl-C does.
    fn stop(mut self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", "INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells one story on a database, without a folder, and reads what it wrote.
fn told_alone(story: &str) -> Value {
    let (database, folder) = (Engine::Postgres.fresh(), tempfile::tempdir().unwrap());
    let (temporary, file) = (folder.path().join("tmp"), folder.path().join("demo.json"));
    fs::create_dir(&temporary).unwrap();
    let words = ["demo", "--story", story, "--exit", "--listen", "127.0.0.1:0"];
    let places = ["--database", database.url(), "--json", file.to_str().unwrap()];
    let output = command(&[&words[..], &places[..]].concat())
        .env("TMPDIR", &temporary)
        .output();
    let ended = Ended::from_output(output.unwrap());
    assert_eq!(ended.code, 0, "{}\n{}", ended.said, ended.complained);
    assert!(ended.said.contains("确权证明"), "{}", ended.said);
    let left = fs::read_dir(temporary).unwrap().count();
    assert_eq!(left, 0, "a demo without a folder leaves nothing behind");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn yuan(value: &str) -> Value {
    json!({"value": value, "currency": "CNY"})
}

fn list<'v>(told: &'v Value, name: &str) -> &'v Vec<Value> {
    told[name].as_array().unwrap()
}

#[test]
fn the_three_stories_end_with_clean_checks_and_the_right_sums_and_are_gone_on_with() {
    let demo = Kept::tell();
    let told = &demo.told;
    the_checks_are_clean(told);
    // Whoever ran the demo goes on as any of those who took part.
    assert_eq!(fs::read_dir(demo.data("members")).unwrap().count(), 61);
    assert_eq!(told["totals"]["confirmed"], yuan("113454100.00"));
    assert_eq!(told["totals"]["outstanding"], yuan("38611600.00"));
    every_story_comes_to_its_sums(told);
    the_programme_comes_to_its_sums(told);
    every_loan_is_where_it_should_be(told);
    every_certificate_of_beijing_is_where_it_should_be(told);
    what_is_forbidden_was_refused(told);
    there_is_one_timeline(told);
    what_fell_due_was_recorded(told);
    a_key_waits_to_be_added(told);
    the_messages_are_left(Path::new(&demo.data("messages")));

    a_bank_finds_its_messages_known(&demo);
    nothing_is_to_be_paid(&demo);
    it_is_never_served_as_a_real_one_nor_told_upon_again(&demo);
    tour::is_taken(&demo);
    demo.stop();
}

fn the_checks_are_clean(told: &Value) {
    assert_eq!(told["good"], true, "{}", told["checks"]);
    let checks: Vec<(&str, bool)> = list(told, "checks")
        .iter()
        .map(|check| (check["name"].as_str().unwrap(), check["clean"].as_bool().unwrap()))
        .collect();
    assert_eq!(checks, [("verify", true), ("audit", true)]);
}

/// What is confirmed, outstanding, turned over and paid out in each story, with what is left on the desks. The amounts of February
/// 2020 are those of the grid: 19.49 million lent, and 87.1716 million turned over.
const SUMS: [[&str; 5]; 3] = [
    ["beijing", "2400000.00", "1340000.00", "400000.00", "480000.00"],
    [
        "state_grid",
        "106234100.00",
        "33871600.00",
        "87171600.00",
        "19490000.00",
    ],
    ["medical", "4820000.00", "3400000.00", "2900000.00", "1359980.00"],
];

fn every_story_comes_to_its_sums(told: &Value) {
    for sums in list(told, "stories") {
        // Of one payment less arrived than was instructed.
        let conflicts = u64::from(sums["story"] == "medical");
        assert_eq!(sums["conflicts"], conflicts, "{sums}");
        let found = ["story", "confirmed", "outstanding", "turned_over", "disbursed"].map(|name| {
            let value = sums[name].get("value").unwrap_or(&sums[name]);
            value.as_str().unwrap()
        });
        assert!(SUMS.contains(&found), "{sums}");
    }
}

fn the_programme_comes_to_its_sums(told: &Value) {
    assert_eq!(list(told, "stories").len(), SUMS.len());
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
        let is_owed = stage == "Active";
        assert_eq!(*owed != yuan("0.00"), is_owed, "{loan}");
        // Of a loan that runs no interest is posted yet.
        let has_subsidy = *subsidy != yuan("0.00");
        assert_eq!(has_subsidy, story == "state_grid" && stage == "Closed", "{loan}");
    }
    let expected = BTreeMap::from([
        (("beijing", "Closed"), 1),
        (("state_grid", "Active"), 3),
        (("state_grid", "Closed"), 2),
        (("medical", "Active"), 1),
        (("medical", "Closed"), 2),
        (("medical", "Instructed"), 1),
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
        ["300000.00", "300000.00", supplier, "live"],
        ["400000.00", "400000.00", weaver, "live"],
        ["600000.00", "0.00", supplier, "ended"],
        ["640000.00", "640000.00", supplier, "live"],
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
    assert_eq!((ending("waiting"), ending("known")), (4, 1));
    assert_eq!(told["totals"]["taken"], told["totals"]["entries"]);
}

/// The service signs what nobody has to: how the auction ended, what is overdue, and where a bank's promise has ended.
fn what_fell_due_was_recorded(told: &Value) {
    let mut recorded: BTreeMap<&str, usize> = BTreeMap::new();
    for act in list(told, "acts").iter().filter(|act| act["chapter"] == "due") {
        *recorded.entry(act["kind"].as_str().unwrap()).or_default() += 1;
    }
    // The clinic's loans come into further buckets, across some holidays sooner.
    let marks = recorded.remove("loan.mark-overdue/1");
    assert!(matches!(marks, Some(2..=5)), "{marks:?}");
    let expected = BTreeMap::from([
        ("auction.close/1", 1),
        ("certificate.mark-overdue/1", 3),
        ("endorsement.release/1", 9),
    ]);
    assert_eq!(recorded, expected);
}

/// Of the two keys that the operator announced, one is left to whoever takes the seats.
fn a_key_waits_to_be_added(told: &Value) {
    let count = |kind: &str| {
        list(told, "acts")
            .iter()
            .filter(|act| act["kind"] == kind)
            .count()
    };
    assert_eq!((count("key.recover/1"), count("key.restore/1")), (2, 1));
}

/// Orders to pay for ten loans, one of them twice; a report for each, and both for the last; six statements, and a bid.
fn the_messages_are_left(folder: &Path) {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        *kinds.entry(name.get(..8).unwrap().to_owned()).or_default() += 1;
    }
    let expected = [
        ("bid-city", 1),
        ("camt.053", 6),
        ("pain.001", 11),
        ("pain.002", 12),
    ];
    assert_eq!(
        kinds,
        expected.map(|(kind, count)| (kind.to_owned(), count)).into()
    );
}

/// What the stories have booked is loaded again by the command line: by its bank it is known, and by another one it is refused.
fn a_bank_finds_its_messages_known(demo: &Kept) {
    let statement = demo.data("messages/camt.053-JB-LS-0107.xml");
    let report = demo.data("messages/pain.002-JB-E2E-0001.xml");
    let import = ["import-bank-message", &statement, &report, "--json"];
    let known = demo.runs_as("city-bank-1", &import);
    assert_eq!(known.code, 0, "{}{}", known.said, known.complained);
    for file in known.json().as_array().unwrap() {
        let lines = file["lines"].as_array().unwrap();
        assert!(!lines.is_empty(), "{file}");
        for line in lines {
            assert_eq!(line["outcome"], "already", "{line}");
            assert!(line["loan"].is_string(), "{line}");
        }
    }
    let of_another = demo.runs_as("county-bank-1", &import);
    assert_eq!(of_another.code, 1, "{}", of_another.complained);
    let lines = of_another.json()[0]["lines"].clone();
    assert_eq!(lines[0]["outcome"], "refused", "{lines}");
    let of_no_bank = demo.runs_as("supplier-1", &import);
    assert_eq!(of_no_bank.code, 2, "{}", of_no_bank.said);
    assert!(
        of_no_bank.complained.contains("bank"),
        "{}",
        of_no_bank.complained
    );
}

fn nothing_is_to_be_paid(demo: &Kept) {
    for words in [
        &["payment-order"][..],
        &["payment-order", "--end-to-end", "JB-E2E-0001"],
    ] {
        let refused = demo.runs_as("city-bank-1", words);
        assert_eq!(refused.code, 1, "{}{}", refused.said, refused.complained);
        assert!(refused.said.contains("loan.instruct"), "{}", refused.said);
    }
}

fn it_is_never_served_as_a_real_one_nor_told_upon_again(demo: &Kept) {
    let data = demo.data("");
    let served = run(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_eq!(served.code, 2);
    assert!(
        served.complained.contains("demo.tallystick.invalid"),
        "{}",
        served.complained
    );
    let again = run(&["demo", "--exit", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_eq!(again.code, 2);
    assert!(
        again.complained.contains("never overwritten"),
        "{}",
        again.complained
    );
}

#[rstest]
#[case::beijing("beijing")]
#[case::state_grid("state-grid")]
#[case::medical("medical")]
fn one_story_is_told_alone(#[case] story: &str) {
    let told = told_alone(story);
    the_checks_are_clean(&told);
    every_story_comes_to_its_sums(&told);
    let [sums] = list(&told, "stories").as_slice() else {
        panic!("one story: {}", told["stories"]);
    };
    assert_eq!(sums["story"], story.replace('-', "_"));
}
