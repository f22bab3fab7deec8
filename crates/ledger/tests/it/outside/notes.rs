//! Checkpoints are signed notes, as any library opens them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{DerSignature, VerifyingKey};
use p256::pkcs8::DecodePublicKey as _;
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};

use crate::forgery::TWENTY;

/// The second type of key, which the library leaves to its users: ECDSA on P-256, the key as SPKI, the signature as DER.
struct P256 {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl P256 {
    fn new(vkey: &str) -> Self {
        let fields: Vec<&str> = vkey.splitn(3, '+').collect();
        let key = STANDARD.decode(fields[2]).unwrap();
        assert_eq!(key[0], 2);
        Self {
            name: fields[0].into(),
            id: u32::from_str_radix(fields[1], 16).unwrap(),
            key: VerifyingKey::from_public_key_der(&key[1..]).unwrap(),
        }
    }
}

impl Verifier for P256 {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        DerSignature::try_from(signature).is_ok_and(|signature| self.key.verify(message, &signature).is_ok())
    }
}

fn verifiers() -> VerifierList {
    let [ed25519, p256] = TWENTY.log_keys().verifiers().map(|key| key.to_string());
    VerifierList::new(vec![
        Box::new(StandardVerifier::new(&ed25519).unwrap()),
        Box::new(P256::new(&p256)),
    ])
}

#[test]
fn a_checkpoint_is_opened_with_both_keys() {
    let note = Note::from_bytes(TWENTY.checkpoint().as_bytes()).unwrap();
    let (verified, others) = note.verify(&verifiers()).unwrap();
    assert_eq!((verified.len(), others.len()), (2, 0));
}

#[test]
fn a_checkpoint_reads_as_origin_size_and_root() {
    let note = Note::from_bytes(TWENTY.checkpoint().as_bytes()).unwrap();
    let checkpoint = tlog_tiles::checkpoint::Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!(checkpoint.origin(), crate::forgery::LEDGER);
    assert_eq!((checkpoint.size(), checkpoint.extension()), (20, ""));
}

#[test]
fn an_altered_checkpoint_is_refused_by_the_library_too() {
    let altered = TWENTY.checkpoint().replacen("\n20\n", "\n21\n", 1);
    let note = Note::from_bytes(altered.as_bytes()).unwrap();
    assert!(note.verify(&verifiers()).is_err());
}

#[test]
fn the_ed25519_key_is_the_one_that_the_library_would_write() {
    let [ed25519, _] = TWENTY.log_keys().verifiers();
    let text = ed25519.to_string();
    let key = STANDARD.decode(text.splitn(3, '+').nth(2).unwrap()).unwrap();
    let id = signed_note::key_id(crate::forgery::LEDGER, &key);
    assert_eq!(ed25519.key_id(), id.to_be_bytes());
}
