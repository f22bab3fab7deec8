//! Why an act on a loan after its instruction is refused.

use chrono::NaiveDate;
use tallystick_base::{LoanId, Millis, Money, RejectionClass};
use tallystick_parties::ShortText;

/// Why an act on a loan after its instruction is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ServicingRejection {
    /// No money is out, or all of it is back.
    #[error("{loan} is {stage}; this is done while money is out, on a loan that is Active")]
    NotActive {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
    },
    /// This payment is recorded.
    #[error(
        "the payment {end_to_end} is recorded already; give the line of the statement that shows it, or nothing"
    )]
    DisbursementKnown {
        /// The end-to-end id.
        end_to_end: ShortText,
    },
    /// No such payment is on its way.
    #[error("no payment {end_to_end} of {loan} is on its way; give the end-to-end id of its instruction")]
    NotInstructed {
        /// The loan.
        loan: LoanId,
        /// The end-to-end id.
        end_to_end: ShortText,
    },
    /// A new lease that has ended, or is too long.
    #[error(
        "a new instruction is possible until a moment ahead, at most {most_days} days from now; {until} is not"
    )]
    Until {
        /// The moment given.
        until: Millis,
        /// How many days ahead it may lie.
        most_days: u64,
    },
    /// In the future.
    #[error("money counts from a day that has come; {on} lies ahead of {today}: record it then")]
    Ahead {
        /// The day given.
        on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// Nothing is late.
    #[error("{loan} is not overdue: nothing is open, or repayment is in time until {in_time_until}")]
    NotOverdue {
        /// The loan.
        loan: LoanId,
        /// The last day on which repayment is in time.
        in_time_until: NaiveDate,
    },
    /// Its bucket is recorded.
    #[error("{loan} is recorded as overdue for {from} days or more; it is recorded again in the next bucket")]
    Marked {
        /// The loan.
        loan: LoanId,
        /// The first day of the bucket.
        from: u32,
    },
    /// Without recourse.
    #[error(
        "{loan} is without recourse: the bank bears it when the debtor does not pay (Civil Code article 767)"
    )]
    NoRecourse {
        /// The loan.
        loan: LoanId,
    },
    /// Recourse only on a breach of warranty.
    #[error("{loan} has recourse only where what the borrower warranted was not so; say what that is")]
    BreachMissing {
        /// The loan.
        loan: LoanId,
    },
    /// Claimed before.
    #[error("recourse of {loan} was claimed on {on}; it is claimed once")]
    RecourseClaimed {
        /// The loan.
        loan: LoanId,
        /// The day.
        on: NaiveDate,
    },
    /// Written off before.
    #[error("{loan} was written off on {on}; it is written off once, and what is owed stays owed")]
    WrittenOff {
        /// The loan.
        loan: LoanId,
        /// The day.
        on: NaiveDate,
    },
    /// More than is owed to that party.
    #[error("{owed} of the surplus is owed to that party, and {amount} is more; pay at most what is owed")]
    SurplusAbove {
        /// What is owed.
        owed: Money,
        /// What was to be paid.
        amount: Money,
    },
}

impl ServicingRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotActive { .. } => "loan-not-active",
            Self::DisbursementKnown { .. } => "disbursement-known",
            Self::NotInstructed { .. } => "disbursement-not-instructed",
            Self::Until { .. } => "disbursement-until",
            Self::Ahead { .. } => "value-date-ahead",
            Self::NotOverdue { .. } => "loan-not-overdue",
            Self::Marked { .. } => "loan-already-marked",
            Self::NoRecourse { .. } => "loan-without-recourse",
            Self::BreachMissing { .. } => "recourse-breach-missing",
            Self::RecourseClaimed { .. } => "recourse-claimed",
            Self::WrittenOff { .. } => "loan-written-off",
            Self::SurplusAbove { .. } => "surplus-above-owed",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotActive { .. }
            | Self::DisbursementKnown { .. }
            | Self::NotInstructed { .. }
            | Self::NotOverdue { .. }
            | Self::Marked { .. }
            | Self::NoRecourse { .. }
            | Self::RecourseClaimed { .. }
            | Self::WrittenOff { .. }
            | Self::SurplusAbove { .. } => RejectionClass::Conflict,
            Self::Until { .. } | Self::Ahead { .. } | Self::BreachMissing { .. } => {
                RejectionClass::Unprocessable
            }
        }
    }
}
