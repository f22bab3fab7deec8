//! Checkpoints (C2SP tlog-checkpoint): the ledger's head, signed by both keys of the log.

use std::fmt;

use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

use super::VerifierKey;
use super::signed::{NoteSignature, SignedNote};
use crate::encoding::from_decimal;
use crate::keys::SigningKey;
use crate::tree::Hash;
use crate::{LedgerId, Refusal};

/// The size and root of a ledger's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ledger.
    pub origin: LedgerId,
    /// The number of entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n{}\n{}\n", self.origin, self.size, self.root)
    }
}

impl Checkpoint {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || Refusal::NoteForm {
            document: "checkpoint",
            detail: "it is not origin, size and root",
        };
        let mut lines = text.strip_suffix('\n').ok_or_else(malformed)?.split('\n');
        match (lines.next(), lines.next(), lines.next(), lines.next()) {
            (Some(origin), Some(size), Some(root), None) => Ok(Self {
                origin: origin.parse()?,
                size: from_decimal("checkpoint size", size)?,
                root: Hash::parse(root)?,
            }),
            _ => Err(malformed()),
        }
    }
}

/// The two keys with which the service signs checkpoints: Ed25519 for public witnesses, P-256 for everybody else's tools.
pub struct LogKeys {
    name: LedgerId,
    ed25519: ed25519_dalek::SigningKey,
    p256: SigningKey,
}

impl LogKeys {
    /// Both keys, the Ed25519 one from its 32-byte seed (RFC 8032).
    pub fn new(name: LedgerId, seed: &Zeroizing<[u8; 32]>, p256: SigningKey) -> Self {
        Self {
            name,
            ed25519: ed25519_dalek::SigningKey::from_bytes(seed),
            p256,
        }
    }

    /// The verifier keys, in the order of the format: Ed25519, then P-256.
    pub fn verifiers(&self) -> [VerifierKey; 2] {
        let ed25519 = VerifierKey::ed25519(self.name.clone(), self.ed25519.verifying_key().to_bytes());
        [ed25519, VerifierKey::p256(self.name.clone(), self.p256.public())]
    }

    /// Signs a head of this ledger and returns the note.
    pub fn sign(&self, size: u64, root: Hash) -> String {
        let text = Checkpoint {
            origin: self.name.clone(),
            size,
            root,
        }
        .to_string();
        let message = text.as_bytes();
        let signatures = [
            self.ed25519.sign(message).to_bytes().to_vec(),
            self.p256.sign_der(message),
        ];
        let lines = self
            .verifiers()
            .into_iter()
            .zip(signatures)
            .map(|(key, signature)| NoteSignature {
                name: self.name.to_string(),
                key_id: key.key_id(),
                signature,
            });
        SignedNote {
            signatures: lines.collect(),
            text,
        }
        .encode()
    }
}

impl fmt::Debug for LogKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LogKeys")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Opens a signed checkpoint: every one of these keys must have signed it, and its origin must be their name. Without any key
/// nothing would be checked, so at least one must be given.
pub fn verify_checkpoint(note: &str, keys: &[VerifierKey]) -> Result<Checkpoint, Refusal> {
    if keys.is_empty() {
        return Err(Refusal::NoteForm {
            document: "checkpoint",
            detail: "there is no verifier key to check it with",
        });
    }
    let note = SignedNote::parse(note)?;
    let checkpoint = Checkpoint::parse(&note.text)?;
    for key in keys {
        if *key.name() != checkpoint.origin || !key.signed(&note) {
            return Err(Refusal::CheckpointSignature(key.to_string()));
        }
    }
    Ok(checkpoint)
}

/// Opens a checkpoint as [`LogKeys::sign`] left it: as [`verify_checkpoint`], with one line by each of these keys, in their order, and
/// nothing else. A note that somebody added a line to is still good evidence; it is not what was stored.
pub fn verify_own_checkpoint(note: &str, keys: &[VerifierKey]) -> Result<Checkpoint, Refusal> {
    let checkpoint = verify_checkpoint(note, keys)?;
    let found = SignedNote::parse(note)?;
    let by = |line: &NoteSignature| (line.name.clone(), line.key_id);
    let due = keys.iter().map(|key| (key.name().to_string(), key.key_id()));
    if found.signatures.iter().map(by).eq(due)
        && found.encode() == note
        && checkpoint.to_string() == found.text
    {
        Ok(checkpoint)
    } else {
        Err(Refusal::NoteForm {
            document: "checkpoint",
            detail: "it has more than a line by each key of the log, in their order",
        })
    }
}
