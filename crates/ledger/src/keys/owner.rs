//! What an entry does to keys, and whose they become: a matter of the leaf alone.

use tallystick_base::{Subject, Thumbprint};

use crate::entry::Moved;
use crate::{Claims, Refusal};

/// One key moved by an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyMove {
    /// The key is added, and belongs to `owner` from the next entry on.
    Added {
        /// The key.
        kid: Thumbprint,
        /// The party that owns it.
        owner: Subject,
    },
    /// The key is revoked: the entries after this one may not be signed with it.
    Revoked {
        /// The key.
        kid: Thumbprint,
    },
}

/// The keys that an entry with these claims moves, in the order of its line of subjects.
pub fn key_moves(claims: &Claims, moved: &[Moved]) -> Result<Vec<KeyMove>, Refusal> {
    moved
        .iter()
        .filter(|m| m.subject.kind() == "key")
        .map(|m| key_move(claims, m))
        .collect()
}

fn key_move(claims: &Claims, moved: &Moved) -> Result<KeyMove, Refusal> {
    let cannot = || Refusal::KeyMove {
        kind: claims.kind.to_string(),
        subject: moved.subject.clone(),
        version: moved.version,
    };
    let kid = Thumbprint::parse(moved.subject.id()).map_err(|_| cannot())?;
    match moved.version {
        1 => Ok(KeyMove::Added {
            kid,
            owner: owner_of_added(claims, &moved.subject).ok_or_else(cannot)?,
        }),
        2 => Ok(KeyMove::Revoked { kid }),
        _ => Err(cannot()),
    }
}

/// Who owns a key that a statement with these claims adds; `None` where this kind of command cannot add it.
pub(crate) fn owner_of_added(claims: &Claims, key: &Subject) -> Option<Subject> {
    let is_own_subject = claims.subject == *key;
    match claims.kind.name() {
        "ledger.open" if !is_own_subject => Some(claims.issuer.clone()),
        "party.register" if claims.subject.kind() == "party" && claims.version == 1 => {
            Some(claims.subject.clone())
        }
        "key.add" if is_own_subject => Some(claims.issuer.clone()),
        "key.restore" if is_own_subject => recovered_party(&claims.alt),
        _ => None,
    }
}

/// The party whose keys were lost: `recovery/<id>` stands for `party/<id>`, and there must be one only.
fn recovered_party(alt: &[Subject]) -> Option<Subject> {
    let mut recoveries = alt.iter().filter(|s| s.kind() == "recovery");
    match (recoveries.next(), recoveries.next()) {
        (Some(one), None) => Subject::new("party", one.id()).ok(),
        _ => None,
    }
}
