//! Bodies of the commands on credit lines.

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, Salt};
use tallystick_parties::ShortText;

use crate::credit_line::{LineScope, LineTerms};

/// A bank agrees to a limit, `credit-line.open/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenLine {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new line.
    pub line: CreditLineId,
    /// On whom.
    pub scope: LineScope,
    /// The terms.
    pub terms: LineTerms,
}

/// A bank sets other terms, `credit-line.amend/1`. A limit under the present use blocks new use and takes nothing back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendLine {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub line: CreditLineId,
    /// The terms from now on.
    pub terms: LineTerms,
}

/// A bank stops new uses, `credit-line.suspend/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendLine {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub line: CreditLineId,
    /// Why.
    pub reason: ShortText,
}

/// A bank takes new uses again, `credit-line.resume/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeLine {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub line: CreditLineId,
}

/// A bank ends a line that is not used, `credit-line.close/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseLine {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The line.
    pub line: CreditLineId,
}
