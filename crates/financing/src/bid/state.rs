//! A bid.

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, FinancingRequestId, Millis, PartyId, ReviewId, Subject};

/// A bank's bid on one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bid {
    /// The review it belongs to, from which it has its id.
    pub review: ReviewId,
    /// The request.
    pub request: FinancingRequestId,
    /// The bank.
    pub bank: PartyId,
    /// The SHA-256 of the bid file.
    pub commitment: Digest,
    /// When the bank committed to it.
    pub committed_at: Millis,
    /// Where it stands.
    pub stage: BidStage,
}

/// Where a bid stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BidStage {
    /// Sealed.
    Committed {},
    /// Opened in time; its terms are the offer of the review.
    Revealed {},
    /// Not opened in time: it loses.
    Unrevealed {},
}

impl BidStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Committed {} => "Committed",
            Self::Revealed {} => "Revealed",
            Self::Unrevealed {} => "Unrevealed",
        }
    }
}

impl Bid {
    /// The kind of its subjects.
    pub const KIND: &'static str = "bid";

    /// The subject of a review's bid.
    pub fn subject_of(review: ReviewId) -> Subject {
        review.subject().namesake(Self::KIND)
    }
}
