//! The one way in: from a submitted statement to a sealed entry.
//!
//! [`Store::submit`](crate::Store::submit) checks the envelope, beside all other requests and before any lock, and hands
//! the statement to the sequencer. The sequencer is one task. Whatever arrived while the last commit was running is its next
//! batch; a batch is one transaction, and every caller is answered after the commit. What is decided about each statement, and in
//! which order, stands in `batch`; the decision itself in the domain crates.

mod batch;
mod place;
mod reading;
mod scribe;
mod sequencer;
mod standing;
mod states;
mod tree;
mod write;

use tallystick_base::Digest;
use tallystick_ledger::{Receipt, Statement};

use crate::proposal::Proposal;

pub(crate) use batch::{Outcome, Writer, lock_head};
pub(crate) use place::{Decision, Means, PlaceError, Placed, opens, place, supply_names, take};
pub(crate) use reading::{Reach, Reading};
pub(crate) use sequencer::Sequencer;
pub(crate) use states::{States, subjects_in};
pub(crate) use tree::{Tiles, Tree, read_head, read_tile, right_edge};
pub(crate) use write::{StateRows, Written, integer, move_head, write_checkpoint};

/// A statement with the body that it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The payload with its signatures.
    pub statement: Statement,
    /// The exact bytes of the body.
    pub body: Vec<u8>,
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It stands in the ledger, and cannot be taken back.
    Appended {
        /// The evidence.
        receipt: Receipt,
        /// Whether it stood there before: the same statement was submitted again.
        known: bool,
    },
    /// It waits for further signatures of its party.
    Waiting(Box<Proposal>),
}

/// A submission whose envelope was checked, with its identity and what it says.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) submission: Submission,
    pub(crate) id: Digest,
    pub(crate) reading: Reading,
}
