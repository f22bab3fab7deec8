//! Proposed cancellations.

use serde::Serialize;
use tallystick_base::{CancellationId, CertificateId, PartyId};
use tallystick_commands::certificates::Cancellation;
use tallystick_commands::parties::ShortText;
use utoipa::ToSchema;

use super::Stamp;
use super::stage::CancellationStage;

/// A proposal to take a certificate back, between its debtor and its holder.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cancellation)]
pub(crate) struct CancellationView {
    /// The proposal.
    id: CancellationId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands.
    stage: CancellationStage,
    /// The certificate.
    certificate: CertificateId,
    /// Who proposes it.
    proposed_by: PartyId,
    /// Who has to agree.
    proposed_to: PartyId,
    /// Which of the two is the debtor.
    debtor: PartyId,
    /// Why.
    reason: ShortText,
}

impl CancellationView {
    pub(crate) fn of(stamp: Stamp, cancellation: Cancellation) -> Self {
        Self {
            id: cancellation.cancellation,
            stamp,
            stage: CancellationStage::from(&cancellation.stage),
            certificate: cancellation.certificate,
            proposed_by: cancellation.by,
            proposed_to: cancellation.to,
            debtor: cancellation.debtor,
            reason: cancellation.reason,
        }
    }
}
