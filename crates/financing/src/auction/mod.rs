//! The auction of a request: the set of its bids, in the order of their commitments.

mod award;
mod state;
mod transition;

pub use award::award;
pub use state::{Auction, AuctionBid, AuctionStage, Opened};
pub use transition::{AuctionTransition, apply};
