//! Why a command about a review or an offer is refused.

use tallystick_base::{Millis, Money, Rate, RejectionClass, ReviewId};
use tallystick_parties::ShortText;

/// Why a command about a review or an offer is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRejection {
    /// No such thing.
    #[error("{review} does not exist; it comes to be with a request that asks the bank")]
    NotFound {
        /// Its id.
        review: ReviewId,
    },
    /// Not at this stage.
    #[error("{review} is {stage}; this is possible only while it is {needed}")]
    Stage {
        /// The review.
        review: ReviewId,
        /// Where it stands.
        stage: &'static str,
        /// Where it would have to stand.
        needed: &'static str,
    },
    /// Bids are sealed.
    #[error("the request of {review} asks for sealed bids; commit to one with bid.commit")]
    Sealed {
        /// The review.
        review: ReviewId,
    },
    /// A bid stands.
    #[error(
        "a bid binds its bank until {review} is decided; a bank that does not lend says so with review.decline"
    )]
    BidBinds {
        /// The review.
        review: ReviewId,
    },
    /// The offer's last moment has passed.
    #[error("the offer of {review} could be accepted until {until}; ask the bank to offer anew")]
    OfferOver {
        /// The review.
        review: ReviewId,
        /// The last moment.
        until: Millis,
    },
    /// More than was asked for.
    #[error("{requested} is asked for, and {amount} is offered; offer at most that")]
    AboveRequest {
        /// What was asked for.
        requested: Money,
        /// What is offered.
        amount: Money,
    },
    /// Above the rate of the product.
    #[error("the product's rate is at most {most} a year, and {rate} is offered; offer at most that")]
    RateAbove {
        /// The most.
        most: Rate,
        /// The rate offered.
        rate: Rate,
    },
    /// Not a fee of the product.
    #[error(
        "the product had no fee called {name} when the request was submitted; offer only fees that it had"
    )]
    FeeUnknown {
        /// The name.
        name: ShortText,
    },
    /// One fee twice.
    #[error("the fee {name} stands twice; add it up")]
    FeeTwice {
        /// The name.
        name: ShortText,
    },
    /// Above the fee of the product.
    #[error("for this amount the fee {name} is at most {most}, and {amount} is offered; offer at most that")]
    FeeAbove {
        /// The name.
        name: ShortText,
        /// The most.
        most: Money,
        /// The amount offered.
        amount: Money,
    },
    /// Too many conditions.
    #[error("an offer has at most {most} conditions; this one has {found}")]
    ConditionCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// Over before it begins, or after the request.
    #[error(
        "an offer can be accepted after {now}, when it is made, and at the latest until {latest}, when the request ends; \
         {until} is not between"
    )]
    ValidUntil {
        /// The last moment given.
        until: Millis,
        /// The moment of the entry.
        now: Millis,
        /// The last moment of the request.
        latest: Millis,
    },
    /// Nothing is left to pay out.
    #[error("after fees and interest up front something is paid out; of this offer it would be {paid_out}")]
    PaysNothing {
        /// What would be paid out.
        paid_out: Money,
    },
    /// None, or too many.
    #[error("a bank that does not lend gives from 1 to {most} reasons; these are {found}")]
    ReasonCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// One reason twice.
    #[error("a reason stands twice; give each once")]
    ReasonTwice,
    /// Another reason, and which it is is not said.
    #[error("where the reason is another one, the note says which; write it")]
    NoteMissing,
}

impl ReviewRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "review-not-found",
            Self::Stage { .. } => "review-stage",
            Self::Sealed { .. } => "review-sealed",
            Self::BidBinds { .. } => "review-bid-binds",
            Self::OfferOver { .. } => "review-offer-over",
            Self::AboveRequest { .. } => "review-above-request",
            Self::RateAbove { .. } => "review-rate-above-product",
            Self::FeeUnknown { .. } => "review-fee-unknown",
            Self::FeeTwice { .. } => "review-fee-twice",
            Self::FeeAbove { .. } => "review-fee-above-product",
            Self::ConditionCount { .. } => "review-condition-count",
            Self::ValidUntil { .. } => "review-valid-until",
            Self::PaysNothing { .. } => "review-pays-nothing",
            Self::ReasonCount { .. } => "review-reason-count",
            Self::ReasonTwice => "review-reason-twice",
            Self::NoteMissing => "review-note-missing",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Stage { .. } | Self::Sealed { .. } | Self::BidBinds { .. } | Self::OfferOver { .. } => {
                RejectionClass::Conflict
            }
            Self::AboveRequest { .. }
            | Self::RateAbove { .. }
            | Self::FeeUnknown { .. }
            | Self::FeeTwice { .. }
            | Self::FeeAbove { .. }
            | Self::ConditionCount { .. }
            | Self::ValidUntil { .. }
            | Self::PaysNothing { .. }
            | Self::ReasonCount { .. }
            | Self::ReasonTwice
            | Self::NoteMissing => RejectionClass::Unprocessable,
        }
    }
}
