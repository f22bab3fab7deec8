//! Why a command about a guarantee is refused.

use tallystick_base::{Currency, FinancingRequestId, GuaranteeId, Millis, Money, Ratio, RejectionClass};

use crate::guarantor_use::GuarantorLimit;

/// Why a command about a guarantee is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuaranteeRejection {
    /// No such guarantee.
    #[error("{guarantee} does not exist; a guarantor creates one with guarantee.offer")]
    NotFound {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// The id is taken.
    #[error("{guarantee} exists already; make a new id")]
    Exists {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// Who guarantees has a part of its own in the request.
    #[error(
        "a guarantor is neither borrower, debtor or holder of the request, nor one of its banks; have another one \
         guarantee"
    )]
    Involved,
    /// Nobody asked.
    #[error("{request} asks other guarantors, or none; the borrower names in it whom it asks")]
    NotAsked {
        /// The request.
        request: FinancingRequestId,
    },
    /// Nothing, or more than all.
    #[error("a guarantee is for a share above 0 and at most 1 of what is owed; this one is for {share}")]
    Share {
        /// The share.
        share: Ratio,
    },
    /// A fee below zero.
    #[error("what a guarantor takes is zero or more; this fee is {fee}")]
    FeeNegative {
        /// The fee.
        fee: Money,
    },
    /// A period without a day.
    #[error(
        "a period that ends with the due date counts as none agreed (Civil Code article 692); give a longer one, or \
         leave it out for what the rules say"
    )]
    PeriodEmpty,
    /// A last moment that has passed, or after that of the request.
    #[error(
        "the offer of a guarantee ends after {now} and at the latest at {latest}, with its request; this one at {until}"
    )]
    Until {
        /// The last moment given.
        until: Millis,
        /// The moment of the entry.
        now: Millis,
        /// The last moment of the request.
        latest: Millis,
    },
    /// Not an offer any more.
    #[error("{guarantee} is {stage}; this is possible only while it is Offered")]
    Stage {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Where it stands.
        stage: &'static str,
    },
    /// The offer's last moment has passed.
    #[error(
        "the offer of {guarantee} ended at {until}; the guarantor can offer anew while the request is Submitted"
    )]
    Expired {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Its last moment.
        until: Millis,
    },
    /// The offer's last moment has not passed.
    #[error("the offer of {guarantee} stands until {until}; it has not lapsed")]
    Stands {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Its last moment.
        until: Millis,
    },
    /// The borrower accepted an offer that relies on it.
    #[error(
        "the borrower accepted an offer that relies on {guarantee}, whose own offer stands until {until}; issue it, or let \
         it lapse"
    )]
    ReliedOn {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Its last moment.
        until: Millis,
    },
    /// It is offered for another request.
    #[error("{guarantee} is offered for another request; name one that a guarantor offers for this one")]
    OtherRequest {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// The accepted offer relies on another guarantee, or on none.
    #[error(
        "the offer that the borrower accepted does not rely on {guarantee}; there is nothing to issue it for"
    )]
    NotNamed {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// The guarantor's file states no net assets.
    #[error(
        "what a guarantor may guarantee follows from its net assets (Order 683 articles 15 and 16), and its profile states \
         none; file them with profile.update"
    )]
    NetAssetsUnknown,
    /// Net assets in another currency.
    #[error(
        "the net assets in the guarantor's profile are in {found}, and this guarantee is in {expected}; file them in \
         {expected} with profile.update"
    )]
    NetAssetsCurrency {
        /// The currency of the guarantee.
        expected: Currency,
        /// The currency of the net assets.
        found: Currency,
    },
    /// More than the law allows.
    #[error(
        "with this guarantee, {} would come to {}, and the limit by the guarantor's net assets is {} (Order 683 articles 15 \
         and 16); issue it once others are released",
        limit.which, limit.used, limit.limit
    )]
    LimitExceeded {
        /// Which limit, with its figures.
        limit: GuarantorLimit,
    },
}

impl GuaranteeRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "guarantee-not-found",
            Self::Exists { .. } => "guarantee-exists",
            Self::Involved => "guarantor-involved",
            Self::NotAsked { .. } => "guarantor-not-asked",
            Self::Share { .. } => "guarantee-share",
            Self::FeeNegative { .. } => "guarantee-fee-negative",
            Self::PeriodEmpty => "guarantee-period-empty",
            Self::Until { .. } => "guarantee-until",
            Self::Stage { .. } => "guarantee-stage",
            Self::Expired { .. } => "guarantee-offer-expired",
            Self::Stands { .. } => "guarantee-offer-stands",
            Self::ReliedOn { .. } => "guarantee-relied-on",
            Self::OtherRequest { .. } => "guarantee-of-another-request",
            Self::NotNamed { .. } => "guarantee-not-relied-on",
            Self::NetAssetsUnknown => "guarantor-net-assets-unknown",
            Self::NetAssetsCurrency { .. } => "guarantor-net-assets-currency",
            Self::LimitExceeded { .. } => "guarantor-limit-exceeded",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::Stage { .. }
            | Self::Expired { .. }
            | Self::Stands { .. }
            | Self::ReliedOn { .. }
            | Self::NotNamed { .. }
            | Self::LimitExceeded { .. } => RejectionClass::Conflict,
            Self::NotAsked { .. } => RejectionClass::Forbidden,
            Self::Involved
            | Self::Share { .. }
            | Self::FeeNegative { .. }
            | Self::PeriodEmpty
            | Self::Until { .. }
            | Self::OtherRequest { .. }
            | Self::NetAssetsUnknown
            | Self::NetAssetsCurrency { .. } => RejectionClass::Unprocessable,
        }
    }
}
