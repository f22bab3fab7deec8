//! What can happen to a bid.

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, FinancingRequestId, IllegalTransition, Millis, PartyId, ReviewId};

use super::state::{Bid, BidStage};

/// Something that happened to a bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BidTransition {
    /// The bank committed to it.
    Committed {
        /// The review.
        review: ReviewId,
        /// The request.
        request: FinancingRequestId,
        /// The bank.
        bank: PartyId,
        /// The SHA-256 of the bid file.
        commitment: Digest,
        /// When.
        at: Millis,
    },
    /// The bank opened it.
    Revealed {},
    /// The bank did not open it in time.
    Unrevealed {},
}

impl BidTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Committed { .. } => "committed",
            Self::Revealed {} => "revealed",
            Self::Unrevealed {} => "unrevealed",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Bid>, transition: &BidTransition) -> Result<Bid, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: Bid::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (
            None,
            BidTransition::Committed {
                review,
                request,
                bank,
                commitment,
                at,
            },
        ) => Ok(Bid {
            review: *review,
            request: *request,
            bank: *bank,
            commitment: *commitment,
            committed_at: *at,
            stage: BidStage::Committed {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(bid), BidTransition::Revealed {}) if bid.stage == (BidStage::Committed {}) => Ok(Bid {
            stage: BidStage::Revealed {},
            ..bid
        }),
        (Some(bid), BidTransition::Unrevealed {}) if bid.stage == (BidStage::Committed {}) => Ok(Bid {
            stage: BidStage::Unrevealed {},
            ..bid
        }),
        (Some(bid), _) => Err(illegal(bid.stage.name())),
    }
}
