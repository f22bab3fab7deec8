//! A sealed bid: a promise of terms that nobody can read before the deadline, and that nobody can change after it.

mod sealed;
mod state;
mod transition;

pub use sealed::SealedBid;
pub use state::{Bid, BidStage};
pub use transition::{BidTransition, apply};
