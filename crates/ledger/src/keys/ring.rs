//! The keys of a ledger as its leaves show them: whose they are, and between which entries they sign.

use std::collections::HashMap;

use tallystick_base::{Subject, Thumbprint};

use super::KeyMove;
use crate::Entry;
use crate::standing::{KeyStanding, signs_for};

/// A key as the leaves show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// The party that owns it.
    pub owner: Subject,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it, if any.
    pub revoked: Option<u64>,
    /// For whom it signs, once it has signed an entry after the opening.
    pub signs_for: Option<SignsFor>,
}

/// For whom a key signs. The service's key never counts as a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsFor {
    /// For a member of its party.
    Member,
    /// For the service itself.
    Service,
}

/// Every key that the entries so far have added.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyRing {
    keys: HashMap<Thumbprint, KeyEntry>,
    order: Vec<Thumbprint>,
    operator: Option<Subject>,
}

impl KeyRing {
    /// Every key, in the order in which entries added them.
    pub(crate) fn in_order(&self) -> &[Thumbprint] {
        &self.order
    }

    /// Takes an entry that was found valid at its place.
    pub(crate) fn take(&mut self, entry: &Entry, moves: Vec<KeyMove>) {
        if entry.sequence == 0 {
            self.operator = Some(entry.statement.claims().issuer.clone());
        } else {
            let signs_for = signs_for(entry.statement.claims());
            for line in entry.statement.signatures() {
                if let Some(key) = self.keys.get_mut(line.kid()) {
                    key.signs_for = Some(signs_for);
                }
            }
        }
        for key in moves {
            match key {
                KeyMove::Added { kid, owner } => {
                    self.order.push(kid.clone());
                    let added = entry.sequence;
                    self.keys.insert(
                        kid,
                        KeyEntry {
                            owner,
                            added,
                            revoked: None,
                            signs_for: None,
                        },
                    );
                }
                KeyMove::Revoked { kid } => {
                    if let Some(key) = self.keys.get_mut(&kid) {
                        key.revoked = Some(entry.sequence);
                    }
                }
            }
        }
    }
}

impl KeyStanding for KeyRing {
    fn operator(&self) -> Option<&Subject> {
        self.operator.as_ref()
    }

    fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.keys.get(kid)
    }
}
