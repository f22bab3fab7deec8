//! Why a command about a payment is refused.

use chrono::NaiveDate;
use tallystick_base::{Money, PaymentId, RejectionClass};

/// Why a command about a payment is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRejection {
    /// No such report.
    #[error("{payment} does not exist; the debtor creates one with payment.report")]
    NotFound {
        /// The report.
        payment: PaymentId,
    },
    /// The id is taken.
    #[error("{payment} exists already; make a new id")]
    Exists {
        /// The report.
        payment: PaymentId,
    },
    /// The report was answered.
    #[error("{payment} is {stage}; a report is answered once")]
    Answered {
        /// The report.
        payment: PaymentId,
        /// Where it stands.
        stage: &'static str,
    },
    /// More than is owed.
    #[error(
        "{outstanding} is outstanding, and {amount} is more; report, and acknowledge, at most what is owed"
    )]
    AboveOutstanding {
        /// What is outstanding.
        outstanding: Money,
        /// The payment.
        amount: Money,
    },
    /// In the future.
    #[error("a payment is reported when it is made; {paid_on} lies ahead of {today}")]
    Ahead {
        /// The day of payment given.
        paid_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// To an account that does not count.
    #[error(
        "on {paid_on} the certificate was to be paid to another account; only payment to that one counts (Civil Code article 546)"
    )]
    OtherAccount {
        /// The day of payment given.
        paid_on: NaiveDate,
    },
}

impl PaymentRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "payment-not-found",
            Self::Exists { .. } => "payment-exists",
            Self::Answered { .. } => "payment-answered",
            Self::AboveOutstanding { .. } => "payment-above-outstanding",
            Self::Ahead { .. } => "payment-ahead",
            Self::OtherAccount { .. } => "payment-to-other-account",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. } | Self::Answered { .. } | Self::AboveOutstanding { .. } => {
                RejectionClass::Conflict
            }
            Self::Ahead { .. } | Self::OtherAccount { .. } => RejectionClass::Unprocessable,
        }
    }
}
