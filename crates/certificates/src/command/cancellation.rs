//! Bodies of the commands on cancellations.

use serde::{Deserialize, Serialize};
use tallystick_base::{CancellationId, CertificateId, Salt};
use tallystick_parties::ShortText;

/// Debtor or holder proposes to take a certificate back, `cancellation.propose/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeCancellation {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new proposal.
    pub cancellation: CancellationId,
    /// The certificate.
    pub certificate: CertificateId,
    /// Why.
    pub reason: ShortText,
}

/// The other side agrees, `cancellation.accept/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptCancellation {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The proposal.
    pub cancellation: CancellationId,
}

/// The other side does not agree, `cancellation.decline/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineCancellation {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The proposal.
    pub cancellation: CancellationId,
}

/// The side that proposed it takes the proposal back, `cancellation.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawCancellation {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The proposal.
    pub cancellation: CancellationId,
}
