//! The head of a ledger: everything that appending needs to know of what came before.

use tallystick_base::{Digest, Millis};

use crate::tree::{Frontier, Hash};
use crate::{ChainValue, Entry, LedgerId, Moved, Refusal, Statement};

/// Where a ledger stands after its last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    ledger: LedgerId,
    received: Millis,
    chain: ChainValue,
    frontier: Frontier,
}

/// An entry with the bytes and hashes that are stored and published for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub entry: Entry,
    /// Its leaf. The leaf hash was taken from this very buffer, so this is what must be stored.
    pub leaf: Vec<u8>,
    /// The chain value after it.
    pub chain: ChainValue,
}

impl Head {
    /// The head of the ledger without entries.
    pub fn genesis(ledger: LedgerId) -> Self {
        let chain = ChainValue::genesis(&ledger);
        let received = Millis::from_secs(0).unwrap_or(Millis::MAX);
        Self {
            ledger,
            received,
            chain,
            frontier: Frontier::new(),
        }
    }

    /// A head as it was stored.
    pub fn restore(ledger: LedgerId, received: Millis, chain: ChainValue, frontier: Frontier) -> Self {
        Self {
            ledger,
            received,
            chain,
            frontier,
        }
    }

    /// The ledger's id.
    pub fn ledger(&self) -> &LedgerId {
        &self.ledger
    }

    /// The number of entries.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// When the last entry was received.
    pub fn received(&self) -> Millis {
        self.received
    }

    /// The chain value after the last entry.
    pub fn chain(&self) -> ChainValue {
        self.chain
    }

    /// The right edge of the tree.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Seals the next entry: links it, encodes it, and adds its leaf to the tree.
    ///
    /// `clock` is the time now; the entry gets the later of it and its predecessor's. `completed` is told of every tree node that
    /// the leaf completes (level, index, hash). On a refusal the head stays as it was. Keys, versions and the decision behind
    /// the outcome are the caller's business.
    pub fn seal(
        &mut self,
        clock: Millis,
        moved: Vec<Moved>,
        statement: Statement,
        outcome: Digest,
        completed: impl FnMut(u8, u64, Hash),
    ) -> Result<Sealed, Refusal> {
        let received = clock.max(self.received);
        let entry = Entry {
            sequence: self.size(),
            received,
            previous: self.chain,
            moved,
            statement,
            outcome,
        };
        entry.check_moved()?;
        let leaf = entry.to_leaf()?;
        let chain = ChainValue::of_leaf(&leaf);
        self.advance(received, chain, Hash::of_leaf(&leaf), completed);
        Ok(Sealed { entry, leaf, chain })
    }

    /// Checks that an entry is the next one: its number, its time, and its link.
    pub(crate) fn check_link(&self, entry: &Entry) -> Result<(), Refusal> {
        // The number comes first: an entry that was left out, moved or doubled shows itself by it. The link comes before the
        // time, since it tells which of two entries was altered.
        if entry.sequence != self.size() {
            return Err(Refusal::WrongSequence {
                expected: self.size(),
                found: entry.sequence,
            });
        }
        if entry.previous != self.chain {
            return Err(Refusal::BrokenChain);
        }
        if entry.received < self.received {
            return Err(Refusal::TimeReversed {
                previous: self.received,
                found: entry.received,
            });
        }
        Ok(())
    }

    /// Takes an entry that has been checked.
    pub(crate) fn advance(
        &mut self,
        received: Millis,
        chain: ChainValue,
        leaf: Hash,
        completed: impl FnMut(u8, u64, Hash),
    ) {
        self.received = received;
        self.chain = chain;
        self.frontier.push_with(leaf, completed);
    }
}
