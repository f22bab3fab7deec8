//! What an entry caused: one part for each subject that it moved, stored beside the ledger as bytes.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Salt};

use crate::entry::Moved;
use crate::{Refusal, json};

const DOCUMENT: &str = "outcome part";

/// The transitions of one subject in one entry. A salt of its own keeps its digest from being guessed, so that parts can
/// be disclosed one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    salt: Salt,
    transitions: Vec<Box<RawValue>>,
}

impl Part {
    /// Encodes transitions, each a JSON text of its own, in their order.
    pub fn encode(salt: Salt, transitions: Vec<Box<RawValue>>) -> Result<Self, Refusal> {
        if transitions.is_empty() {
            return Err(without_transitions());
        }
        let bytes = serde_json::to_vec(&Content { salt, transitions }).map_err(|error| Refusal::Json {
            document: DOCUMENT,
            detail: error.to_string(),
        })?;
        // Of its form only this is left open: a transition may name a member twice.
        json::check(DOCUMENT, &bytes)?;
        Ok(Self { bytes })
    }

    /// Takes stored bytes, after checking their form.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Refusal> {
        json::check(DOCUMENT, &bytes)?;
        let part = Self { bytes };
        if part.content()?.transitions.is_empty() {
            return Err(without_transitions());
        }
        Ok(part)
    }

    /// The stored bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The transitions, each a JSON text.
    pub fn transitions(&self) -> Result<Vec<Box<RawValue>>, Refusal> {
        self.content().map(|content| content.transitions)
    }

    /// The salt.
    pub fn salt(&self) -> Result<Salt, Refusal> {
        self.content().map(|content| content.salt)
    }

    /// SHA-256 of the bytes.
    pub fn digest(&self) -> Digest {
        Digest::from_bytes(Sha256::digest(&self.bytes).into())
    }

    fn content(&self) -> Result<Content, Refusal> {
        serde_json::from_slice(&self.bytes).map_err(|error| Refusal::Json {
            document: DOCUMENT,
            detail: error.to_string(),
        })
    }
}

fn without_transitions() -> Refusal {
    Refusal::Json {
        document: DOCUMENT,
        detail: "it has no transitions".into(),
    }
}

/// The digest that stands in the leaf: over one line for each moved subject with the digest of its part, in the leaf's order.
///
/// `None` when there are not as many parts as subjects.
pub fn outcome_digest(moved: &[Moved], parts: &[Digest]) -> Option<Digest> {
    if moved.len() != parts.len() {
        return None;
    }
    let mut hasher = Sha256::new();
    for (Moved { subject, version }, part) in moved.iter().zip(parts) {
        hasher.update(format!("{subject}@{version} {part}\n"));
    }
    Some(Digest::from_bytes(hasher.finalize().into()))
}
