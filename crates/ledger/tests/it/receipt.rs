//! Receipts: what one shows, and every way in which one does not hold.

use serde_json::{Value, json};
use tallystick_base::{Digest, Millis};
use tallystick_ledger::sample::Sample;
use tallystick_ledger::{Hash, InclusionProof, Receipt, VerifierKey};

use crate::forgery::{LEDGER, TWENTY};

fn receipt(place: usize) -> Receipt {
    let proof = TWENTY.proof(place.try_into().unwrap()).unwrap();
    Receipt::new(&TWENTY.sealed()[place], proof).unwrap()
}

fn id(place: usize) -> Digest {
    TWENTY.sealed()[place].entry.statement.id().unwrap()
}

fn vkeys() -> [VerifierKey; 2] {
    TWENTY.log_keys().verifiers()
}

/// The code with which a receipt for statement 7 is refused, or `holds`.
fn code(receipt: &Receipt) -> &'static str {
    let verified = receipt.verify(&id(7), &vkeys());
    verified.map_or_else(|refusal| refusal.code(), |_| "holds")
}

/// The code for the receipt of statement 7 after a change.
fn changed(change: impl FnOnce(&mut Receipt)) -> &'static str {
    let mut receipt = receipt(7);
    change(&mut receipt);
    code(&receipt)
}

#[test]
fn a_receipt_shows_its_statement_in_the_ledger_of_a_signed_checkpoint() {
    for place in [0, 7, 19] {
        let checkpoint = receipt(place).verify(&id(place), &vkeys()).unwrap();
        assert_eq!((checkpoint.size, checkpoint.origin.as_str()), (20, LEDGER));
    }
}

#[test]
fn a_receipt_is_json_with_exactly_these_members() {
    let receipt = receipt(7);
    let json = serde_json::to_value(&receipt).unwrap();
    let entry = &TWENTY.sealed()[7];
    assert_eq!(
        json,
        json!({
            "seq": 7,
            "received": entry.entry.received.as_millis(),
            "statement": id(7).to_string(),
            "leaf": String::from_utf8(entry.leaf.clone()).unwrap(),
            "proof": TWENTY.proof(7).unwrap().to_string(),
        })
    );
    assert_eq!(Receipt::parse(json.to_string().as_bytes()), Ok(receipt));
}

#[test]
fn a_receipt_of_another_form_is_refused() {
    let with = |member: &str, value: Value| {
        let mut json = serde_json::to_value(receipt(7)).unwrap();
        json[member] = value;
        Receipt::parse(json.to_string().as_bytes()).unwrap_err().code()
    };
    assert_eq!(with("known", json!(true)), "malformed-json");
    assert_eq!(with("proof", json!("c2sp.org/tlog-proof@v1\n")), "malformed-json");
    assert_eq!(with("statement", json!("00")), "malformed-json");
    assert_eq!(Receipt::parse(b"{}").unwrap_err().code(), "malformed-json");
    let doubled = serde_json::to_string(&receipt(7))
        .unwrap()
        .replacen('{', r#"{"seq":7,"#, 1);
    assert_eq!(
        Receipt::parse(doubled.as_bytes()).unwrap_err().code(),
        "duplicate-member"
    );
}

#[test]
fn a_receipt_for_another_statement_is_refused() {
    assert_eq!(code(&receipt(8)), "receipt-differs");
    // It says that it is for the one that was sent, and holds the leaf of another.
    let mut other = receipt(8);
    other.statement = id(7);
    assert_eq!(code(&other), "receipt-differs");
    assert_eq!(changed(|receipt| receipt.statement = id(8)), "receipt-differs");
}

#[test]
fn a_receipt_that_contradicts_its_leaf_is_refused() {
    assert_eq!(changed(|receipt| receipt.seq = 8), "receipt-differs");
    assert_eq!(changed(|receipt| receipt.proof.index = 8), "receipt-differs");
    assert_eq!(
        changed(|receipt| receipt.received = Millis::new(0).unwrap()),
        "receipt-differs"
    );
    let entry_eight = |receipt: &mut Receipt| {
        receipt.leaf = receipt.leaf.replacen("\n7\n", "\n8\n", 1);
        receipt.seq = 8;
        receipt.proof.index = 8;
    };
    assert_eq!(changed(entry_eight), "proof-mismatch");
}

#[test]
fn a_receipt_whose_proof_does_not_hold_is_refused() {
    assert_eq!(
        changed(|receipt| receipt.proof.hashes.truncate(1)),
        "proof-mismatch"
    );
    assert_eq!(changed(|receipt| receipt.leaf.push('\n')), "not-hex");
    let smaller = |receipt: &mut Receipt| {
        receipt.proof.checkpoint = receipt.proof.checkpoint.replacen("\n20\n", "\n19\n", 1);
    };
    assert_eq!(changed(smaller), "checkpoint-signature");
    let unsigned = receipt(7).verify(&id(7), &[]).unwrap_err();
    assert_eq!(unsigned.code(), "note-form");
}

#[test]
fn a_receipt_by_another_log_is_refused() {
    let other = Sample::tell("other.tallystick.invalid", 8).unwrap();
    let keys = other.log_keys().verifiers();
    assert_eq!(
        receipt(7).verify(&id(7), &keys).unwrap_err().code(),
        "checkpoint-signature"
    );
}

#[test]
fn a_statement_of_one_ledger_in_the_log_of_another_is_refused() {
    // A log of its own name and keys, whose one leaf holds a statement that was signed for the sample.
    let other = Sample::tell("other.tallystick.invalid", 1).unwrap();
    let sealed = &TWENTY.sealed()[0];
    let checkpoint = other.log_keys().sign(1, Hash::of_leaf(&sealed.leaf));
    let proof = InclusionProof {
        index: 0,
        hashes: Vec::new(),
        checkpoint,
    };
    let receipt = Receipt::new(sealed, proof).unwrap();
    let refusal = receipt.verify(&id(0), &other.log_keys().verifiers()).unwrap_err();
    assert_eq!(refusal.code(), "wrong-ledger");
}

#[test]
fn no_receipt_holds_after_its_meaning_was_changed() {
    let json = serde_json::to_string(&receipt(7)).unwrap().into_bytes();
    for place in 0..json.len() {
        let mut changed = json.clone();
        changed[place] ^= 1;
        if let Ok(read) = Receipt::parse(&changed) {
            // White space and the spelling of an escape may differ; a receipt that differs must not hold.
            assert!(read == receipt(7) || code(&read) != "holds", "byte {place}");
        }
    }
}
