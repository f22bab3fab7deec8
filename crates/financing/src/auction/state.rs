//! An auction.

use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, Millis, Money, PartyId, ReviewId, Subject};

/// What a bid says, once it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// How much the bank would lend.
    pub amount: Money,
    /// What it costs in all: interest, fees and guarantee fee, less the subsidy.
    pub cost: Money,
}

/// A bid, as the set knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuctionBid {
    /// The review it belongs to.
    pub review: ReviewId,
    /// The bank.
    pub bank: PartyId,
    /// What it says; none while it is sealed.
    pub opened: Option<Opened>,
}

/// The auction of one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Auction {
    /// The request, from which it has its id.
    pub request: FinancingRequestId,
    /// How much is asked for.
    pub amount: Money,
    /// The last moment for a commitment.
    pub bids_until: Millis,
    /// The last moment for opening a bid.
    pub reveal_until: Millis,
    /// The bids, in the order of their commitments.
    pub bids: Vec<AuctionBid>,
    /// Where it stands, as last recorded. One whose time is over still stands here.
    pub stage: AuctionStage,
}

/// Where an auction stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AuctionStage {
    /// Bids are made, and then opened.
    Open {},
    /// Its time is over.
    Closed {
        /// The review whose bid won; none where no bid for the whole amount was opened.
        award: Option<ReviewId>,
    },
    /// The request ended before.
    Ended {},
}

impl AuctionStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open {} => "Open",
            Self::Closed { .. } => "Closed",
            Self::Ended {} => "Ended",
        }
    }
}

impl Auction {
    /// The kind of its subjects.
    pub const KIND: &'static str = "auction";

    /// The subject of a request's auction.
    pub fn subject_of(request: FinancingRequestId) -> Subject {
        request.subject().namesake(Self::KIND)
    }

    /// The bid of a review.
    pub fn bid(&self, review: ReviewId) -> Option<&AuctionBid> {
        self.bids.iter().find(|bid| bid.review == review)
    }

    /// The bids that are not opened, in the order of their commitments.
    pub fn unopened(&self) -> impl Iterator<Item = &AuctionBid> {
        self.bids.iter().filter(|bid| bid.opened.is_none())
    }

    /// Whether it is over at a moment: the time for opening has passed, or every bid is opened after the deadline.
    pub fn is_over(&self, now: Millis) -> bool {
        let all_opened = self.unopened().next().is_none();
        self.reveal_until < now || (self.bids_until < now && all_opened)
    }
}
