//! Keys in the wrong hands, at the wrong place, or in the wrong list.

use tallystick_base::Thumbprint;
use tallystick_ledger::{KeyRecord, LogReader, Rule, SigningKey, VerifierKey, verify_log};

use super::{BANK, BUYER, OPERATOR, SUPPLIER, refused};
use crate::forgery::{Draft, Forgery, TWENTY, broken, chain_after, check, subject};

/// The supplier's second key: added by entry 11, revoked by entry 17, never used.
fn second_key() -> Thumbprint {
    Thumbprint::parse(TWENTY.sealed()[11].entry.statement.claims().subject.id()).unwrap()
}

fn private(kid: &Thumbprint) -> SigningKey {
    TWENTY.signing_key(kid).unwrap().clone()
}

#[test]
fn a_key_of_another_party_is_refused() {
    let bank = Forgery::after(20).draft(BANK).signers;
    refused(SUPPLIER, |d| d.signers = bank, Rule::Keys, "foreign-key");
}

#[test]
fn one_key_of_another_party_among_several_is_refused() {
    let bank = Forgery::after(20).draft(BANK).signers[0].clone();
    refused(BUYER, |d| d.signers[1] = bank, Rule::Keys, "foreign-key");
}

#[test]
fn a_revoked_key_is_refused_from_the_next_entry_on() {
    refused(
        SUPPLIER,
        |d| d.signers = vec![private(&second_key())],
        Rule::Keys,
        "revoked-key",
    );
}

#[test]
fn a_key_is_refused_before_the_entry_that_adds_it() {
    let mut forgery = Forgery::after(11);
    forgery.preamble.keys = TWENTY.preamble().keys;
    let mut draft = forgery.draft(SUPPLIER);
    draft.signers = vec![private(&second_key())];
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "unknown-key", Some(11))]
    );
}

#[test]
fn a_key_signs_between_the_entries_that_add_and_revoke_it() {
    let forgery = Forgery::after(12);
    let mut draft = forgery.draft(SUPPLIER);
    draft.signers = vec![private(&second_key())];
    assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
}

#[test]
fn a_key_does_not_sign_the_entry_that_adds_it() {
    let mut forgery = Forgery::after(11);
    forgery.preamble.keys = TWENTY.preamble().keys;
    let mut draft = forgery.draft(SUPPLIER);
    draft.claims.kind = "key.add/1".parse().unwrap();
    draft.on(&second_key().subject(), 1, None);
    draft.signers = vec![private(&second_key())];
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "unknown-key", Some(11))]
    );
}

#[test]
fn a_key_may_sign_the_entry_that_revokes_it() {
    let mut forgery = Forgery::after(17);
    let mut draft = forgery.draft("key.revoke");
    draft.on(&second_key().subject(), 2, Some(chain_after(11)));
    draft.signers = vec![private(&second_key())];
    let last = forgery.preamble.keys.last_mut().unwrap();
    last.revoked = Some(17);
    assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
}

#[test]
fn an_act_of_another_kind_does_not_add_a_key() {
    let key = second_key().subject();
    let forgery = Forgery::after(11);
    let mut draft = forgery.draft(SUPPLIER);
    draft.also(&key, 1);
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "key-move", Some(11))]
    );
}

#[test]
fn a_key_has_no_third_version() {
    let key = second_key().subject();
    refused(
        SUPPLIER,
        |d| d.on(&key, 3, Some(chain_after(17))),
        Rule::Keys,
        "key-move",
    );
}

#[test]
fn what_is_no_thumbprint_is_no_key() {
    let key = subject("key/short");
    let add = |d: &mut Draft| {
        d.claims.kind = "key.add/1".parse().unwrap();
        d.on(&key, 1, None);
    };
    refused(SUPPLIER, add, Rule::Keys, "key-move");
}

#[test]
fn a_key_is_revoked_by_its_owner_or_the_operator_only() {
    let revoke = |d: &mut Draft| d.on(&second_key().subject(), 2, Some(chain_after(11)));
    let forge = |by| {
        let mut forgery = Forgery::after(17);
        forgery.preamble.keys.last_mut().unwrap().revoked = Some(17);
        let mut draft = forgery.draft(by);
        revoke(&mut draft);
        broken(&forgery.judged_with(draft.leaf()))
    };
    assert_eq!(forge(BANK), [(Rule::Keys, "key-move", Some(17))]);
    assert_eq!(forge(SUPPLIER), []);
    assert_eq!(forge(OPERATOR), []);
}

#[test]
fn a_party_that_exists_gets_no_keys_by_registering_again() {
    // The supplier's party stands at version 2 since entry 2.
    let forgery = Forgery::after(11);
    let mut draft = forgery.draft("party.register");
    let party = TWENTY.sealed()[1].entry.statement.claims().subject.clone();
    draft.on(&party, 3, Some(chain_after(2)));
    draft.also(&second_key().subject(), 1);
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "key-move", Some(11))]
    );
}

/// What is broken when the list of keys is changed and nothing else.
fn listed(change: impl FnOnce(&mut Vec<KeyRecord>)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut forgery = Forgery::after(20);
    change(&mut forgery.preamble.keys);
    broken(&forgery.judged())
}

#[test]
fn another_key_under_a_listed_name_is_refused() {
    let swapped = listed(|keys| keys[3].jwk = keys[4].jwk.clone());
    assert_eq!(swapped, [(Rule::KeyList, "thumbprint-mismatch", None)]);
}

#[test]
fn a_key_that_no_entry_added_is_refused() {
    let stranger = SigningKey::from_random(&[3; 32].into()).unwrap().public();
    let added = listed(|keys| {
        let record = KeyRecord {
            kid: stranger.thumbprint(),
            jwk: stranger.to_jwk(),
            ..keys[0].clone()
        };
        keys.push(record);
    });
    assert_eq!(added, [(Rule::KeyList, "key-not-added", None)]);
}

#[test]
fn a_key_left_out_is_missed() {
    let unused = listed(|keys| keys.retain(|key| key.kid != second_key()));
    assert_eq!(unused, [(Rule::KeyList, "key-not-listed", None)]);
    let signing = Forgery::after(20).draft(BANK).signers[0].public().thumbprint();
    let used = listed(|keys| keys.retain(|key| key.kid != signing));
    let first = TWENTY.sealed().iter().position(|sealed| {
        let lines = sealed.entry.statement.signatures();
        lines.iter().any(|line| *line.kid() == signing)
    });
    assert_eq!(
        used,
        [(Rule::Keys, "unknown-key", first.map(|first| first as u64))]
    );
}

#[test]
fn a_record_that_differs_from_the_entries_is_refused() {
    let differs = [(Rule::KeyList, "key-record-differs", None)];
    assert_eq!(listed(|keys| keys[5].added += 1), differs);
    assert_eq!(listed(|keys| keys[5].party = keys[0].party.clone()), differs);
    assert_eq!(listed(|keys| keys[5].revoked = Some(18)), differs);
    assert_eq!(listed(|keys| keys.last_mut().unwrap().revoked = None), differs);
    assert_eq!(listed(|keys| keys.push(keys[0].clone())), differs);
}

#[test]
fn keys_listed_in_another_order_are_refused() {
    assert_eq!(
        listed(|keys| keys.swap(1, 2)),
        [(Rule::KeyList, "key-not-listed", None)]
    );
}

#[test]
fn a_log_of_other_keys_than_the_pinned_ones_is_refused() {
    let file = TWENTY.export().unwrap();
    let own = TWENTY.log_keys().verifiers();
    let judge = |pinned: &[VerifierKey]| {
        let reader = LogReader::open(file.as_slice()).unwrap();
        broken(&verify_log(reader, Some(pinned), |_| ()).unwrap())
    };
    assert_eq!(judge(&own), []);
    let [ed25519, p256] = own.clone();
    assert_eq!(judge(&[p256, ed25519]), [(Rule::LogKeys, "other-log-keys", None)]);
    assert_eq!(judge(&own[..1]), [(Rule::LogKeys, "other-log-keys", None)]);
    assert_eq!(broken(&check(&file)), []);
}
