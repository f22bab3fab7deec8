//! Bodies of the commands on reviews and bids.

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, FinancingRequestId, Millis, ReviewId, Salt};
use tallystick_parties::ShortText;

use crate::review::{DeclineReason, OfferTerms};

/// A bank offers, or offers anew, `review.offer/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeOffer {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
    /// The terms.
    pub terms: OfferTerms,
    /// The last moment at which the offer can be accepted; not after that of the request.
    pub valid_until: Millis,
}

/// A bank takes its offer back, `review.withdraw-offer/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawOffer {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
}

/// A bank does not lend, `review.decline/1`. The borrower sees why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
    /// Why: from 1 to 8, none twice.
    pub reasons: Vec<DeclineReason>,
    /// More words; needed where the reason is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<ShortText>,
}

/// A bank commits to a sealed bid, `bid.commit/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitBid {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
    /// The SHA-256 of the bid file.
    pub commitment: Digest,
}

/// A bank opens its bid, `bid.reveal/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealBid {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
    /// The bid file, exactly as it was committed to: JSON of the form `SealedBid`.
    pub bid: String,
}

/// The service records how an auction ended, `auction.close/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseAuction {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The request.
    pub request: FinancingRequestId,
}
