//! Why a command is refused.

mod certificate;
mod payment;
mod receivable;

use std::fmt;

use tallystick_base::{Currency, DateError, InterestError, Money, MoneyError, RejectionClass, RulesError};
use tallystick_contracts::DueDateError;

pub use certificate::CertificateRejection;
pub use payment::PaymentRejection;
pub use receivable::ReceivableRejection;

/// The part that a party has in a receivable or certificate, and that a command belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The supplier of the contract or claim.
    Supplier,
    /// The buyer, who owes.
    Buyer,
    /// The confirmation centre that the claim names.
    Centre,
    /// The present holder of the certificate.
    Holder,
    /// The party it is offered to.
    Offeree,
    /// The party that payment is owed to: the bank it is pledged or assigned to, otherwise the holder.
    Collector,
    /// Debtor or holder.
    DebtorOrHolder,
    /// Who proposed the cancellation.
    Proposer,
    /// Who was asked to agree to it.
    Counterparty,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Supplier => "not-the-supplier",
            Self::Buyer => "not-the-buyer",
            Self::Centre => "not-the-centre",
            Self::Holder => "not-the-holder",
            Self::Offeree => "not-the-offeree",
            Self::Collector => "not-the-collector",
            Self::DebtorOrHolder => "not-debtor-or-holder",
            Self::Proposer => "not-the-proposer",
            Self::Counterparty => "not-the-counterparty",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Supplier => "the supplier, signing as supplier",
            Self::Buyer => "the buyer, signing as buyer",
            Self::Centre => "the confirmation centre that the claim names, signing as confirmation centre",
            Self::Holder => "the present holder, signing as supplier",
            Self::Offeree => "the party to which the certificate is offered, signing as supplier",
            Self::Collector => {
                "the bank to which the certificate is pledged or assigned, signing as bank, and otherwise the present \
                 holder, signing as supplier, or as bank where it endorsed the certificate and paid it"
            }
            Self::DebtorOrHolder => "the debtor, signing as buyer, or the present holder, signing as supplier",
            Self::Proposer => "the party that proposed it, in the same capacity",
            Self::Counterparty => "the other side of the proposal, in its own capacity",
        })
    }
}

/// Why a command about receivables and certificates is refused.
///
/// No sentence names a party that the signer did not name first, so that nobody can ask who holds a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// As in contracts, and before them parties.
    #[error(transparent)]
    Contracts(#[from] tallystick_contracts::Rejection),
    /// About a receivable.
    #[error(transparent)]
    Receivable(#[from] ReceivableRejection),
    /// About a certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateRejection),
    /// About a payment.
    #[error(transparent)]
    Payment(#[from] PaymentRejection),
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
    /// Not the currency of the contract.
    #[error("the contract is in {expected}, and so is every amount under it; this one is in {found}")]
    CurrencyOther {
        /// The currency of the contract.
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
    /// A date that cannot be computed.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A due date that the contract cannot give.
    #[error(transparent)]
    DueDate(#[from] DueDateError),
    /// A question that the rules do not answer.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

impl From<tallystick_parties::Rejection> for Rejection {
    fn from(rejection: tallystick_parties::Rejection) -> Self {
        Self::Contracts(rejection.into())
    }
}

impl Rejection {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Contracts(rejection) => rejection.code(),
            Self::Receivable(rejection) => rejection.code(),
            Self::Certificate(rejection) => rejection.code(),
            Self::Payment(rejection) => rejection.code(),
            Self::ActorIsNot { part } => part.code(),
            Self::AmountNotPositive { .. } => "amount-not-above-zero",
            Self::CurrencyOther { .. } => "currency-of-another",
            Self::Money(error) => error.code(),
            Self::Interest(error) => error.code(),
            Self::Date(error) => error.code(),
            Self::DueDate(error) => error.code(),
            Self::Rules(error) => error.code(),
        }
    }

    /// Of which kind it is; this decides the status of the answer.
    pub fn status(&self) -> RejectionClass {
        match self {
            Self::Contracts(rejection) => rejection.status(),
            Self::Receivable(rejection) => rejection.status(),
            Self::Certificate(rejection) => rejection.status(),
            Self::Payment(rejection) => rejection.status(),
            Self::ActorIsNot { .. } => RejectionClass::Forbidden,
            Self::AmountNotPositive { .. }
            | Self::CurrencyOther { .. }
            | Self::Money(_)
            | Self::Interest(_)
            | Self::Date(_)
            | Self::DueDate(_)
            | Self::Rules(_) => RejectionClass::Unprocessable,
        }
    }
}
