//! The place that a statement would take, told by the states of a batch.

use tallystick_base::{Subject, Thumbprint};
use tallystick_ledger::{Hash, Head, KeyEntry, KeyStanding, LedgerId, Standing, SubjectHead};

use super::States;

/// The head with the states that stand at it.
pub(super) struct Here<'s> {
    pub(super) head: &'s Head,
    pub(super) states: &'s States,
}

impl KeyStanding for Here<'_> {
    fn operator(&self) -> Option<&Subject> {
        self.states.operator()
    }

    fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.states.key(kid)
    }
}

impl Standing for Here<'_> {
    fn ledger(&self) -> &LedgerId {
        self.head.ledger()
    }

    fn sequence(&self) -> u64 {
        self.head.size()
    }

    fn subject(&self, subject: &Subject) -> Option<SubjectHead> {
        self.states.head(subject)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        self.states.root(size)
    }
}
