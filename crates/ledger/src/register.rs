//! What makes an entry valid, given all entries before it. Everything here follows from leaves alone.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};
use tallystick_base::{Subject, Thumbprint};

use crate::keys::{KeyEntry, KeyMove, KeyRing};
use crate::opening::check_opening;
use crate::standing::{KeyStanding, Standing, check_moves, check_statement};
use crate::tree::Hash;
use crate::{ChainValue, Entry, Head, LedgerId, Refusal};

/// Where a subject stands: its version, and the chain value of the entry that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectHead {
    /// The last version.
    pub version: u64,
    /// The chain value of the entry that moved it there: what the next statement on it must name as `prv`.
    pub chain: ChainValue,
}

/// The state of a ledger as far as its format is concerned: heads of subjects, keys, and every root it has had.
///
/// It grows by fixed sizes only: about 100 bytes for each subject and 32 for each entry.
#[derive(Debug, Clone)]
pub struct Register {
    head: Head,
    /// Subjects stand here by their SHA-256, which keeps every place the same size.
    subjects: HashMap<[u8; 32], SubjectHead>,
    keys: KeyRing,
    /// The root of size n + 1 at place n, to check what signers say they have seen.
    roots: Vec<Hash>,
}

impl Register {
    /// The register of a ledger without entries.
    pub fn new(ledger: LedgerId) -> Self {
        Self {
            head: Head::genesis(ledger),
            subjects: HashMap::new(),
            keys: KeyRing::default(),
            roots: Vec::new(),
        }
    }

    /// The head after the last entry.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Where a subject stands; `None` if no entry has moved it.
    pub fn subject(&self, subject: &Subject) -> Option<SubjectHead> {
        self.subjects.get(&name(subject)).copied()
    }

    /// A key; `None` if no entry has added it.
    pub fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.keys.key(kid)
    }

    /// Every key, in the order in which entries added them.
    pub fn keys_in_order(&self) -> &[Thumbprint] {
        self.keys.in_order()
    }

    /// Takes the next entry if it is valid here; otherwise says why and stays as it was. Signatures themselves are verified apart, since
    /// that needs no state.
    pub fn admit(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let leaf = entry.to_leaf()?;
        self.admit_hashed(entry, ChainValue::of_leaf(&leaf), Hash::of_leaf(&leaf))
    }

    /// As `admit`, for an entry whose leaf has been hashed already.
    pub(crate) fn admit_hashed(
        &mut self,
        entry: &Entry,
        chain: ChainValue,
        leaf: Hash,
    ) -> Result<(), Refusal> {
        self.head.check_link(entry)?;
        check_opening(entry)?;
        entry.check_moved()?;
        check_statement(
            &entry.statement,
            entry.statement.signatures().len(),
            entry.received,
            self,
        )?;
        let key_moves = check_moves(entry.statement.claims(), &entry.moved, self)?;
        self.take(entry, chain, leaf, key_moves);
        Ok(())
    }

    fn take(&mut self, entry: &Entry, chain: ChainValue, leaf: Hash, key_moves: Vec<KeyMove>) {
        for moved in &entry.moved {
            self.subjects.insert(
                name(&moved.subject),
                SubjectHead {
                    version: moved.version,
                    chain,
                },
            );
        }
        self.keys.take(entry, key_moves);
        self.head.advance(entry.received, chain, leaf, |_, _, _| ());
        self.roots.push(self.head.root());
    }
}

impl KeyStanding for Register {
    fn operator(&self) -> Option<&Subject> {
        self.keys.operator()
    }

    fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.keys.key(kid)
    }
}

impl Standing for Register {
    fn ledger(&self) -> &LedgerId {
        self.head.ledger()
    }

    fn sequence(&self) -> u64 {
        self.head.size()
    }

    fn subject(&self, subject: &Subject) -> Option<SubjectHead> {
        Self::subject(self, subject)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        let place = usize::try_from(size.checked_sub(1)?).ok()?;
        self.roots.get(place).copied()
    }
}

fn name(subject: &Subject) -> [u8; 32] {
    Sha256::digest(subject.as_str()).into()
}
