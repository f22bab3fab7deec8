//! A loan, where it stands, and the marks beside its stage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, PartyId,
    PoolId, ReviewId,
};
use tallystick_parties::ShortText;

use super::fact::{Conflict, Fact};
use super::terms::LoanTerms;

/// What a loan uses of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineShare {
    /// The line.
    pub line: CreditLineId,
    /// How much: the principal, or on a guarantor's line what is guaranteed.
    pub amount: Money,
}

/// What an approval says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The loan.
    pub loan: LoanId,
    /// The bank.
    pub bank: PartyId,
    /// The request.
    pub request: FinancingRequestId,
    /// The review.
    pub review: ReviewId,
    /// Who borrows.
    pub borrower: PartyId,
    /// Who holds the certificates.
    pub holder: PartyId,
    /// Who owes on them.
    pub debtor: PartyId,
    /// Whether the debtor borrows, and the money goes to the holder.
    pub downstream: bool,
    /// The certificates.
    pub certificates: Vec<CertificateId>,
    /// The lines.
    pub lines: Vec<LineShare>,
    /// The guarantees it relies on.
    pub guarantees: BTreeSet<GuaranteeId>,
    /// The terms.
    pub terms: LoanTerms,
    /// The day.
    pub on: NaiveDate,
    /// The last moment at which the money can be instructed: how long credit is leased for it.
    pub until: Millis,
}

/// Since when a loan is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverdueMark {
    /// The first day on which repayment was late.
    pub since: NaiveDate,
    /// The first day of the bucket that was recorded last: 1, 31, 61 or 91.
    pub bucket_from: u32,
}

/// That the bank asks the borrower to take the claim back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecourseClaim {
    /// How much was owed that day.
    pub amount: Money,
    /// What the borrower warranted and was not so, where recourse needs that.
    pub breach: Option<ShortText>,
    /// The day.
    pub on: NaiveDate,
}

/// That the bank does not expect the money any more. What is owed stays owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteOff {
    /// How much was owed that day.
    pub amount: Money,
    /// The day.
    pub on: NaiveDate,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Loan {
    /// What was approved.
    pub approval: Approval,
    /// The filing in the registry of security interests, once it is made.
    pub filing: Option<FilingId>,
    /// The end-to-end ids of attempts to pay out that failed.
    pub failed: Vec<ShortText>,
    /// The pool that bought it.
    pub pool: Option<PoolId>,
    /// What happened in money, in the order in which it was recorded; what was reversed is not here.
    pub facts: Vec<Fact>,
    /// A mark beside the stage.
    pub overdue: Option<OverdueMark>,
    /// A mark beside the stage.
    pub recourse: Option<RecourseClaim>,
    /// A mark beside the stage.
    pub written_off: Option<WriteOff>,
    /// What did not fit.
    pub conflicts: Vec<Conflict>,
    /// Where it stands, as last recorded. An approval that has lapsed since still stands here.
    pub stage: LoanStage,
}

/// Where a loan stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LoanStage {
    /// Credit is leased for it.
    Approved {
        /// The last moment at which the money can be instructed.
        until: Millis,
    },
    /// The bank was told to pay; nothing lapses any more.
    Instructed {
        /// The end-to-end id.
        end_to_end: ShortText,
        /// How much is to be paid out.
        amount: Money,
        /// For which day.
        value_on: NaiveDate,
    },
    /// The money is out.
    Active {},
    /// It is paid back.
    Closed {
        /// The value date of the last repayment.
        on: NaiveDate,
    },
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

impl LoanStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Approved { .. } => "Approved",
            Self::Instructed { .. } => "Instructed",
            Self::Active {} => "Active",
            Self::Closed { .. } => "Closed",
            Self::Cancelled { .. } => "Cancelled",
            Self::Lapsed { .. } => "Lapsed",
        }
    }
}

impl Loan {
    /// The loan's id.
    pub const fn id(&self) -> LoanId {
        self.approval.loan
    }

    /// Whether the lease of its approval has run out, whether or not that has been recorded.
    pub fn has_lapsed(&self, now: Millis) -> bool {
        matches!(self.stage, LoanStage::Approved { until } if until < now)
    }

    /// The end-to-end ids and value dates of the money that went out.
    pub fn disbursed(&self) -> impl Iterator<Item = (&ShortText, Money, NaiveDate)> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Disbursed {
                end_to_end,
                amount,
                value_on,
            } => Some((end_to_end, *amount, *value_on)),
            Fact::Received { .. } | Fact::Charged { .. } | Fact::SurplusPaid { .. } => None,
        })
    }
}
