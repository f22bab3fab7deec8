//! Log keys, checkpoint and inclusion: the entries stand in the ledger that the checker knows.

use tallystick_ledger::sample::Sample;
use tallystick_ledger::{BundleChecks, Rule, Status, VerifierKey, verify_bundle};

use super::{bundle, changed, entry, is_not_shown, judge};
use crate::forgery::{TWENTY, broken};

#[test]
fn verifier_keys_that_the_opening_does_not_name_are_refused() {
    let other = Sample::tell("other.tallystick.invalid", 20).unwrap();
    let swapped = changed(|bundle| bundle.vkeys.reverse());
    assert_eq!(swapped, [(Rule::LogKeys, "other-log-keys", None)]);
    let others = changed(|bundle| bundle.vkeys = other.log_keys().verifiers().to_vec());
    let refused = [
        (Rule::LogKeys, "other-log-keys", None),
        (Rule::Checkpoint, "checkpoint-signature", None),
    ];
    assert_eq!(others, refused);
}

#[test]
fn a_bundle_without_verifier_keys_has_no_checkpoint() {
    let none = changed(|bundle| bundle.vkeys.clear());
    assert_eq!(
        none,
        [
            (Rule::LogKeys, "other-log-keys", None),
            (Rule::Checkpoint, "note-form", None)
        ]
    );
}

#[test]
fn pinned_keys_must_be_those_of_the_bundle() {
    let judge = |pinned: &[VerifierKey]| {
        let checks = BundleChecks {
            pinned: Some(pinned),
            ..BundleChecks::default()
        };
        broken(&verify_bundle(bundle().to_json().unwrap().as_bytes(), checks))
    };
    let other = Sample::tell("other.tallystick.invalid", 20).unwrap();
    assert_eq!(judge(&TWENTY.log_keys().verifiers()), []);
    assert_eq!(
        judge(&other.log_keys().verifiers()),
        [(Rule::LogKeys, "other-log-keys", None)]
    );
    assert_eq!(judge(&[]), [(Rule::LogKeys, "other-log-keys", None)]);
}

#[test]
fn a_checkpoint_that_was_not_signed_shows_nothing_about_inclusion() {
    let mut bundle = bundle();
    bundle.checkpoint = bundle.checkpoint.replacen("\n20\n", "\n21\n", 1);
    let report = judge(&bundle);
    assert_eq!(
        broken(&report),
        [(Rule::Checkpoint, "checkpoint-signature", None)]
    );
    assert!(is_not_shown(&report, Rule::Inclusion));
}

#[test]
fn a_proof_of_another_entry_is_refused() {
    let foreign = changed(|bundle| {
        let other = entry(bundle, 12).proof.clone();
        entry(bundle, 13).proof = other;
    });
    assert_eq!(foreign, [(Rule::Inclusion, "proof-mismatch", Some(13))]);
}

#[test]
fn a_proof_cut_or_lengthened_is_refused() {
    let refused = [(Rule::Inclusion, "proof-mismatch", Some(14))];
    assert_eq!(changed(|bundle| drop(entry(bundle, 14).proof.pop())), refused);
    let longer = changed(|bundle| {
        let hash = entry(bundle, 14).proof[0].clone();
        entry(bundle, 14).proof.push(hash);
    });
    assert_eq!(longer, refused);
}

#[test]
fn a_hash_that_is_not_canonical_base64_is_refused() {
    let bare = changed(|bundle| entry(bundle, 14).proof[0].truncate(43));
    assert_eq!(bare, [(Rule::Inclusion, "not-base64", Some(14))]);
}

#[test]
fn an_entry_behind_the_checkpoint_is_refused() {
    let earlier = TWENTY
        .log_keys()
        .sign(15, crate::forgery::Forgery::after(15).head.root());
    let report = judge(&{
        let mut bundle = bundle();
        bundle.checkpoint = earlier;
        bundle
    });
    assert!(matches!(
        report.status(Rule::Checkpoint),
        Some(Status::Valid { .. })
    ));
    // The proofs are those of the larger tree, so that the first entry fails already.
    assert_eq!(broken(&report), [(Rule::Inclusion, "proof-mismatch", Some(0))]);
}

#[test]
fn the_evidence_on_another_ledger_is_not_evidence_on_this_one() {
    let other = Sample::tell("other.tallystick.invalid", 20).unwrap();
    let theirs = other.bundle(other.split_child().unwrap()).unwrap();
    let report = judge(&{
        let mut bundle = theirs;
        bundle.checkpoint = TWENTY.checkpoint();
        bundle
    });
    assert_eq!(
        broken(&report),
        [(Rule::Checkpoint, "checkpoint-signature", None)]
    );
}
