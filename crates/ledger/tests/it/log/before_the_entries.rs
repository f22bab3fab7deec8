//! Vkeys, opening and checkpoint, which stand before the entries.

use tallystick_ledger::sample::Sample;
use tallystick_ledger::{LogReader, ReadFault, Rule};

use crate::forgery::{Forgery, LEDGER, TWENTY, broken, check};

/// What is broken when the preamble is changed after the checkpoint was signed.
fn judged(change: impl FnOnce(&mut Forgery)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut forgery = Forgery::after(20);
    forgery.sign_head();
    change(&mut forgery);
    broken(&check(&forgery.file()))
}

/// The opening's body with one text replaced.
fn other_opening(from: &str, to: &str) -> Vec<u8> {
    let body = String::from_utf8(TWENTY.preamble().opening).unwrap();
    assert!(body.contains(from), "{from} is not in the body");
    body.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_checkpoint_by_other_keys_is_refused() {
    // Another ledger of the same name, as a thief of the name would run it.
    let other = Sample::tell("other.tallystick.invalid", 20).unwrap();
    let checkpoint = other.checkpoint().replace("other.tallystick.invalid", LEDGER);
    let refused = [(Rule::Checkpoint, "checkpoint-signature", None)];
    assert_eq!(
        judged(|forgery| forgery.preamble.checkpoint = checkpoint),
        refused
    );
    assert_eq!(
        judged(|forgery| forgery.preamble.checkpoint = other.checkpoint()),
        refused
    );
}

#[test]
fn both_log_keys_must_have_signed_the_checkpoint() {
    let checkpoint = TWENTY.checkpoint();
    let lines: Vec<&str> = checkpoint.split_inclusive('\n').collect();
    for missing in [4, 5] {
        let mut kept = lines.clone();
        kept.remove(missing);
        let short = kept.concat();
        let refused = judged(|forgery| forgery.preamble.checkpoint = short);
        assert_eq!(refused, [(Rule::Checkpoint, "checkpoint-signature", None)]);
    }
}

#[test]
fn signatures_of_witnesses_may_follow_and_are_not_looked_at() {
    let witnessed = format!("{}\u{2014} witness.example.org AAAAAAAA\n", TWENTY.checkpoint());
    assert_eq!(judged(|forgery| forgery.preamble.checkpoint = witnessed), []);
}

#[test]
fn a_checkpoint_over_another_root_is_refused() {
    let elsewhere = Forgery::after(19).head.root();
    let checkpoint = TWENTY.log_keys().sign(20, elsewhere);
    let refused = judged(|forgery| forgery.preamble.checkpoint = checkpoint);
    assert_eq!(refused, [(Rule::Tree, "proof-mismatch", Some(19))]);
}

#[test]
fn verifier_keys_that_the_opening_does_not_name_are_refused() {
    let swapped = judged(|forgery| forgery.preamble.vkeys.reverse());
    assert_eq!(swapped, [(Rule::LogKeys, "other-log-keys", None)]);
    let fewer = judged(|forgery| forgery.preamble.vkeys.truncate(1));
    assert_eq!(fewer, [(Rule::LogKeys, "other-log-keys", None)]);
}

#[test]
fn an_opening_body_that_was_not_signed_is_refused() {
    let opening = other_opening("Sample operator", "Another operator");
    let refused = judged(|forgery| forgery.preamble.opening = opening);
    assert_eq!(refused, [(Rule::Disclosures, "body-mismatch", Some(0))]);
}

#[test]
fn an_opening_body_that_is_no_body_is_refused() {
    let doubled = other_opening("\"name\":", "\"name\":\"\",\"name\":");
    let refused = judged(|forgery| forgery.preamble.opening = doubled);
    assert_eq!(refused, [(Rule::Form, "duplicate-member", Some(0))]);
    let refused = judged(|forgery| forgery.preamble.opening = b"[]".to_vec());
    assert_eq!(refused, [(Rule::LogKeys, "malformed-json", None)]);
}

#[test]
fn an_opening_that_names_one_log_key_is_refused() {
    let second = format!(",\"{}\"", TWENTY.log_keys().verifiers()[1]);
    let opening = other_opening(&second, "");
    let refused = judged(|forgery| forgery.preamble.opening = opening);
    assert_eq!(refused, [(Rule::LogKeys, "opening", None)]);
}

/// Why the file is not read, after one text in it was replaced.
fn unreadable(from: &str, to: &str) -> &'static str {
    let file = TWENTY.export().unwrap();
    let place = file
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .unwrap();
    let changed = [&file[..place], to.as_bytes(), &file[place + from.len()..]].concat();
    match LogReader::open(changed.as_slice()).map(|_| ()) {
        Err(ReadFault::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_line_before_the_entries_has_one_form() {
    assert_eq!(unreadable("tallystick-log/v1", "tallystick-log/v2"), "file-form");
    assert_eq!(unreadable("vkeys 2", "vkeys 02"), "not-decimal");
    assert_eq!(unreadable("vkeys 2", "vkeys  2"), "not-decimal");
    assert_eq!(unreadable("vkeys 2", "vkeys 3"), "not-a-ledger-id");
    assert_eq!(unreadable("vkeys 2", "keys 2"), "file-form");
    assert_eq!(unreadable("{\"kid\":", "{ \"kid\":"), "file-form");
    assert_eq!(
        unreadable("\"revoked\":null}", "\"revoked\":null,\"x\":1}"),
        "malformed-json"
    );
    assert_eq!(unreadable("\nopening ", "\nopening 99999"), "too-large");
    assert_eq!(unreadable("\ncheckpoint ", "\ncheckpoint 99999"), "too-large");
    assert_eq!(unreadable("\nentries 20", "\nentries twenty"), "not-decimal");
}

#[test]
fn a_private_key_in_the_list_is_refused() {
    assert_eq!(unreadable("\"crv\":", "\"d\":\"AA\",\"crv\":"), "malformed-json");
}

#[test]
fn the_count_of_entries_is_the_checkpoints_size() {
    let refused = judged(|forgery| forgery.preamble.entries = 19);
    assert_eq!(refused, [(Rule::Checkpoint, "file-form", None)]);
}
