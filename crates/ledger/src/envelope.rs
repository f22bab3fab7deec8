//! The envelope check: all that can be checked of a submitted statement without the ledger's state.

use std::collections::HashMap;

use tallystick_base::{Millis, Thumbprint};

use crate::keys::{PublicKey, new_keys, owner_of_added, verify_possession};
use crate::opening::OPENING_KIND;
use crate::{LedgerId, Refusal, Statement, check_body};

/// Checks a statement as it arrived: ledger, window, body, every signature, and possession of every key that it adds.
///
/// `key` gives the public key of a thumbprint, whoever owns it: whether it may act here and now depends on its position, and is
/// checked where the entry is placed. This needs no lock, so requests run it side by side.
pub fn check_envelope(
    statement: &Statement,
    body: &[u8],
    ledger: &LedgerId,
    received: Millis,
    key: impl Fn(&Thumbprint) -> Option<PublicKey>,
) -> Result<(), Refusal> {
    let claims = statement.claims();
    if claims.ledger != *ledger {
        return Err(Refusal::WrongLedger {
            expected: ledger.to_string(),
            found: claims.ledger.to_string(),
        });
    }
    // The first signature of several arrives alone, so the longer window is allowed here; placing the entry checks it again.
    claims.check_window(statement.signatures().len().max(2), received)?;
    if check_body(body)? != claims.body {
        return Err(Refusal::BodyMismatch);
    }
    let added = check_new_keys(statement, body)?;
    let opens = claims.kind.name() == OPENING_KIND;
    for line in statement.signatures() {
        let kid = line.kid();
        let known = if opens { added.get(kid).cloned() } else { key(kid) };
        line.verify(
            statement.payload(),
            &known.ok_or_else(|| Refusal::UnknownKey(kid.clone()))?,
        )?;
    }
    Ok(())
}

/// Every key that the statement is to add stands in its body once, with a proof of possession, and no other does.
pub(crate) fn check_new_keys(
    statement: &Statement,
    body: &[u8],
) -> Result<HashMap<Thumbprint, PublicKey>, Refusal> {
    let claims = statement.claims();
    let opens = claims.kind.name() == OPENING_KIND;
    let named = claims
        .alt
        .iter()
        .chain((claims.version == 1).then_some(&claims.subject));
    let mut due: HashMap<_, _> = named
        .filter(|subject| subject.kind() == "key")
        .filter_map(|subject| Some((subject.clone(), owner_of_added(claims, subject)?)))
        .collect();
    let mut added = HashMap::new();
    for new in new_keys(body)? {
        let public = PublicKey::from_jwk(&new.jwk)?;
        let kid = public.thumbprint();
        let owner = due
            .remove(&kid.subject())
            .ok_or_else(|| Refusal::UnnamedKey(kid.clone()))?;
        match &new.possession {
            Some(proof) => verify_possession(proof, &public, &claims.ledger, &owner)?,
            None if opens => (),
            None => return Err(Refusal::NoPossession(kid)),
        }
        added.insert(kid, public);
    }
    match due.into_keys().next() {
        None => Ok(added),
        Some(subject) => match Thumbprint::parse(subject.id()) {
            Ok(kid) => Err(Refusal::NoPossession(kid)),
            Err(_) => Err(Refusal::KeyMove {
                kind: claims.kind.to_string(),
                subject,
                version: 1,
            }),
        },
    }
}
