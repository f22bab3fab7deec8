//! The envelope check: what is refused before any lock is taken.

mod new_keys;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Millis, Thumbprint};
use tallystick_ledger::{
    Claims, LedgerId, MAX_BODY, PublicKey, SigningKey, Statement, check_body, check_envelope,
};

use crate::forgery::LEDGER;
use crate::statement::{key, payload};

const SALT: &str = "AAAAAAAAAAAAAAAAAAAAAA";

/// A statement as it arrives; as it comes from `submitted`, it is taken.
struct Submitted {
    claims: Claims,
    body: Vec<u8>,
    signers: Vec<SigningKey>,
    received: Millis,
}

fn submitted() -> Submitted {
    let claims = Claims::parse(payload().to_string().as_bytes()).unwrap();
    let mut submitted = Submitted {
        received: Millis::from_secs(claims.issued_at + 1).unwrap(),
        claims,
        body: Vec::new(),
        signers: vec![key(1)],
    };
    submitted.set_body(&json!({ "salt": SALT, "amount": { "value": "1.00", "currency": "CNY" } }));
    submitted
}

impl Submitted {
    fn set_body(&mut self, body: &Value) {
        self.set_body_bytes(body.to_string().as_bytes());
    }

    fn set_body_bytes(&mut self, body: &[u8]) {
        self.body = body.to_vec();
        self.claims.body = Digest::from_bytes(Sha256::digest(body).into());
    }

    /// The code with which it is refused, or `taken`. The ledger knows the keys 1 to 9.
    fn checked(&self) -> &'static str {
        let signers: Vec<&SigningKey> = self.signers.iter().collect();
        let statement = Statement::sign(&self.claims, &signers).unwrap();
        self.checked_as(&statement)
    }

    fn checked_as(&self, statement: &Statement) -> &'static str {
        let ledger: LedgerId = LEDGER.parse().unwrap();
        let checked = check_envelope(statement, &self.body, &ledger, self.received, known);
        checked.map_or_else(|refusal| refusal.code(), |()| "taken")
    }
}

fn known(kid: &Thumbprint) -> Option<PublicKey> {
    (1..=9)
        .map(|number| key(number).public())
        .find(|public| public.thumbprint() == *kid)
}

/// The code after one change.
fn changed(change: impl FnOnce(&mut Submitted)) -> &'static str {
    let mut submitted = submitted();
    change(&mut submitted);
    submitted.checked()
}

#[test]
fn a_statement_in_order_is_taken() {
    assert_eq!(submitted().checked(), "taken");
}

#[test]
fn several_members_may_have_signed_it() {
    assert_eq!(changed(|s| s.signers = vec![key(1), key(2), key(3)]), "taken");
}

#[test]
fn a_statement_for_another_ledger_is_refused() {
    assert_eq!(
        changed(|s| s.claims.ledger = "other.example.org".parse().unwrap()),
        "wrong-ledger"
    );
}

#[test]
fn the_window_holds_from_its_first_second_to_its_last() {
    let at = |millis: u64| changed(|s| s.received = Millis::new(s.claims.issued_at * 1000 + millis).unwrap());
    assert_eq!(at(0), "taken");
    assert_eq!(at(600_000), "taken");
    assert_eq!(at(600_001), "too-late");
    assert_eq!(
        changed(|s| s.received = Millis::from_secs(s.claims.issued_at - 1).unwrap()),
        "too-early"
    );
}

#[test]
fn the_first_of_several_signatures_may_arrive_alone_within_ten_days() {
    assert_eq!(
        changed(|s| s.claims.expires_at = s.claims.issued_at + 864_000),
        "taken"
    );
    assert_eq!(
        changed(|s| s.claims.expires_at = s.claims.issued_at + 864_001),
        "window-length"
    );
    assert_eq!(
        changed(|s| s.claims.expires_at = s.claims.issued_at),
        "window-length"
    );
    assert_eq!(
        changed(|s| s.claims.expires_at = s.claims.issued_at - 1),
        "window-length"
    );
}

#[test]
fn a_body_other_than_the_signed_one_is_refused() {
    assert_eq!(changed(|s| s.body.push(b' ')), "body-mismatch");
}

#[test]
fn a_key_that_the_ledger_does_not_know_is_refused() {
    assert_eq!(changed(|s| s.signers = vec![key(10)]), "unknown-key");
    assert_eq!(changed(|s| s.signers.push(key(10))), "unknown-key");
}

#[test]
fn every_signature_is_verified() {
    let mut submitted = submitted();
    submitted.signers.push(key(2));
    let keys: Vec<&SigningKey> = submitted.signers.iter().collect();
    let right = Statement::sign(&submitted.claims, &keys).unwrap();
    submitted.claims.expires_at += 1;
    let other = Statement::sign(&submitted.claims, &keys).unwrap();
    for wrong in 0..2 {
        let mut lines = right.signatures().to_vec();
        lines[wrong] = other.signatures()[wrong].clone();
        let statement = Statement::parse(right.payload(), lines).unwrap();
        assert_eq!(submitted.checked_as(&statement), "bad-signature");
    }
}

#[test]
fn a_body_is_an_object_with_a_salt_and_no_member_twice() {
    let body = |text: &str| changed(|s| s.set_body_bytes(text.as_bytes()));
    assert_eq!(body(r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA"}"#), "taken");
    assert_eq!(body("{}"), "malformed-json");
    assert_eq!(body("[]"), "malformed-json");
    assert_eq!(body(""), "malformed-json");
    assert_eq!(body(r#"{"salt":null}"#), "malformed-json");
    assert_eq!(body(r#"{"salt":"short"}"#), "malformed-json");
    assert_eq!(body(r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAB"}"#), "malformed-json");
    assert_eq!(body(r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA"}x"#), "malformed-json");
    assert_eq!(
        body(r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","a":1,"a":1}"#),
        "duplicate-member"
    );
    assert_eq!(
        body(r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","a":{"b":[{"c":1,"c":2}]}}"#),
        "duplicate-member"
    );
}

#[test]
fn a_body_has_at_most_64_kibibytes() {
    let padded = |length: usize| {
        let empty = format!(r#"{{"salt":"{SALT}","text":""}}"#);
        format!(
            r#"{{"salt":"{SALT}","text":"{}"}}"#,
            "x".repeat(length - empty.len())
        )
    };
    assert_eq!(MAX_BODY, 65_536);
    assert_eq!(changed(|s| s.set_body_bytes(padded(65_536).as_bytes())), "taken");
    assert_eq!(
        changed(|s| s.set_body_bytes(padded(65_537).as_bytes())),
        "too-large"
    );
}

#[test]
fn the_digest_of_a_body_is_over_its_very_bytes() {
    let body = br#"{ "salt": "AAAAAAAAAAAAAAAAAAAAAA" }"#;
    assert_eq!(
        check_body(body).unwrap(),
        Digest::from_bytes(Sha256::digest(body).into())
    );
}
