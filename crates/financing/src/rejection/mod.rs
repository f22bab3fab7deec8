//! Why a command is refused: a stable code, the rule, the numbers, and what to do next.

mod auction;
mod guarantee;
mod product;
mod request;
mod review;

use std::fmt;

use tallystick_base::{
    Currency, DateError, InterestError, Money, MoneyError, RateError, RejectionClass, RulesError,
};
use tallystick_certificates::CertificateRejection;

pub use auction::AuctionRejection;
pub use guarantee::GuaranteeRejection;
pub use product::ProductRejection;
pub use request::RequestRejection;
pub use review::ReviewRejection;

/// Whose act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The bank of the product, review or loan.
    Bank,
    /// Who borrows.
    Borrower,
    /// Who holds the certificates.
    Holder,
    /// The guarantor.
    Guarantor,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Bank => "not-the-bank",
            Self::Borrower => "not-the-borrower",
            Self::Holder => "not-the-holder",
            Self::Guarantor => "not-the-guarantor",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bank => "the bank whose product, review or loan it is, signing as bank",
            Self::Borrower => "the borrower, signing as supplier upstream and as buyer downstream",
            Self::Holder => "the holder of the certificates, signing as supplier",
            Self::Guarantor => "the guarantor, signing as guarantor",
        })
    }
}

/// Why a command about financing is refused.
///
/// No sentence names a party that the signer did not name first, so that nobody can ask who asks whom.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// As in certificates, and before them contracts and parties.
    #[error(transparent)]
    Certificates(#[from] tallystick_certificates::Rejection),
    /// About a product.
    #[error(transparent)]
    Product(#[from] ProductRejection),
    /// About a request.
    #[error(transparent)]
    Request(#[from] RequestRejection),
    /// About a review or an offer.
    #[error(transparent)]
    Review(#[from] ReviewRejection),
    /// About an auction or a bid.
    #[error(transparent)]
    Auction(#[from] AuctionRejection),
    /// About a guarantee.
    #[error(transparent)]
    Guarantee(#[from] GuaranteeRejection),
    /// Another party's business, or the right party in the wrong capacity.
    #[error("this is signed by {part}; have it signed there")]
    ActorIsNot {
        /// Whose business it is.
        part: Part,
    },
    /// Nothing, or less.
    #[error("an amount here is above zero; this one is {amount}")]
    AmountNotPositive {
        /// The amount.
        amount: Money,
    },
    /// Not the currency of the request or product.
    #[error("this is in {expected}, and so is every amount of it; this one is in {found}")]
    CurrencyOther {
        /// The currency needed.
        expected: Currency,
        /// The currency found.
        found: Currency,
    },
    /// An amount that cannot be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Interest that cannot be computed.
    #[error(transparent)]
    Interest(#[from] InterestError),
    /// A rate that cannot be computed.
    #[error(transparent)]
    Rate(#[from] RateError),
    /// A date that cannot be computed.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A question that the rules do not answer.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

impl From<tallystick_parties::Rejection> for Rejection {
    fn from(rejection: tallystick_parties::Rejection) -> Self {
        Self::Certificates(rejection.into())
    }
}

impl From<CertificateRejection> for Rejection {
    fn from(rejection: CertificateRejection) -> Self {
        Self::Certificates(rejection.into())
    }
}

impl Rejection {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Certificates(rejection) => rejection.code(),
            Self::Product(rejection) => rejection.code(),
            Self::Request(rejection) => rejection.code(),
            Self::Review(rejection) => rejection.code(),
            Self::Auction(rejection) => rejection.code(),
            Self::Guarantee(rejection) => rejection.code(),
            Self::ActorIsNot { part } => part.code(),
            Self::AmountNotPositive { .. } => "amount-not-above-zero",
            Self::CurrencyOther { .. } => "currency-of-another",
            Self::Money(error) => error.code(),
            Self::Interest(error) => error.code(),
            Self::Rate(error) => error.code(),
            Self::Date(error) => error.code(),
            Self::Rules(error) => error.code(),
        }
    }

    /// Of which kind it is; this decides the status of the answer.
    pub fn status(&self) -> RejectionClass {
        match self {
            Self::Certificates(rejection) => rejection.status(),
            Self::Product(rejection) => rejection.status(),
            Self::Request(rejection) => rejection.status(),
            Self::Review(rejection) => rejection.status(),
            Self::Auction(rejection) => rejection.status(),
            Self::Guarantee(rejection) => rejection.status(),
            Self::ActorIsNot { .. } => RejectionClass::Forbidden,
            Self::AmountNotPositive { .. }
            | Self::CurrencyOther { .. }
            | Self::Money(_)
            | Self::Interest(_)
            | Self::Rate(_)
            | Self::Date(_)
            | Self::Rules(_) => RejectionClass::Unprocessable,
        }
    }
}
