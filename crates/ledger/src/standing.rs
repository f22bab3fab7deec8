//! What makes a statement valid at its place in the ledger, given all entries before it.
//!
//! Whoever appends asks with the rows of a database, whoever verifies with what the leaves before showed; the questions are
//! the same, so they stand here once.

use tallystick_base::{Capacity, Millis, Subject, Thumbprint};

use crate::entry::Moved;
use crate::keys::{KeyEntry, KeyMove, SignsFor, key_moves};
use crate::register::SubjectHead;
use crate::tree::Hash;
use crate::{Claims, LedgerId, Refusal, Statement};

/// Whose keys there are before the next entry.
pub trait KeyStanding {
    /// The operator's party; none before entry 0.
    fn operator(&self) -> Option<&Subject>;
    /// A key; `None` if no entry has added it.
    fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry>;
}

/// Where the ledger stands before the next entry, as far as its format is concerned.
pub trait Standing: KeyStanding {
    /// The ledger.
    fn ledger(&self) -> &LedgerId;
    /// The number of the next entry.
    fn sequence(&self) -> u64;
    /// Where a subject stands; `None` if no entry has moved it.
    fn subject(&self, subject: &Subject) -> Option<SubjectHead>;
    /// The root of the tree over the first `size` leaves; `None` if no signed checkpoint has this size, or there are fewer.
    fn root(&self, size: u64) -> Option<Hash>;
}

/// Checks a statement against the place that it would take: window, observed head, version, link, facts relied on,
/// capacity and signing keys. Signatures themselves are a matter of [`crate::check_envelope`].
///
/// `signatures` is how many the entry will have: more than the statement carries where it still waits for others.
pub fn check_statement(
    statement: &Statement,
    signatures: usize,
    received: Millis,
    standing: &impl Standing,
) -> Result<(), Refusal> {
    let claims = statement.claims();
    check_window(statement, signatures, received, standing)?;
    check_subjects(claims, standing)?;
    // The opening is signed by the keys that it adds, which check_opening compares.
    if standing.sequence() > 0 {
        check_authority(statement, signatures, standing)?;
    }
    Ok(())
}

/// Checks that these keys may sign this statement: capacity, owner, not revoked, and in one role only.
pub(crate) fn check_authority(
    statement: &Statement,
    signatures: usize,
    standing: &impl KeyStanding,
) -> Result<(), Refusal> {
    check_capacity(statement.claims(), signatures, standing)?;
    check_signers(statement, standing)
}

fn check_window(
    statement: &Statement,
    signatures: usize,
    received: Millis,
    standing: &impl Standing,
) -> Result<(), Refusal> {
    let claims = statement.claims();
    if claims.ledger != *standing.ledger() {
        return Err(Refusal::WrongLedger {
            expected: standing.ledger().to_string(),
            found: claims.ledger.to_string(),
        });
    }
    claims.check_window(signatures, received)?;
    if let Some(seen) = &claims.observed {
        let root = standing.root(seen.size);
        if root.is_none_or(|root| root.as_bytes() != seen.root.as_bytes()) {
            return Err(Refusal::FalseObservation { size: seen.size });
        }
    }
    Ok(())
}

fn check_subjects(claims: &Claims, standing: &impl Standing) -> Result<(), Refusal> {
    let own = standing.subject(&claims.subject);
    check_version(&claims.subject, claims.version, standing)?;
    if claims.previous != own.map(|head| head.chain) {
        return Err(Refusal::WrongPrevious(claims.subject.clone()));
    }
    for (subject, relied) in &claims.rel {
        let current = standing.subject(subject).map_or(0, |head| head.version);
        if current != *relied {
            return Err(Refusal::StaleReliance {
                subject: subject.clone(),
                relied: *relied,
                current,
            });
        }
    }
    Ok(())
}

fn check_version(subject: &Subject, version: u64, standing: &impl Standing) -> Result<(), Refusal> {
    let current = standing.subject(subject).map_or(0, |head| head.version);
    if version == current + 1 {
        return Ok(());
    }
    Err(Refusal::VersionGap {
        subject: subject.clone(),
        current,
        found: version,
    })
}

/// Checks what an entry moves: versions without a gap, and keys as this kind of statement may move them. Returns the moves of keys.
pub fn check_moves(
    claims: &Claims,
    moved: &[Moved],
    standing: &impl Standing,
) -> Result<Vec<KeyMove>, Refusal> {
    for moved in moved {
        check_version(&moved.subject, moved.version, standing)?;
    }
    check_key_moves(claims, moved, standing)
}

/// The keys that an entry moves, if this kind of statement of this party may move them.
pub(crate) fn check_key_moves(
    claims: &Claims,
    moved: &[Moved],
    standing: &impl KeyStanding,
) -> Result<Vec<KeyMove>, Refusal> {
    let keys = key_moves(claims, moved)?;
    check_revocations(claims, &keys, standing)?;
    Ok(keys)
}

/// A key is revoked by its owner or by the operator.
fn check_revocations(
    claims: &Claims,
    key_moves: &[KeyMove],
    standing: &impl KeyStanding,
) -> Result<(), Refusal> {
    for key in key_moves {
        if let KeyMove::Revoked { kid } = key {
            let owner = standing.key(kid).map(|key| &key.owner);
            if owner != Some(&claims.issuer) && standing.operator() != Some(&claims.issuer) {
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

fn check_signers(statement: &Statement, standing: &impl KeyStanding) -> Result<(), Refusal> {
    let issuer = &statement.claims().issuer;
    let role = signs_for(statement.claims());
    for line in statement.signatures() {
        let kid = line.kid();
        let key = standing
            .key(kid)
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
        if key.signs_for.is_some_and(|known| known != role) {
            return Err(Refusal::KeyInTwoRoles(kid.clone()));
        }
    }
    Ok(())
}

/// The operator acts with two signatures or more and its service with one, each in a capacity that no other party has.
fn check_capacity(claims: &Claims, signatures: usize, standing: &impl KeyStanding) -> Result<(), Refusal> {
    let is_operator = standing.operator() == Some(&claims.issuer);
    match claims.capacity {
        capacity @ (Capacity::Operator | Capacity::Service) if !is_operator => {
            Err(Refusal::ForeignCapacity {
                issuer: claims.issuer.clone(),
                capacity,
            })
        }
        Capacity::Service if signatures != 1 => Err(Refusal::OperatorSignatures(signatures)),
        Capacity::Service => Ok(()),
        _ if is_operator && signatures == 1 => Err(Refusal::OperatorSignatures(signatures)),
        _ => Ok(()),
    }
}

/// For whom the keys sign that sign these claims.
pub(crate) fn signs_for(claims: &Claims) -> SignsFor {
    match claims.capacity {
        Capacity::Service => SignsFor::Service,
        _ => SignsFor::Member,
    }
}
