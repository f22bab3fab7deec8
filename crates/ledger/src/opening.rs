//! Entry 0: how a ledger begins.

use std::collections::HashSet;

use serde::Deserialize;
use tallystick_base::{Capacity, Subject, Thumbprint};

use crate::keys::{KeyMove, key_moves};
use crate::note::VerifierKey;
use crate::{Entry, Refusal};

/// The kind of entry 0, without its version.
pub const OPENING_KIND: &str = "ledger.open";

/// Two members and the service itself.
const LEAST_KEYS: usize = 3;

/// The subject of entry 0, `ledger/0`.
#[expect(
    clippy::missing_panics_doc,
    reason = "the kind and the id are constants of this format, so it cannot panic"
)]
pub fn opening_subject() -> Subject {
    Subject::new("ledger", "0").expect("the kind and the id are written here, and are well formed")
}

#[derive(Deserialize)]
struct Opening {
    log_keys: Vec<VerifierKey>,
    service_key: Thumbprint,
}

fn read(body: &[u8]) -> Result<Opening, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::Json {
        document: "opening body",
        detail: error.to_string(),
    })
}

/// The verifier keys that an opening's body names: Ed25519, then P-256.
pub fn log_keys(body: &[u8]) -> Result<[VerifierKey; 2], Refusal> {
    match <[VerifierKey; 2]>::try_from(read(body)?.log_keys) {
        Ok([first, second]) if first.is_ed25519() && !second.is_ed25519() => Ok([first, second]),
        _ => Err(Refusal::Opening(
            "log_keys must be an Ed25519 key and a P-256 key",
        )),
    }
}

/// Checks that the service's key, which the opening's body names, is one of the keys that entry 0 adds.
pub(crate) fn check_service_key(entry: &Entry, body: &[u8]) -> Result<(), Refusal> {
    let service = read(body)?.service_key;
    if entry
        .statement
        .signatures()
        .iter()
        .any(|line| *line.kid() == service)
    {
        Ok(())
    } else {
        Err(Refusal::Opening(
            "service_key must be one of the keys that it adds",
        ))
    }
}

/// Checks what is special about entry 0, and that no other entry is an opening.
pub fn check_opening(entry: &Entry) -> Result<(), Refusal> {
    let claims = entry.statement.claims();
    let opens = claims.kind.name() == OPENING_KIND;
    if entry.sequence != 0 {
        return if opens {
            Err(Refusal::Opening("only entry 0 opens a ledger"))
        } else {
            Ok(())
        };
    }
    if !opens || claims.subject != opening_subject() {
        return Err(Refusal::Opening("entry 0 must be ledger.open on ledger/0"));
    }
    if claims.capacity != Capacity::Operator {
        return Err(Refusal::Opening("it is made in the capacity of operator"));
    }
    if !entry
        .moved
        .iter()
        .any(|m| m.subject == claims.issuer && m.version == 1)
    {
        return Err(Refusal::Opening("it must create the operator's party"));
    }
    let added: HashSet<Thumbprint> = key_moves(claims, &entry.moved)?
        .into_iter()
        .filter_map(|key| match key {
            KeyMove::Added { kid, .. } => Some(kid),
            KeyMove::Revoked { .. } => None,
        })
        .collect();
    let signed: HashSet<Thumbprint> = entry
        .statement
        .signatures()
        .iter()
        .map(|s| s.kid().clone())
        .collect();
    if added.len() < LEAST_KEYS || added != signed {
        return Err(Refusal::Opening(
            "it is signed by exactly the keys that it adds, three or more",
        ));
    }
    Ok(())
}
