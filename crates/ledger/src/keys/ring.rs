//! The keys of a ledger as its leaves show them: whose they are, and between which entries they sign.

use std::collections::HashMap;

use tallystick_base::{Capacity, Subject, Thumbprint};

use super::{KeyMove, key_moves};
use crate::opening::check_opening;
use crate::{Entry, Refusal};

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
    pub(crate) fn get(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.keys.get(kid)
    }

    /// Every key, in the order in which entries added them.
    pub(crate) fn in_order(&self) -> &[Thumbprint] {
        &self.order
    }

    /// Checks that an entry may be signed with its keys, and may move the keys that it moves. Returns those moves.
    pub(crate) fn check(&self, entry: &Entry) -> Result<Vec<KeyMove>, Refusal> {
        check_opening(entry)?;
        let moves = key_moves(entry.statement.claims(), &entry.moved)?;
        self.check_revocations(entry, &moves)?;
        // The opening is signed by the keys that it adds, which check_opening has compared.
        if entry.sequence > 0 {
            self.check_capacity(entry)?;
            self.check_signers(entry)?;
        }
        Ok(moves)
    }

    /// Takes an entry that `check` let pass.
    pub(crate) fn take(&mut self, entry: &Entry, moves: Vec<KeyMove>) {
        if entry.sequence == 0 {
            self.operator = Some(entry.statement.claims().issuer.clone());
        } else {
            let signs_for = signs_for(entry);
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

    /// A key is revoked by its owner or by the operator.
    fn check_revocations(&self, entry: &Entry, moves: &[KeyMove]) -> Result<(), Refusal> {
        let claims = entry.statement.claims();
        for key in moves {
            if let KeyMove::Revoked { kid } = key {
                let owner = self.keys.get(kid).map(|key| &key.owner);
                if owner != Some(&claims.issuer) && self.operator.as_ref() != Some(&claims.issuer) {
                    let (kind, subject) = (claims.kind.to_string(), kid.subject());
                    return Err(Refusal::KeyMove {
                        kind,
                        subject,
                        version: 2,
                    });
                }
            }
        }
        Ok(())
    }

    fn check_signers(&self, entry: &Entry) -> Result<(), Refusal> {
        let issuer = &entry.statement.claims().issuer;
        for line in entry.statement.signatures() {
            let kid = line.kid();
            let key = self
                .keys
                .get(kid)
                .ok_or_else(|| Refusal::UnknownKey(kid.clone()))?;
            if let Some(revoked) = key.revoked {
                return Err(Refusal::RevokedKey {
                    kid: kid.clone(),
                    revoked,
                });
            }
            if key.owner != *issuer {
                let (owner, issuer) = (key.owner.clone(), issuer.clone());
                return Err(Refusal::ForeignKey {
                    kid: kid.clone(),
                    owner,
                    issuer,
                });
            }
            if key.signs_for.is_some_and(|role| role != signs_for(entry)) {
                return Err(Refusal::KeyInTwoRoles(kid.clone()));
            }
        }
        Ok(())
    }

    /// The operator acts with two signatures or more and its service with one, each in a capacity that no other party has.
    fn check_capacity(&self, entry: &Entry) -> Result<(), Refusal> {
        let claims = entry.statement.claims();
        let is_operator = self.operator.as_ref() == Some(&claims.issuer);
        let count = entry.statement.signatures().len();
        match claims.capacity {
            capacity @ (Capacity::Operator | Capacity::Service) if !is_operator => {
                Err(Refusal::ForeignCapacity {
                    issuer: claims.issuer.clone(),
                    capacity,
                })
            }
            Capacity::Service if count != 1 => Err(Refusal::OperatorSignatures(count)),
            Capacity::Service => Ok(()),
            _ if is_operator && count == 1 => Err(Refusal::OperatorSignatures(count)),
            _ => Ok(()),
        }
    }
}

fn signs_for(entry: &Entry) -> SignsFor {
    match entry.statement.claims().capacity {
        Capacity::Service => SignsFor::Service,
        _ => SignsFor::Member,
    }
}
