//! What can happen to an auction.

use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, IllegalTransition, Millis, Money, PartyId, ReviewId};

use super::state::{Auction, AuctionBid, AuctionStage as Stage, Opened};

/// Something that happened to an auction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AuctionTransition {
    /// A request began it.
    Opened {
        /// The request.
        request: FinancingRequestId,
        /// How much is asked for.
        amount: Money,
        /// The last moment for a commitment.
        bids_until: Millis,
        /// The last moment for opening a bid.
        reveal_until: Millis,
    },
    /// A bank committed to a bid.
    Committed {
        /// The review.
        review: ReviewId,
        /// The bank.
        bank: PartyId,
    },
    /// A bank opened its bid.
    Revealed {
        /// The review.
        review: ReviewId,
        /// What it says.
        opened: Opened,
    },
    /// Its time is over.
    Closed {
        /// The review whose bid won; none where no bid for the whole amount was opened.
        award: Option<ReviewId>,
        /// The reviews whose bids were not opened.
        unrevealed: Vec<ReviewId>,
    },
    /// The request ended before.
    Ended {},
}

impl AuctionTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Committed { .. } => "committed",
            Self::Revealed { .. } => "revealed",
            Self::Closed { .. } => "closed",
            Self::Ended {} => "ended",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Auction>, transition: &AuctionTransition) -> Result<Auction, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: Auction::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (
            None,
            AuctionTransition::Opened {
                request,
                amount,
                bids_until,
                reveal_until,
            },
        ) => Ok(Auction {
            request: *request,
            amount: *amount,
            bids_until: *bids_until,
            reveal_until: *reveal_until,
            bids: Vec::new(),
            stage: Stage::Open {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(auction), _) if auction.stage != (Stage::Open {}) => Err(illegal(auction.stage.name())),
        (Some(auction), _) => moved(auction, transition).ok_or_else(|| illegal("Open")),
    }
}

/// What an open auction becomes; none where there is no such arrow.
fn moved(mut auction: Auction, transition: &AuctionTransition) -> Option<Auction> {
    match transition {
        AuctionTransition::Opened { .. } => return None,
        AuctionTransition::Committed { review, bank } => {
            if auction.bid(*review).is_some() {
                return None;
            }
            auction.bids.push(AuctionBid {
                review: *review,
                bank: *bank,
                opened: None,
            });
        }
        AuctionTransition::Revealed { review, opened } => {
            let sealed = |bid: &&mut AuctionBid| bid.review == *review && bid.opened.is_none();
            auction.bids.iter_mut().find(sealed)?.opened = Some(*opened);
        }
        AuctionTransition::Closed { award, .. } => auction.stage = Stage::Closed { award: *award },
        AuctionTransition::Ended {} => auction.stage = Stage::Ended {},
    }
    Some(auction)
}
