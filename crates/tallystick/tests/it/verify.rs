//! `tallystick verify` on an exported log, and on what is none.

use std::fs;
use std::process::{Command, Stdio};

use rstest::rstest;
use tallystick_ledger::sample::Sample;

use crate::program::{command, golden, golden_bytes, run, run_with_input, start_of_entry, verdict};

#[test]
fn the_golden_log_is_valid() {
    let ended = run(&["verify", &golden("log-20.tlog")]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    let first = ended.said.lines().next().unwrap();
    assert_eq!(
        first,
        "Valid: ledger sample.tallystick.invalid, 20 entries, as of entry 19, received 2026-03-02T01:19:19.133Z."
    );
    assert!(!ended.said.contains("NOT VALID"), "{}", ended.said);
    assert_eq!(ended.complained, "");
}

#[test]
fn the_table_says_of_each_rule_in_words_what_was_found() {
    let said = run(&["verify", &golden("log-20.tlog")]).said;
    for rule in [
        "log-keys",
        "checkpoint",
        "form",
        "chain",
        "signatures",
        "keys",
        "versions",
        "observations",
        "key-list",
        "tree",
    ] {
        let row = said
            .lines()
            .find(|line| line.trim_matches(['│', ' ']).starts_with(&format!("{rule} ")))
            .unwrap_or_else(|| panic!("no row on {rule} in {said}"));
        assert!(row.contains(" valid "), "{row}");
    }
}

#[test]
fn a_log_may_come_through_a_pipe() {
    let ended = run_with_input(&["verify", "-"], &golden_bytes("log-20.tlog"));
    assert_eq!(ended.code, 0, "{}", ended.complained);
}

#[rstest]
#[case(0)]
#[case(7)]
#[case(18)]
#[case(19)]
fn a_tampered_log_is_not_valid_and_the_first_bad_entry_is_named(#[case] entry: u64) {
    let mut log = golden_bytes("log-20.tlog");
    let place = start_of_entry(&log, entry);
    let letter = log
        .iter()
        .skip(place + 200)
        .position(u8::is_ascii_lowercase)
        .unwrap();
    log[place + 200 + letter] ^= 1;

    let ended = run_with_input(&["verify", "-"], &log);
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(
        ended.said.starts_with(&format!("Not valid: entry {entry} ")),
        "{}",
        ended.said
    );
    assert!(
        ended.said.contains(&format!("The first bad entry is {entry}.\n")),
        "{}",
        ended.said
    );
    assert!(ended.said.contains("NOT VALID"), "{}", ended.said);

    let report = run_with_input(&["verify", "-", "--json"], &log).json();
    assert_eq!(report["valid"], false);
    assert_eq!(report["first_bad_entry"], entry);
}

#[test]
fn a_log_that_ends_too_early_is_not_valid() {
    let log = golden_bytes("log-20.tlog");
    let ended = run_with_input(&["verify", "-"], &log[..log.len() - 1]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.said.starts_with("Not valid: entry 19 breaks the rule form"),
        "{}",
        ended.said
    );
}

#[test]
fn a_log_whose_beginning_is_malformed_is_not_valid() {
    let ended = run_with_input(&["verify", "-", "--json"], b"tallystick-log/v1\nvkeys two\n");
    assert_eq!(ended.code, 1);
    let report = ended.json();
    assert_eq!(report["first_bad_entry"], serde_json::Value::Null);
    assert_eq!(verdict(&report, "form")["code"], "not-decimal");
}

#[test]
fn the_json_report_has_its_prescribed_members() {
    let report = run(&["verify", "--json", &golden("log-20.tlog")]).json();
    let members: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "as_of",
            "first_bad_entry",
            "ledger",
            "received",
            "size",
            "valid",
            "verdicts"
        ]
    );
    assert_eq!(report["valid"], true);
    assert_eq!(report["ledger"], "sample.tallystick.invalid");
    assert_eq!((&report["size"], &report["as_of"]), (&20.into(), &19.into()));
    assert_eq!(report["received"], 1_772_414_359_133_u64);
    assert_eq!(verdict(&report, "tree")["status"], "valid");
}

#[test]
fn pinned_keys_must_be_the_logs_own_in_whatever_order() {
    let log = golden("log-20.tlog");
    let ended = run(&["verify", &log, "--vkeys", &golden("vkeys.txt"), "--json"]);
    assert_eq!(ended.code, 0);
    let report = ended.json();
    let reason = verdict(&report, "log-keys")["reason"].as_str().unwrap();
    assert!(reason.contains("pinned"), "{reason}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vkeys.txt");
    let text = String::from_utf8(golden_bytes("vkeys.txt")).unwrap();
    let reversed: Vec<&str> = text.lines().rev().collect();
    fs::write(&path, reversed.join("\n")).unwrap();
    assert_eq!(run(&["verify", &log, "--vkeys", path.to_str().unwrap()]).code, 0);
}

#[test]
fn a_log_of_another_ledger_is_not_valid_under_pinned_keys() {
    let other = Sample::tell("other.tallystick.invalid", 20).unwrap();
    let vkeys = golden("vkeys.txt");
    let words = ["verify", "-", "--json", "--vkeys", &vkeys];
    let ended = run_with_input(&words, &other.export().unwrap());
    assert_eq!(ended.code, 1);
    assert_eq!(verdict(&ended.json(), "log-keys")["code"], "other-log-keys");
}

#[test]
fn without_pinned_keys_the_reader_is_told_what_that_means() {
    let log = golden("log-20.tlog");
    let warning = "No verifier keys were given";
    assert!(run(&["verify", &log]).said.contains(warning));
    let pinned = run(&["verify", &log, "--vkeys", &golden("vkeys.txt")]);
    assert!(!pinned.said.contains(warning));
}

#[test]
fn a_log_older_than_asked_for_is_not_valid() {
    let log = golden("log-20.tlog");
    let old = run(&["verify", &log, "--max-age", "1h", "--json"]);
    assert_eq!(old.code, 1);
    assert_eq!(verdict(&old.json(), "freshness")["code"], "too-old");
    let fresh = run(&["verify", &log, "--max-age", "36500d", "--json"]);
    assert_eq!(fresh.code, 0);
    assert_eq!(verdict(&fresh.json(), "freshness")["status"], "valid");
}

#[rstest]
#[case::nothing(b"", "neither an exported log")]
#[case::text(b"Dear Sir or Madam\n", "neither an exported log")]
#[case::another_version(b"tallystick-log/v2\n", "neither an exported log")]
#[case::json(b"{\"a\":1}", "not a bundle")]
fn what_is_none_of_ours_cannot_be_judged(#[case] bytes: &[u8], #[case] reason: &str) {
    let ended = run_with_input(&["verify", "-"], bytes);
    assert_eq!((ended.code, ended.said.as_str()), (2, ""));
    assert!(ended.complained.contains(reason), "{}", ended.complained);
}

#[rstest]
#[case::no_file(&["verify"])]
#[case::a_missing_file(&["verify", "no-such-file"])]
#[case::a_folder(&["verify", "."])]
#[case::a_missing_file_of_keys(&["verify", "Cargo.toml", "--vkeys", "no-such-file"])]
#[case::keys_that_are_none(&["verify", "Cargo.toml", "--vkeys", "Cargo.toml"])]
#[case::an_age_without_unit(&["verify", "Cargo.toml", "--max-age", "7"])]
#[case::an_unknown_flag(&["verify", "Cargo.toml", "--colour"])]
fn what_cannot_be_read_or_understood_ends_with_2(#[case] words: &[&str]) {
    let ended = run(words);
    assert_eq!((ended.code, ended.said.as_str()), (2, ""));
    assert_ne!(ended.complained, "");
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let mut child = command(&["verify", &golden("log-20.tlog")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command: Command = command(&["verify", &golden("log-20.tlog")]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}

#[test]
fn the_version_and_the_help_are_printed() {
    assert!(run(&["--version"]).said.starts_with("tallystick "));
    let help = run(&["verify", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.said.contains("--max-age"));
}
