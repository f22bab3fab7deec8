//! Why a command about a line of a bank statement is refused.

use tallystick_base::{CertificateId, GuaranteeId, LoanId, Money, RejectionClass, Subject};

/// Why a command about a line of a bank statement is refused. None of these is a business reason: what the line says is
/// taken, once, in its own terms.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryRejection {
    /// No such thing.
    #[error("{entry} does not exist; a bank records one with bank-entry.record or repayment.book")]
    NotFound {
        /// Its id.
        entry: Subject,
    },
    /// It was recorded before.
    #[error("{entry} is recorded already; assign it to a loan with repayment.assign")]
    Exists {
        /// Its id.
        entry: Subject,
    },
    /// It was booked before: the same line twice books once.
    #[error(
        "{entry} is booked already, and a line is booked once; reverse that booking first if it was a mistake"
    )]
    Booked {
        /// Its id.
        entry: Subject,
    },
    /// It is booked on nothing.
    #[error("{entry} is not booked on a loan, so there is nothing to reverse")]
    NotBooked {
        /// Its id.
        entry: Subject,
    },
    /// It shows a disbursement.
    #[error("{entry} shows money that went out; only the booking of money that came in is reversed")]
    OfDisbursement {
        /// Its id.
        entry: Subject,
    },
    /// It was recorded with other content.
    #[error("{entry} is recorded with other content or by another bank; correct the line, or its reference")]
    Differs {
        /// Its id.
        entry: Subject,
    },
    /// Money came where it should have gone, or the other way round.
    #[error("a line is needed here on which money {needed}; give that line")]
    Direction {
        /// What it should show.
        needed: &'static str,
    },
    /// A line beside a disbursement that shows another amount.
    #[error("the line shows {shown}, and {paid} is stated; state what the line shows")]
    Amount {
        /// On the line.
        shown: Money,
        /// In the body.
        paid: Money,
    },
    /// A debtor pays on certificates.
    #[error(
        "a debtor pays on certificates; name at least one, with what is paid on it, or book it as the borrower's"
    )]
    NoParts,
    /// A certificate named twice.
    #[error("{certificate} is named twice; give one amount for each certificate")]
    PartTwice {
        /// The certificate.
        certificate: CertificateId,
    },
    /// A certificate that is not behind the loan.
    #[error("{certificate} is not behind {loan}; name only certificates of the loan")]
    CertificateNotOfLoan {
        /// The certificate.
        certificate: CertificateId,
        /// The loan.
        loan: LoanId,
    },
    /// More on certificates than came in.
    #[error(
        "{amount} came in, and {parts} is said to be paid on certificates; the parts come to at most what came in"
    )]
    PartsAboveAmount {
        /// What came in.
        amount: Money,
        /// What is said to be paid.
        parts: Money,
    },
    /// A guarantee that the loan does not rely on.
    #[error(
        "{loan} does not rely on {guarantee}; name a guarantee of the loan, or book it as the borrower's"
    )]
    GuaranteeNotOfLoan {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// The loan.
        loan: LoanId,
    },
}

impl EntryRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "bank-entry-not-found",
            Self::Exists { .. } => "bank-entry-exists",
            Self::Booked { .. } => "bank-entry-booked",
            Self::NotBooked { .. } => "bank-entry-not-booked",
            Self::OfDisbursement { .. } => "bank-entry-of-disbursement",
            Self::Differs { .. } => "bank-entry-differs",
            Self::Direction { .. } => "bank-entry-direction",
            Self::Amount { .. } => "bank-entry-amount",
            Self::NoParts => "payment-parts-missing",
            Self::PartTwice { .. } => "payment-part-twice",
            Self::CertificateNotOfLoan { .. } => "certificate-not-of-loan",
            Self::PartsAboveAmount { .. } => "payment-parts-above-amount",
            Self::GuaranteeNotOfLoan { .. } => "guarantee-not-of-loan",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::Booked { .. }
            | Self::NotBooked { .. }
            | Self::OfDisbursement { .. }
            | Self::Differs { .. } => RejectionClass::Conflict,
            Self::Direction { .. }
            | Self::Amount { .. }
            | Self::NoParts
            | Self::PartTwice { .. }
            | Self::CertificateNotOfLoan { .. }
            | Self::PartsAboveAmount { .. }
            | Self::GuaranteeNotOfLoan { .. } => RejectionClass::Unprocessable,
        }
    }
}
