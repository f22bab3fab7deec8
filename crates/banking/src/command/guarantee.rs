//! Bodies of the commands on guarantees that a loan relies on.

use serde::{Deserialize, Serialize};
use tallystick_base::{GuaranteeId, Money, Salt};

/// A bank asks a guarantor for payment, `guarantee.call/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
    /// How much; at most the share of what is owed, and at most the amount guaranteed.
    pub amount: Money,
}

/// A bank sets a guarantor free, `guarantee.release/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
}

/// The service records that the period of a guarantee has ended, `guarantee.expire/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpireGuarantee {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The guarantee.
    pub guarantee: GuaranteeId,
}
