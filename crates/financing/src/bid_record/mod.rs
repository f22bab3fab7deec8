//! A bank's record of bids that it did not open.

mod state;
mod transition;

pub use state::BidRecord;
pub use transition::{BidRecordTransition, apply};
