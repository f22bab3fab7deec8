//! `tallystick verify` on a bundle.

use serde_json::Value;

use crate::program::{golden, golden_bytes, run, run_with_input, verdict};

#[test]
fn the_golden_bundle_is_valid_and_says_what_it_is_about() {
    let ended = run(&["verify", &golden("bundle.json"), "--vkeys", &golden("vkeys.txt")]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert!(ended.said.starts_with("Valid: certificate/"), "{}", ended.said);
    assert!(ended.said.contains("as of entry 19"));
    assert!(!ended.said.contains(" now"));
}

#[test]
fn what_a_bundle_cannot_show_is_not_shown() {
    let report = run(&["verify", &golden("bundle.json"), "--json"]).json();
    assert_eq!(report["valid"], true);
    for rule in ["not-revoked", "latest"] {
        assert_eq!(verdict(&report, rule)["status"], "not-shown");
    }
    assert_eq!(verdict(&report, "conservation")["status"], "valid");
}

#[test]
fn a_bundle_may_be_too_old() {
    let path = golden("bundle.json");
    let old = run(&["verify", &path, "--max-age", "30m", "--json"]);
    assert_eq!(old.code, 1);
    assert_eq!(verdict(&old.json(), "freshness")["code"], "too-old");
    assert_eq!(run(&["verify", &path, "--max-age", "36500d"]).code, 0);
}

/// The golden bundle with one change.
fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut bundle: Value = serde_json::from_slice(&golden_bytes("bundle.json")).unwrap();
    change(&mut bundle);
    serde_json::to_vec(&bundle).unwrap()
}

fn report_on(bundle: &[u8]) -> Value {
    let ended = run_with_input(&["verify", "-", "--json"], bundle);
    assert_eq!(ended.code, 1, "{}", ended.said);
    ended.json()
}

#[test]
fn a_body_that_was_changed_is_found_with_its_entry() {
    let bundle = changed(|bundle| {
        let body = &mut bundle["entries"][1]["body"];
        *body = Value::String(body.as_str().unwrap().replacen('"', " \"", 1));
    });
    let report = report_on(&bundle);
    assert_eq!(verdict(&report, "disclosures")["code"], "body-mismatch");
    let entry: Value = serde_json::from_slice::<Value>(&bundle).unwrap()["entries"][1]["seq"].clone();
    assert_eq!(report["first_bad_entry"], entry);
}

#[test]
fn a_bundle_with_an_entry_missing_is_not_valid() {
    let bundle = changed(|bundle| {
        let entries = bundle["entries"].as_array_mut().unwrap();
        let confirmed = entries
            .iter()
            .position(|entry| entry["seq"] == 12)
            .expect("the split");
        entries.remove(confirmed);
    });
    assert_eq!(
        verdict(&report_on(&bundle), "versions")["code"],
        "version-missing"
    );
}

#[test]
fn a_bundle_with_an_unknown_member_has_not_the_prescribed_form() {
    let bundle = changed(|bundle| bundle["remark"] = "paid".into());
    assert_eq!(verdict(&report_on(&bundle), "form")["code"], "malformed-json");
}

#[test]
fn a_leaf_is_no_part_of_checking_a_bundle() {
    let ended = run(&["verify", &golden("bundle.json"), "--leaf", &golden("leaf-7.txt")]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("--leaf goes with a proof of inclusion"),
        "{}",
        ended.complained
    );
}
