//! Statements: what is signed, how it is written, and what identifies it.

mod payload;
mod signatures;

use p256::ecdsa::Signature;
use serde_json::{Value, json};
use tallystick_ledger::SigningKey;

/// The other valid form of a signature: the same r, and s mirrored at the order of the curve.
pub(crate) fn mirrored(signature: &[u8; 64]) -> [u8; 64] {
    let signature = Signature::from_slice(signature).expect("a signature made by a test");
    let mirror =
        Signature::from_scalars(signature.r(), -signature.s()).expect("minus s is no more zero than s");
    mirror.to_bytes().into()
}

/// A key of its own for each number.
pub(crate) fn key(number: u8) -> SigningKey {
    SigningKey::from_random(&[number; 32].into()).expect("a small number is a scalar")
}

/// The payload of a statement that is valid in form.
pub(crate) fn payload() -> Value {
    json!({
        "lid": crate::forgery::LEDGER,
        "knd": "receivable.claim/1",
        "sub": "receivable/one",
        "ver": 1,
        "alt": ["evidence/one"],
        "rel": [["contract/one", 3]],
        "iss": "party/supplier",
        "cap": "supplier",
        "jti": "AAAAAAAAAAAAAAAAAAAAAA",
        "iat": 1_772_413_200,
        "exp": 1_772_413_800,
        "obs": { "size": 7, "root": "00".repeat(32) },
        "bod": "00".repeat(32),
    })
}
