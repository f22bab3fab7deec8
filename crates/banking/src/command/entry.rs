//! Bodies of the commands on lines of bank statements.

use serde::{Deserialize, Serialize};
use tallystick_base::{LoanId, Salt, Subject};
use tallystick_parties::ShortText;

use crate::bank_entry::EntryLine;
use crate::loan::PaidBy;

/// A bank records a line that belongs to no loan it knows of, `bank-entry.record/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordEntry {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub line: EntryLine,
}

/// A bank books a line of its statement on a loan, `repayment.book/1`. A bank fact is never refused for a business reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookRepayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line; money that came in.
    pub line: EntryLine,
    /// The loan.
    pub loan: LoanId,
    /// Who paid.
    pub source: PaidBy,
}

/// A bank assigns a line by hand that nobody knew what it belongs to, `repayment.assign/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignRepayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub entry: Subject,
    /// The loan.
    pub loan: LoanId,
    /// Who paid.
    pub source: PaidBy,
}

/// A bank takes a booking back that was a mistake, `repayment.reverse/1`; the line can be assigned anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseRepayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub entry: Subject,
    /// Why.
    pub reason: ShortText,
}
