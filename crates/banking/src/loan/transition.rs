//! What can happen to a loan.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FilingId, Millis, Money, PartyId, PoolId, Subject};
use tallystick_parties::ShortText;

use super::fact::{Conflict, PaidBy};
use super::state::{Approval, OverdueMark, RecourseClaim, WriteOff};

/// Something that happened to a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LoanTransition {
    /// The bank approved it.
    Approved(Box<Approval>),
    /// It was filed in the registry of security interests.
    Filed {
        /// The filing.
        filing: FilingId,
    },
    /// The bank was told to pay.
    Instructed {
        /// The end-to-end id.
        end_to_end: ShortText,
        /// How much.
        amount: Money,
        /// For which day.
        value_on: NaiveDate,
    },
    /// The payment failed: the loan is approved again, with a new lease.
    DisbursementFailed {
        /// Why.
        reason: ShortText,
        /// The last moment at which the money can be instructed again.
        until: Millis,
    },
    /// The money is out.
    Disbursed {
        /// The end-to-end id.
        end_to_end: ShortText,
        /// How much.
        amount: Money,
        /// From when interest runs.
        value_on: NaiveDate,
    },
    /// The bank statement shows money that is known to be out.
    DisbursementShown {
        /// The line of the bank statement.
        entry: Subject,
    },
    /// Money came in.
    Received {
        /// The line of the bank statement.
        entry: Subject,
        /// Who paid, and for what.
        source: PaidBy,
        /// The party that paid.
        by: PartyId,
        /// How much.
        amount: Money,
        /// The day from which it counts.
        value_on: NaiveDate,
    },
    /// A booking of money that came in was a mistake.
    ReceiptReversed {
        /// The line of the bank statement.
        entry: Subject,
    },
    /// The bank had costs of collecting.
    Charged {
        /// For what.
        what: ShortText,
        /// How much.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
    /// The bank passed on what was left over.
    SurplusPaid {
        /// To whom.
        to: PartyId,
        /// How much.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
    /// It was unpaid after its maturity, or fell into the next bucket.
    MarkedOverdue(OverdueMark),
    /// The bank asks the borrower to take the claim back.
    RecourseClaimed(RecourseClaim),
    /// The bank does not expect the money any more.
    WrittenOff(WriteOff),
    /// Something did not fit.
    Flagged(Conflict),
    /// A pool bought it.
    Pooled {
        /// The pool.
        pool: PoolId,
    },
    /// It is paid back.
    Closed {
        /// The value date of the last repayment.
        on: NaiveDate,
    },
    /// A reversal showed that it is not paid back.
    Reopened {},
    /// The bank took the approval back.
    Cancelled {
        /// The day.
        on: NaiveDate,
    },
    /// The approval lapsed.
    Lapsed {
        /// The day on which the lease of its credit ran out, whenever that was recorded.
        on: NaiveDate,
    },
}

impl LoanTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Approved(_) => "approved",
            Self::Filed { .. } => "filed",
            Self::Instructed { .. } => "instructed",
            Self::DisbursementFailed { .. } => "disbursement_failed",
            Self::Disbursed { .. } => "disbursed",
            Self::DisbursementShown { .. } => "disbursement_shown",
            Self::Received { .. } => "received",
            Self::ReceiptReversed { .. } => "receipt_reversed",
            Self::Charged { .. } => "charged",
            Self::SurplusPaid { .. } => "surplus_paid",
            Self::MarkedOverdue(_) => "marked_overdue",
            Self::RecourseClaimed(_) => "recourse_claimed",
            Self::WrittenOff(_) => "written_off",
            Self::Flagged(_) => "flagged",
            Self::Pooled { .. } => "pooled",
            Self::Closed { .. } => "closed",
            Self::Reopened {} => "reopened",
            Self::Cancelled { .. } => "cancelled",
            Self::Lapsed { .. } => "lapsed",
        }
    }
}
