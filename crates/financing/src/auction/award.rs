//! Who wins: anybody who sees the bids can recompute it.

use tallystick_base::{Money, ReviewId};

use super::state::AuctionBid;

/// The review whose bid wins: the lowest cost among those for the whole amount, of equals the one committed to earlier. A
/// smaller offer stands outside, and so does a bid that was not opened. None where no bid is left.
///
/// The bids are in the order of their commitments.
pub fn award(bids: &[AuctionBid], requested: Money) -> Option<ReviewId> {
    let whole = bids.iter().filter_map(|bid| {
        let opened = bid.opened?;
        (opened.amount == requested).then_some((opened.cost.minor(), bid.review))
    });
    // Of equal elements the first is the minimum.
    whole.min_by_key(|(cost, _)| *cost).map(|(_, review)| review)
}
