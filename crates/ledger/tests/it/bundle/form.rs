//! The form of the document, and how old it is.

use std::time::Duration;

use tallystick_base::Millis;
use tallystick_ledger::{Bundle, BundleChecks, Rule, verify_bundle};

use super::{bundle, changed, entry, judge};
use crate::forgery::{TWENTY, broken};

/// What is broken after one text of the document was replaced.
fn rewritten(from: &str, to: &str) -> Vec<(Rule, &'static str, Option<u64>)> {
    let text = bundle().to_json().unwrap();
    assert!(text.contains(from), "{from} is not in the bundle");
    broken(&verify_bundle(
        text.replacen(from, to, 1).as_bytes(),
        BundleChecks::default(),
    ))
}

#[test]
fn only_the_members_of_the_format_are_taken_each_once() {
    let form = |code| [(Rule::Form, code, None)];
    assert_eq!(
        rewritten("\"subject\":", "\"note\": 1, \"subject\":"),
        form("malformed-json")
    );
    assert_eq!(
        rewritten("\"proof\":", "\"hint\": 1, \"proof\":"),
        form("malformed-json")
    );
    assert_eq!(
        rewritten("\"added\":", "\"added\": 0, \"added\":"),
        form("duplicate-member")
    );
    assert_eq!(
        rewritten("\"lineage\":", "\"lineage\": [], \"lineage\":"),
        form("duplicate-member")
    );
    assert_eq!(rewritten(",\n  \"lineage\": []", ""), form("malformed-json"));
    assert_eq!(
        rewritten("tallystick-bundle/v1", "tallystick-bundle/v2"),
        form("malformed-json")
    );
}

#[test]
fn what_is_not_disclosed_is_absent_and_not_null() {
    let text = bundle().to_json().unwrap();
    let (before, body) = text.split_once("\"body\": \"").unwrap();
    let (_, after) = body.split_once("\",\n").unwrap();
    let null = [before, "\"body\": null,\n", after].concat();
    let report = verify_bundle(null.as_bytes(), BundleChecks::default());
    assert_eq!(broken(&report), [(Rule::Form, "malformed-json", None)]);
}

#[test]
fn nothing_follows_the_document() {
    let text = bundle().to_json().unwrap() + "{}";
    let report = verify_bundle(text.as_bytes(), BundleChecks::default());
    assert_eq!(broken(&report), [(Rule::Form, "malformed-json", None)]);
    assert_eq!(
        broken(&verify_bundle(b"", BundleChecks::default())),
        [(Rule::Form, "malformed-json", None)]
    );
}

#[test]
fn entries_stand_in_ascending_order_each_once() {
    let swapped = changed(|bundle| bundle.entries.swap(4, 5));
    assert_eq!(swapped, [(Rule::Form, "file-form", Some(10))]);
    let doubled = changed(|bundle| bundle.entries.insert(4, bundle.entries[4].clone()));
    assert_eq!(doubled, [(Rule::Form, "file-form", Some(10))]);
    let renumbered = changed(|bundle| entry(bundle, 19).seq = 20);
    assert_eq!(renumbered, [(Rule::Form, "file-form", Some(20))]);
}

#[test]
fn the_opening_stands_first_with_its_body() {
    let missing = changed(|bundle| drop(bundle.entries.remove(0)));
    assert_eq!(missing, [(Rule::Form, "file-form", None)]);
    let bodyless = changed(|bundle| entry(bundle, 0).body = None);
    assert_eq!(bodyless, [(Rule::Form, "file-form", None)]);
    let empty = changed(|bundle| bundle.entries.clear());
    assert_eq!(empty, [(Rule::Form, "file-form", None)]);
}

#[test]
fn a_leaf_that_is_no_entry_is_named() {
    let malformed = changed(|bundle| entry(bundle, 13).leaf.truncate(500));
    assert_eq!(malformed, [(Rule::Form, "entry-form", Some(13))]);
}

#[test]
fn there_are_as_many_parts_as_moved_subjects() {
    let fewer = changed(|bundle| drop(entry(bundle, 12).outcome.as_mut().unwrap().pop()));
    assert_eq!(fewer, [(Rule::Form, "file-form", Some(12))]);
}

#[test]
fn a_bundle_is_told_from_other_files_by_its_first_member() {
    let text = bundle().to_json().unwrap();
    assert!(Bundle::is_likely(text.as_bytes()));
    assert!(Bundle::is_likely(format!(" \n{text}").as_bytes()));
    assert!(!Bundle::is_likely(&TWENTY.export().unwrap()));
    assert!(!Bundle::is_likely(b"{}"));
}

/// What is broken when the bundle is checked so long after its last entry, where an hour is allowed.
fn aged(millis: u64) -> Vec<(Rule, &'static str, Option<u64>)> {
    let last = judge(&bundle()).received.unwrap();
    let now = Millis::new(last.as_millis() + millis).unwrap();
    let checks = BundleChecks {
        max_age: Some((now, Duration::from_hours(1))),
        ..BundleChecks::default()
    };
    broken(&verify_bundle(bundle().to_json().unwrap().as_bytes(), checks))
}

#[test]
fn evidence_older_than_the_checker_allows_is_refused() {
    assert_eq!(aged(0), []);
    assert_eq!(aged(3_600_000), []);
    assert_eq!(aged(3_600_001), [(Rule::Freshness, "too-old", Some(19))]);
}
