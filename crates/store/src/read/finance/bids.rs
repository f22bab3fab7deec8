//! Until when banks bid, and open what they bid.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{FinancingRequestId, Millis, ReviewId, Subject};
use tallystick_commands::State;
use tallystick_commands::financing::{Auction, AuctionStage, Bid, BidStage};

use crate::read::sight::Sights;
use crate::read::states;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// The clocks of a sealed auction, where it stands, and where a bank stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidClock {
    /// The last moment for a commitment.
    pub bids_until: Millis,
    /// The last moment for opening a bid.
    pub reveal_until: Millis,
    /// Where the auction stands, as last recorded.
    pub auction: AuctionStage,
    /// Where the bank's bid stands; none where it made none.
    pub bid: Option<BidStage>,
}

impl Store {
    /// The clocks of these reviews, each with its request; those whose request has no auction that the viewer sees are left out.
    pub async fn bid_clocks(
        &self,
        viewer: &Viewer,
        reviews: &[(ReviewId, FinancingRequestId)],
    ) -> Result<BTreeMap<ReviewId, BidClock>, StoreError> {
        let mut clocks = BTreeMap::new();
        if reviews.is_empty() {
            return Ok(clocks);
        }
        let named = reviews
            .iter()
            .flat_map(|(review, request)| [Bid::subject_of(*review), Auction::subject_of(*request)]);
        let mut subjects: BTreeSet<Subject> = named.collect();
        let sights = Sights::load(self.reader(), viewer, subjects.clone()).await?;
        subjects.retain(|subject| sights.concerned(subject));
        let found = states::load(self.reader(), &subjects).await?;
        for (review, request) in reviews {
            let auction = found.get(&Auction::subject_of(*request));
            let Some(State::Auction(auction)) = auction.map(|stands| &stands.state) else {
                continue;
            };
            let bid = match found.get(&Bid::subject_of(*review)).map(|stands| &stands.state) {
                Some(State::Bid(bid)) => Some(bid.stage.clone()),
                Some(_) | None => None,
            };
            let clock = BidClock {
                bids_until: auction.bids_until,
                reveal_until: auction.reveal_until,
                auction: auction.stage.clone(),
                bid,
            };
            clocks.insert(*review, clock);
        }
        Ok(clocks)
    }
}
