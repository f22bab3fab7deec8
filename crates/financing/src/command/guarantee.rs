//! Bodies of the commands on guarantees.

use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, GuaranteeId, Millis, Money, Ratio, Salt, Term};

/// A guarantor offers to guarantee, `guarantee.offer/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new guarantee.
    pub guarantee: GuaranteeId,
    /// The request.
    pub request: FinancingRequestId,
    /// Which share of what is owed; above 0 and at most 1.
    pub share: Ratio,
    /// And how much at most.
    pub at_most: Money,
    /// What the guarantor takes of the borrower.
    pub fee: Money,
    /// How long after the due date of the loan the bank may call it; left out, what the rules say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Term>,
    /// The last moment at which it can be issued.
    pub until: Millis,
}

/// A guarantor takes its offer back, `guarantee.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
}

/// A guarantor binds itself to the bank whose offer was accepted, `guarantee.issue/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
}

/// The service records that the last moment of a guarantor's offer has passed, `guarantee.lapse/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LapseGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
}
