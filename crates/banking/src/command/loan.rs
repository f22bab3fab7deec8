//! Bodies of the commands on loans, from approval to the end.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, LoanId, Millis, Money, PartyId, Salt};
use tallystick_parties::ShortText;

use crate::bank_entry::EntryLine;

/// A bank approves a loan on the offer that was taken, `loan.approve/1`; credit is reserved on every line of the bank that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new loan.
    pub loan: LoanId,
    /// The request.
    pub request: FinancingRequestId,
    /// The last moment at which the money can be instructed; at most 30 days ahead.
    pub until: Millis,
}

/// A bank takes an approval back before the money is instructed, `loan.cancel/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// Why.
    pub reason: ShortText,
}

/// The service records that an approval has lapsed, `loan.lapse/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LapseLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
}

/// A bank instructs the payment, `loan.instruct/1`; from now on nothing lapses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstructLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// The end-to-end id of the instruction (ISO 20022 `EndToEndId`), at most 35 characters.
    pub end_to_end: ShortText,
    /// For which day.
    pub value_on: NaiveDate,
}

/// A bank records that the money is out, `disbursement.settle/1`. A bank fact is never refused for a business reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleDisbursement {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// The end-to-end id.
    pub end_to_end: ShortText,
    /// How much.
    pub amount: Money,
    /// From when interest runs.
    pub value_on: NaiveDate,
    /// The line of the bank statement that shows it, where it came with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryLine>,
}

/// A bank records that the payment failed, `disbursement.fail/1`: the loan is approved again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FailDisbursement {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// The end-to-end id.
    pub end_to_end: ShortText,
    /// Why, with the code of the status report.
    pub reason: ShortText,
    /// The last moment at which the money can be instructed again.
    pub until: Millis,
}

/// A bank books costs of collecting, `loan.charge/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// For what.
    pub what: ShortText,
    /// How much.
    pub amount: Money,
    /// The day; not ahead.
    pub on: NaiveDate,
}

/// The service records that a loan is overdue, or has come into the next bucket, `loan.mark-overdue/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkLoanOverdue {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
}

/// A bank asks the borrower to take the claim back, `loan.claim-recourse/1` (Civil Code article 766).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRecourse {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// What the borrower warranted and was not so; needed where recourse is only for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<ShortText>,
}

/// A bank does not expect the money any more, `loan.write-off/1`. What is owed stays owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteOffLoan {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// Why.
    pub reason: ShortText,
}

/// A bank passes on what was left over, `surplus.pay/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaySurplus {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The loan.
    pub loan: LoanId,
    /// To whom.
    pub to: PartyId,
    /// How much; at most what is owed to that party.
    pub amount: Money,
    /// The day; not ahead.
    pub on: NaiveDate,
    /// The reference of the payment.
    pub reference: ShortText,
}
