//! Keys that a statement adds: each stands in the body once, and proves that its owner holds it.

use serde_json::{Value, json};
use tallystick_base::Subject;
use tallystick_ledger::{LedgerId, PublicKey, SigningKey, verify_possession};

use super::{SALT, Submitted, changed, submitted};
use crate::forgery::{LEDGER, subject};
use crate::statement::key;

fn ledger() -> LedgerId {
    LEDGER.parse().unwrap()
}

fn subject_of(key: &SigningKey) -> Subject {
    key.public().thumbprint().subject()
}

/// A key as a body lists it, with a proof for this owner.
fn listed(key: &SigningKey, owner: &Subject) -> Value {
    let possession = key.prove_possession(&ledger(), owner).unwrap();
    json!({ "jwk": key.public().to_jwk(), "possession": possession, "member": "member/one" })
}

/// A statement of this kind on this subject with these keys in its body.
fn adding(kind: &str, on: Subject, alt: Vec<Subject>, keys: &[Value]) -> Submitted {
    let mut submitted = submitted();
    submitted.claims.kind = kind.parse().unwrap();
    submitted.claims.subject = on;
    submitted.claims.alt = alt;
    submitted.set_body(&json!({ "salt": SALT, "keys": keys }));
    submitted
}

/// The supplier adds key 10, with what the body lists.
fn add_key(keys: &[Value]) -> &'static str {
    adding("key.add/1", subject_of(&key(10)), Vec::new(), keys).checked()
}

fn supplier() -> Subject {
    subject("party/supplier")
}

#[test]
fn a_new_key_with_a_proof_by_itself_for_its_owner_is_taken() {
    assert_eq!(add_key(&[listed(&key(10), &supplier())]), "taken");
}

#[test]
fn a_new_key_without_a_proof_is_refused() {
    let bare = json!({ "jwk": key(10).public().to_jwk() });
    assert_eq!(add_key(&[bare]), "no-possession");
    assert_eq!(add_key(&[]), "no-possession");
    let null = json!({ "jwk": key(10).public().to_jwk(), "possession": null });
    assert_eq!(add_key(&[null]), "malformed-json");
}

#[test]
fn a_proof_for_another_owner_or_ledger_or_by_another_key_is_refused() {
    let new = key(10);
    assert_eq!(add_key(&[listed(&new, &subject("party/other"))]), "no-possession");
    let mut other = listed(&new, &supplier());
    let elsewhere: LedgerId = "other.example.org".parse().unwrap();
    other["possession"] = json!(new.prove_possession(&elsewhere, &supplier()).unwrap());
    assert_eq!(add_key(std::slice::from_ref(&other)), "no-possession");
    other["possession"] = json!(key(11).prove_possession(&ledger(), &supplier()).unwrap());
    assert_eq!(add_key(&[other]), "no-possession");
}

#[test]
fn a_key_that_the_statement_does_not_add_is_not_listed() {
    let both = [listed(&key(10), &supplier()), listed(&key(11), &supplier())];
    assert_eq!(add_key(&both), "unnamed-key");
    let twice = [listed(&key(10), &supplier()), listed(&key(10), &supplier())];
    assert_eq!(add_key(&twice), "unnamed-key");
    let stray = json!({ "salt": SALT, "keys": [listed(&key(10), &supplier())] });
    assert_eq!(changed(|s| s.set_body(&stray)), "unnamed-key");
}

#[test]
fn keys_of_a_new_party_belong_to_it_and_not_to_who_registers_it() {
    let party = subject("party/new");
    let alt = vec![subject_of(&key(10)), subject_of(&key(11))];
    let register = |owner: &Subject, keys: &[u8]| {
        let keys: Vec<Value> = keys.iter().map(|number| listed(&key(*number), owner)).collect();
        adding("party.register/1", party.clone(), alt.clone(), &keys).checked()
    };
    assert_eq!(register(&party, &[10, 11]), "taken");
    assert_eq!(register(&supplier(), &[10, 11]), "no-possession");
    assert_eq!(register(&party, &[10]), "no-possession");
    assert_eq!(register(&party, &[10, 12]), "unnamed-key");
}

#[test]
fn a_restored_key_belongs_to_the_party_of_the_one_recovery() {
    let restore = |alt: &[&str], owner: &str| {
        let alt = alt.iter().map(|text| subject(text)).collect();
        adding(
            "key.restore/1",
            subject_of(&key(10)),
            alt,
            &[listed(&key(10), &subject(owner))],
        )
        .checked()
    };
    assert_eq!(restore(&["recovery/lost"], "party/lost"), "taken");
    assert_eq!(restore(&["recovery/lost"], "party/supplier"), "no-possession");
    assert_eq!(
        restore(&["recovery/lost", "recovery/other"], "party/lost"),
        "unnamed-key"
    );
    assert_eq!(restore(&[], "party/lost"), "unnamed-key");
}

#[test]
fn a_subject_that_is_no_thumbprint_cannot_be_added_as_a_key() {
    let checked = adding("key.add/1", subject("key/short"), Vec::new(), &[]).checked();
    assert_eq!(checked, "key-move");
}

#[test]
fn only_the_opening_is_signed_by_the_keys_that_it_adds() {
    let new = [key(10), key(11), key(12)];
    let alt: Vec<Subject> = new.iter().map(subject_of).collect();
    let bare: Vec<Value> = new
        .iter()
        .map(|key| json!({ "jwk": key.public().to_jwk() }))
        .collect();
    let mut opening = adding("ledger.open/1", subject("ledger/0"), alt.clone(), &bare);
    opening.signers = new.to_vec();
    assert_eq!(opening.checked(), "taken");
    opening.signers.push(key(1));
    assert_eq!(opening.checked(), "unknown-key");
    let mut register = adding("party.register/1", subject("party/new"), alt, &bare);
    register.signers = new.to_vec();
    assert_eq!(register.checked(), "no-possession");
}

#[test]
fn a_listed_key_is_a_point_on_the_curve() {
    let mut wrong = listed(&key(10), &supplier());
    wrong["jwk"]["x"] = wrong["jwk"]["y"].clone();
    assert_eq!(add_key(&[wrong]), "not-a-key");
    let mut private = listed(&key(10), &supplier());
    private["jwk"]["d"] = json!("AAAA");
    assert_eq!(add_key(&[private]), "malformed-json");
}

/// The code for a proof of key 10 for the supplier, after one text in it was replaced.
fn proof(change: impl FnOnce(String) -> String) -> &'static str {
    let proof = key(10).prove_possession(&ledger(), &supplier()).unwrap();
    let public: PublicKey = key(10).public();
    let verdict = verify_possession(&change(proof), &public, &ledger(), &supplier());
    verdict.map_or_else(|refusal| refusal.code(), |()| "taken")
}

#[test]
fn a_proof_is_a_compact_jws_of_its_own_type() {
    assert_eq!(proof(|text| text), "taken");
    assert_eq!(proof(|text| text.replacen('.', "", 1)), "no-possession");
    assert_eq!(proof(|text| text.replace('.', "")), "no-possession");
    assert_eq!(proof(|text| format!("{text}AAAA")), "wrong-length");
    assert_eq!(proof(|text| format!("{text}=")), "not-base64");
    assert_eq!(
        proof(|text| format!("e30.{}", text.split_once('.').unwrap().1)),
        "missing-header-member"
    );
    // A signature made for a statement proves nothing about possession.
    let statement = crate::forgery::TWENTY.sealed()[9].entry.statement.clone();
    let line = statement.signatures()[0].to_string();
    let as_proof = line.replacen("..", &format!(".{}.", statement.payload()), 1);
    assert_eq!(proof(|_| as_proof), "wrong-type");
}
