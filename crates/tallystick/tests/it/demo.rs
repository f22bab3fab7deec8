//! The story of Beijing, told by the real binary on either database.

use std::fs;
use std::path::Path;

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::program::{Ended, command, run};

/// Tells the story on a database, in a folder, and reads what it left.
fn told(database: &str, folder: &Path) -> Value {
    let (data, file) = (folder.join("data"), folder.join("demo.json"));
    let ended = run(&[
        "demo",
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

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn the_story_of_beijing_ends_with_clean_checks_and_the_right_sums(#[case] engine: Engine) {
    let (database, folder) = (engine.fresh(), tempfile::tempdir().unwrap());
    let told = told(database.url(), folder.path());

    assert_eq!(told["good"], true, "{}", told["checks"]);
    let checks: Vec<(&str, bool)> = told["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| (check["name"].as_str().unwrap(), check["clean"].as_bool().unwrap()))
        .collect();
    assert_eq!(checks, [("verify", true), ("audit", true)]);
    // Whoever ran the demo goes on as any of those who took part.
    let keys = fs::read_dir(folder.path().join("data/members")).unwrap();
    assert_eq!(keys.count(), 17);
    let totals = json!({
        "entries": 33, "taken": 33, "refused": 7,
        "confirmed": yuan("1460000.00"), "outstanding": yuan("1010000.00"),
    });
    assert_eq!(told["totals"], totals);
    every_certificate_is_where_it_should_be(&told);
    what_is_forbidden_was_refused(&told);
}

fn every_certificate_is_where_it_should_be(told: &Value) {
    let mut found: Vec<[String; 4]> = told["certificates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| {
            assert_eq!(held["public"]["genuine"], true);
            assert_eq!(held["number"].as_str().unwrap().len(), 23);
            let text = |pointer| held.pointer(pointer).unwrap().as_str().unwrap().to_owned();
            [
                text("/amount/value"),
                text("/outstanding/value"),
                text("/holder"),
                if held["public"]["live"] == true {
                    "live"
                } else {
                    "ended"
                }
                .to_owned(),
            ]
        })
        .collect();
    found.sort();
    let (supplier, weaver) = ("北京安卫防护用品有限公司", "河北洁纺无纺布有限公司");
    let expected = [
        ["1200000.00", "0.00", supplier, "ended"],
        ["200000.00", "0.00", supplier, "ended"],
        ["260000.00", "260000.00", supplier, "live"],
        ["400000.00", "400000.00", weaver, "live"],
        ["600000.00", "350000.00", supplier, "live"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
}

fn what_is_forbidden_was_refused(told: &Value) {
    let acts = told["acts"].as_array().unwrap();
    let refused: Vec<&str> = acts.iter().filter_map(|act| act["code"].as_str()).collect();
    let expected = [
        "party-accepted",
        "payment-days-too-many",
        "invoice-claimed",
        "confirmed-above-claim",
        "version-gap",
        "certificate-frozen",
        "payment-above-outstanding",
    ];
    assert_eq!(refused, expected);

    // The maker alone waits, and a statement that is sent again gets the receipt it had.
    let ending = |name: &str| acts.iter().filter(|act| act["ending"] == name).count();
    assert_eq!((ending("waiting"), ending("known")), (2, 1));
    let times: Vec<u64> = acts.iter().map(|act| act["at"].as_u64().unwrap()).collect();
    assert!(times.is_sorted(), "the story does not go back");
}

#[test]
fn a_demo_without_a_folder_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(&["demo", "--exit", "--listen", "127.0.0.1:0"])
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
    told(database.url(), folder.path());
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
