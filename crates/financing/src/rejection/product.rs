//! Why a command about a product is refused.

use tallystick_base::{ProductId, Ratio, RejectionClass};
use tallystick_parties::ShortText;

/// Why a command about a product is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProductRejection {
    /// No such thing.
    #[error("{product} does not exist; a bank creates one with product.publish")]
    NotFound {
        /// Its id.
        product: ProductId,
    },
    /// The id is taken.
    #[error("{product} exists already; make a new id")]
    Exists {
        /// The product.
        product: ProductId,
    },
    /// The bank withdrew it.
    #[error(
        "{product} was withdrawn; what was requested under it goes on, and the bank publishes another with \
         product.publish"
    )]
    Withdrawn {
        /// The product.
        product: ProductId,
    },
    /// Nothing, or more than is outstanding.
    #[error(
        "a bank lends a share above 0 and at most 1 of what is outstanding; the advance rate here is {found}"
    )]
    AdvanceRate {
        /// The rate.
        found: Ratio,
    },
    /// Outside what the rules allow.
    #[error(
        "the rate on what is overdue is from {at_least} to {at_most} times the contract rate; here it is {found}"
    )]
    PenaltyFactor {
        /// The factor.
        found: Ratio,
        /// What the rules allow at least.
        at_least: Ratio,
        /// What the rules allow at most.
        at_most: Ratio,
    },
    /// No number of days fits.
    #[error(
        "a tenor is from some days to at least as many, and to one day or more; {least} to {most} is none"
    )]
    Tenor {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
    },
    /// Too long a grace.
    #[error("after maturity at most {most} days of grace are given; these are {found}")]
    GraceDays {
        /// How many there may be.
        most: u32,
        /// How many there are.
        found: u32,
    },
    /// A kind is missing, or stands twice.
    #[error(
        "an order of repayment names costs, penalty, interest and principal once each; leave it out for the usual one"
    )]
    Order,
    /// Too many fees.
    #[error("a product has at most {most} fees; this one has {found}")]
    FeeCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// Two fees of one name.
    #[error("the fee {name} stands twice; each fee has a name of its own")]
    FeeTwice {
        /// The name.
        name: ShortText,
    },
    /// Nothing, or more than the principal.
    #[error("a fee is a share above 0 and at most 1 of the principal; {name} is {found}")]
    FeeShare {
        /// The name of the fee.
        name: ShortText,
        /// The share.
        found: Ratio,
    },
    /// A list without anybody, or too long.
    #[error("a list of parties has from 1 to {most}; this one has {found}; a product for anyone has no list")]
    PartyCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A programme that pays nothing.
    #[error("a programme pays a rate above zero; leave the subsidy out where it pays nothing")]
    Subsidy,
}

impl ProductRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "product-not-found",
            Self::Exists { .. } => "product-exists",
            Self::Withdrawn { .. } => "product-withdrawn",
            Self::AdvanceRate { .. } => "product-advance-rate",
            Self::PenaltyFactor { .. } => "product-penalty-factor",
            Self::Tenor { .. } => "product-tenor",
            Self::GraceDays { .. } => "product-grace-days",
            Self::Order => "product-order",
            Self::FeeCount { .. } => "product-fee-count",
            Self::FeeTwice { .. } => "product-fee-twice",
            Self::FeeShare { .. } => "product-fee-share",
            Self::PartyCount { .. } => "product-party-count",
            Self::Subsidy => "product-subsidy",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. } | Self::Withdrawn { .. } => RejectionClass::Conflict,
            Self::AdvanceRate { .. }
            | Self::PenaltyFactor { .. }
            | Self::Tenor { .. }
            | Self::GraceDays { .. }
            | Self::Order
            | Self::FeeCount { .. }
            | Self::FeeTwice { .. }
            | Self::FeeShare { .. }
            | Self::PartyCount { .. }
            | Self::Subsidy => RejectionClass::Unprocessable,
        }
    }
}
