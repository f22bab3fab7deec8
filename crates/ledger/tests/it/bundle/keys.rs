//! Signatures, keys and versions in a bundle.

use serde_json::{Value, json};
use tallystick_base::{Subject, Thumbprint};
use tallystick_ledger::{BundleKey, ChainValue, Rule, SigningKey, check_body};

use super::{Evidence, bundle, changed, child, judge, leave_out, parent};
use crate::forgery::{Draft, LEDGER, TWENTY, broken, chain_after, subject};
use crate::statement::key;

/// What is broken when the bundle on the first child is continued by a changed draft.
fn continued(by: &str, change: impl FnOnce(&mut Draft)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut evidence = Evidence::on(&child(1));
    let mut draft = evidence.forgery.draft(by);
    draft.on(&child(1), 6, Some(chain_after(19)));
    change(&mut draft);
    evidence.add(draft, &[json!({ "noted": {} })]);
    broken(&evidence.judged())
}

#[test]
fn a_valid_continuation_is_valid() {
    assert_eq!(continued("certificate.accept", |_| ()), []);
    assert_eq!(continued("certificate.mark-overdue", |_| ()), []);
}

#[test]
fn a_signature_over_other_words_is_refused() {
    let mut evidence = Evidence::on(&child(1));
    let mut draft = evidence.forgery.draft("certificate.accept");
    draft.on(&child(1), 6, Some(chain_after(19)));
    let mut other = draft.clone();
    other.claims.expires_at += 1;
    evidence.add(draft.clone(), &[json!({ "noted": {} })]);
    let (from, to) = (
        draft.statement().payload().to_owned(),
        other.statement().payload().to_owned(),
    );
    let shown = evidence.bundle.entries.last_mut().unwrap();
    shown.leaf = shown.leaf.replacen(&from, &to, 1);
    let leaf = shown.leaf.clone().into_bytes();
    evidence.forgery.leaves.pop();
    evidence.forgery.push_leaf(leaf);
    assert_eq!(
        broken(&evidence.judged()),
        [(Rule::Signatures, "bad-signature", Some(20))]
    );
}

#[test]
fn the_window_holds_in_a_bundle_too() {
    let late = continued("certificate.accept", |d| {
        d.claims.expires_at = d.received.as_secs() - 1;
    });
    assert_eq!(late, [(Rule::Signatures, "too-late", Some(20))]);
    let long = continued("certificate.accept", |d| {
        d.claims.expires_at = d.claims.issued_at + 901;
    });
    assert_eq!(long, [(Rule::Signatures, "window-length", Some(20))]);
}

#[test]
fn a_statement_for_another_ledger_is_refused() {
    let elsewhere = "other.tallystick.invalid".parse().unwrap();
    let refused = continued("certificate.accept", |d| d.claims.ledger = elsewhere);
    assert_eq!(refused, [(Rule::Inclusion, "wrong-ledger", Some(20))]);
}

#[test]
fn the_operator_needs_two_signatures_in_a_bundle_too() {
    let alone = continued("certificate.freeze", |d| d.signers.truncate(1));
    // The second member's key still signs the opening, so that the list of keys is right.
    assert_eq!(alone, [(Rule::Keys, "operator-signatures", Some(20))]);
}

#[test]
fn a_key_of_another_party_is_refused() {
    let bank = Evidence::on(&child(1))
        .forgery
        .draft("certificate.accept")
        .signers;
    let refused = continued("receivable.claim", |d| d.signers = bank);
    assert_eq!(refused, [(Rule::Keys, "foreign-key", Some(20))]);
}

#[test]
fn a_key_that_an_entry_of_the_bundle_revoked_is_refused() {
    let key: Subject = TWENTY.sealed()[17].entry.moved[0].subject.clone();
    let kid = Thumbprint::parse(key.id()).unwrap();
    let mut evidence = Evidence::on(&key);
    let mut draft = evidence.forgery.draft("receivable.claim");
    draft.signers = vec![TWENTY.signing_key(&kid).unwrap().clone()];
    evidence.add(draft, &[json!({ "claimed": {} })]);
    let record = TWENTY
        .preamble()
        .keys
        .into_iter()
        .find(|record| record.kid == kid)
        .unwrap();
    evidence.bundle.keys.push(BundleKey {
        kid,
        party: record.party,
        jwk: record.jwk,
        added: record.added,
    });
    assert_eq!(
        broken(&evidence.judged()),
        [(Rule::Keys, "revoked-key", Some(20))]
    );
}

#[test]
fn the_entry_that_added_a_key_must_be_shown() {
    let unshown = changed(|bundle| leave_out(bundle, 5));
    assert_eq!(unshown, [(Rule::Keys, "unknown-key", Some(14))]);
}

#[test]
fn a_signing_key_must_be_listed() {
    let bank = Evidence::on(&child(1))
        .forgery
        .draft("certificate.accept")
        .signers[0]
        .public()
        .thumbprint();
    let unlisted = changed(|bundle| bundle.keys.retain(|key| key.kid != bank));
    assert_eq!(unlisted, [(Rule::Signatures, "unknown-key", Some(14))]);
}

#[test]
fn a_key_record_says_what_the_entries_say() {
    let differs = [(Rule::Keys, "key-record-differs", None)];
    assert_eq!(changed(|bundle| bundle.keys[0].added = 3), differs);
    assert_eq!(
        changed(|bundle| bundle.keys[0].party = subject("party/other")),
        differs
    );
    let mismatch = changed(|bundle| bundle.keys[0].jwk = bundle.keys[1].jwk.clone());
    assert_eq!(mismatch, [(Rule::Signatures, "thumbprint-mismatch", None)]);
}

#[test]
fn a_key_that_signed_nothing_shown_is_not_listed() {
    let record = TWENTY
        .preamble()
        .keys
        .into_iter()
        .find(|record| record.added == 3)
        .unwrap();
    let mut bundle = TWENTY.bundle(&TWENTY.sealed()[7].entry.moved[0].subject).unwrap();
    assert_eq!(broken(&judge(&bundle)), []);
    let second = TWENTY
        .preamble()
        .keys
        .into_iter()
        .filter(|record| record.added == 3)
        .nth(1)
        .unwrap();
    assert_ne!(record.kid, second.kid);
    bundle.keys.push(BundleKey {
        kid: second.kid,
        party: second.party,
        jwk: second.jwk,
        added: second.added,
    });
    assert_eq!(
        broken(&judge(&bundle)),
        [(Rule::Keys, "key-record-differs", None)]
    );
}

#[test]
fn a_key_that_no_entry_added_is_refused() {
    let stranger = SigningKey::from_random(&[3; 32].into()).unwrap().public();
    let added = changed(|bundle| {
        let key = BundleKey {
            kid: stranger.thumbprint(),
            jwk: stranger.to_jwk(),
            ..bundle.keys[0].clone()
        };
        bundle.keys.push(key);
    });
    assert_eq!(added, [(Rule::Keys, "key-not-added", None)]);
}

#[test]
fn no_version_of_the_subject_may_be_missing() {
    let missing = changed(|bundle| leave_out(bundle, 13));
    assert_eq!(missing, [(Rule::Versions, "version-missing", Some(14))]);
}

#[test]
fn no_version_of_an_ancestor_may_be_missing() {
    let missing = changed(|bundle| {
        bundle.documents.clear();
        leave_out(bundle, 10);
    });
    assert_eq!(missing, [(Rule::Versions, "version-missing", Some(12))]);
}

#[test]
fn the_subject_itself_must_be_shown() {
    let nothing = changed(|bundle| bundle.subject = subject("certificate/unknown"));
    assert_eq!(nothing, [(Rule::Versions, "version-missing", None)]);
}

#[test]
fn an_ancestors_later_versions_need_not_be_shown() {
    let mut evidence = Evidence::on(&child(1));
    let mut draft = evidence.forgery.draft("receivable.claim");
    draft.on(&parent(), 3, Some(chain_after(12)));
    evidence.forgery.push_leaf(draft.leaf());
    assert_eq!(broken(&evidence.judged()), []);
}

#[test]
fn a_version_that_does_not_continue_the_one_before_is_refused() {
    let elsewhere = continued("certificate.accept", |d| {
        d.claims.previous = Some(ChainValue::from_bytes([1; 32]));
    });
    assert_eq!(elsewhere, [(Rule::Versions, "wrong-previous", Some(20))]);
    let skipped = continued("certificate.accept", |d| {
        d.on(&child(1), 7, Some(chain_after(19)));
    });
    assert_eq!(skipped, [(Rule::Versions, "version-missing", Some(20))]);
}

#[test]
fn the_lineage_is_trusted_for_nothing() {
    let mut bundle = bundle();
    bundle.lineage.push(tallystick_ledger::Lineage {
        subject: child(1),
        parent: Some(subject("certificate/invented")),
    });
    assert_eq!(broken(&judge(&bundle)), []);
}

/// What is broken when the supplier adds a key by an entry whose body is disclosed and lists these keys.
fn key_added(keys: &Value) -> Vec<(Rule, &'static str, Option<u64>)> {
    let new = key(10);
    let body = json!({ "salt": "AAAAAAAAAAAAAAAAAAAAAA", "keys": keys }).to_string();
    let mut evidence = Evidence::on(&child(1));
    let mut draft = evidence.forgery.draft("receivable.claim");
    draft.claims.kind = "key.add/1".parse().unwrap();
    draft.on(&new.public().thumbprint().subject(), 1, None);
    draft.claims.body = check_body(body.as_bytes()).unwrap();
    evidence.add(draft, &[json!({ "added": {} })]);
    evidence.bundle.entries.last_mut().unwrap().body = Some(body);
    broken(&evidence.judged())
}

#[test]
fn a_disclosed_body_that_adds_a_key_proves_its_possession() {
    let new = key(10);
    let supplier = &TWENTY.sealed()[9].entry.statement.claims().issuer;
    let listed = |owner: &Subject| {
        let proof = new.prove_possession(&LEDGER.parse().unwrap(), owner).unwrap();
        json!([{ "jwk": new.public().to_jwk(), "possession": proof }])
    };
    assert_eq!(key_added(&listed(supplier)), []);
    let refused = [(Rule::Keys, "no-possession", Some(20))];
    assert_eq!(key_added(&listed(&subject("party/other"))), refused);
    assert_eq!(key_added(&json!([])), refused);
}
