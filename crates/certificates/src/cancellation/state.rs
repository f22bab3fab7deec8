//! A proposed cancellation and its stage.

use serde::{Deserialize, Serialize};
use tallystick_base::{CancellationId, CertificateId, PartyId};
use tallystick_parties::ShortText;

/// Where a proposed cancellation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CancellationStage {
    /// One side proposed it.
    Proposed {},
    /// The other side agreed: the certificate is cancelled.
    Accepted {},
    /// The other side did not agree.
    Declined {},
    /// The side that proposed it took it back.
    Withdrawn {},
}

impl CancellationStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed {} => "Proposed",
            Self::Accepted {} => "Accepted",
            Self::Declined {} => "Declined",
            Self::Withdrawn {} => "Withdrawn",
        }
    }
}

/// A proposal to take a certificate back, between its debtor and its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// Its id.
    pub cancellation: CancellationId,
    /// The certificate.
    pub certificate: CertificateId,
    /// Who proposes it.
    pub by: PartyId,
    /// Who has to agree.
    pub to: PartyId,
    /// Which of the two is the debtor.
    pub debtor: PartyId,
    /// Why.
    pub reason: ShortText,
    /// Where it stands.
    pub stage: CancellationStage,
}
