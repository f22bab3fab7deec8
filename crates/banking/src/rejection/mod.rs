//! Why a command is refused: a stable code, the rule, the numbers, and what to do next.

mod approval;
mod assessment;
mod call;
mod endorsement;
mod entry;
mod filing;
mod line;
mod loan;
mod pool;
mod servicing;

use std::fmt;

use tallystick_base::{
    Currency, DateError, InterestError, Money, MoneyError, RateError, RejectionClass, RulesError,
};

use crate::loan::account::AccountError;

pub use approval::ApprovalRejection;
pub use assessment::AssessmentRejection;
pub use call::CallRejection;
pub use endorsement::EndorsementRejection;
pub use entry::EntryRejection;
pub use filing::FilingRejection;
pub use line::LineRejection;
pub use loan::LoanRejection;
pub use pool::PoolRejection;
pub use servicing::ServicingRejection;

/// Whose act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The bank of the line, review, loan or entry.
    Bank,
    /// Who owes.
    Debtor,
    /// The asset manager of the pool.
    AssetManager,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Bank => "not-the-bank",
            Self::Debtor => "not-the-debtor",
            Self::AssetManager => "not-the-asset-manager",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bank => "the bank whose line, review, loan or statement it is, signing as bank",
            Self::Debtor => "the debtor, signing as buyer",
            Self::AssetManager => "the asset manager of the pool, signing as asset manager",
        })
    }
}

/// Why a command about banking is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// As in financing, and before it certificates, contracts and parties.
    #[error(transparent)]
    Financing(#[from] tallystick_financing::Rejection),
    /// About a credit line.
    #[error(transparent)]
    Line(#[from] LineRejection),
    /// About an assessment.
    #[error(transparent)]
    Assessment(#[from] AssessmentRejection),
    /// About an approval or an instruction.
    #[error(transparent)]
    Approval(#[from] ApprovalRejection),
    /// About a loan.
    #[error(transparent)]
    Loan(#[from] LoanRejection),
    /// About a loan after its instruction.
    #[error(transparent)]
    Servicing(#[from] ServicingRejection),
    /// About a guarantee that a loan relies on.
    #[error(transparent)]
    Call(#[from] CallRejection),
    /// About a line of a bank statement.
    #[error(transparent)]
    Entry(#[from] EntryRejection),
    /// About a filing or a notice.
    #[error(transparent)]
    Filing(#[from] FilingRejection),
    /// About a pool or a sale.
    #[error(transparent)]
    Pool(#[from] PoolRejection),
    /// About an endorsement.
    #[error(transparent)]
    Endorsement(#[from] EndorsementRejection),
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
    /// Not the currency of the line, loan or pool.
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

macro_rules! earlier {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for Rejection {
            fn from(rejection: $type) -> Self {
                Self::Financing(rejection.into())
            }
        }
    )+};
}

earlier! {
    tallystick_certificates::CertificateRejection,
    tallystick_certificates::Rejection,
    tallystick_financing::GuaranteeRejection,
    tallystick_financing::RequestRejection,
    tallystick_financing::ReviewRejection,
    tallystick_parties::Rejection,
}

impl From<AccountError> for Rejection {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Money(error) => error.into(),
            AccountError::Interest(error) => error.into(),
            AccountError::Date(error) => error.into(),
        }
    }
}

impl Rejection {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Financing(rejection) => rejection.code(),
            Self::Line(rejection) => rejection.code(),
            Self::Assessment(rejection) => rejection.code(),
            Self::Approval(rejection) => rejection.code(),
            Self::Loan(rejection) => rejection.code(),
            Self::Servicing(rejection) => rejection.code(),
            Self::Call(rejection) => rejection.code(),
            Self::Entry(rejection) => rejection.code(),
            Self::Filing(rejection) => rejection.code(),
            Self::Pool(rejection) => rejection.code(),
            Self::Endorsement(rejection) => rejection.code(),
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
            Self::Financing(rejection) => rejection.status(),
            Self::Line(rejection) => rejection.status(),
            Self::Assessment(rejection) => rejection.status(),
            Self::Approval(rejection) => rejection.status(),
            Self::Loan(rejection) => rejection.status(),
            Self::Servicing(rejection) => rejection.status(),
            Self::Call(rejection) => rejection.status(),
            Self::Entry(rejection) => rejection.status(),
            Self::Filing(rejection) => rejection.status(),
            Self::Pool(rejection) => rejection.status(),
            Self::Endorsement(rejection) => rejection.status(),
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
