//! The confirmation behind a certificate: who signed it, and what the debtor waived.

use tallystick_base::RulePack;
use tallystick_commands::certificates::Certificate;
use tallystick_commands::certificates::receivable::{Defence, ReceivableStage};
use tallystick_documents::{ConfirmationSigner, WaivedDefence};
use tallystick_ledger::{Bundle, Entry};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// The kind of the entry that issues a certificate.
const CONFIRM: &str = "receivable.confirm/1";

/// What a document says of the confirmation.
pub(super) struct Confirmed {
    pub(super) signers: Vec<ConfirmationSigner>,
    /// The defences that the debtor waived; none where the viewer does not see the confirmation itself.
    pub(super) waived: Option<Vec<WaivedDefence>>,
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    certificate: &Certificate,
    bundle: &Bundle,
) -> Result<Confirmed, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let receivable = store.receivable(viewer, certificate.issue.receivable).await?;
    let waived = receivable.and_then(|seen| match seen.state.stage {
        ReceivableStage::Confirmed(confirmation) => Some(
            confirmation
                .waived
                .iter()
                .map(|defence| waived(*defence))
                .collect(),
        ),
        ReceivableStage::Claimed {}
        | ReceivableStage::Disputed { .. }
        | ReceivableStage::Rejected { .. }
        | ReceivableStage::Withdrawn {} => None,
    });
    let mut signers = Vec::new();
    if let Some(entry) = confirming(certificate, bundle)
        && let Some(view) = store.entry(viewer, entry.sequence).await?
    {
        let rules: Option<RulePack> = store.rules().await?;
        let zone = rules.map_or(0, |rules| rules.utc_offset_minutes);
        for signer in view.signers {
            let name = match signer.member {
                Some(member) => store.member_name(viewer, member).await?,
                None => None,
            };
            signers.push(ConfirmationSigner {
                key: signer.kid,
                name,
                capacity: view.capacity,
                signed_on: view.received.date_at(zone),
                entry: view.seq,
            });
        }
    }
    Ok(Confirmed { signers, waived })
}

/// The entry of the bundle that issued the root of the certificate.
fn confirming(certificate: &Certificate, bundle: &Bundle) -> Option<Entry> {
    let root = certificate.issue.root.subject();
    let entries = bundle.entries.iter();
    let mut entries = entries.filter_map(|entry| Entry::parse(entry.leaf.as_bytes()).ok());
    entries.find(|entry| {
        let is_root = |moved: &tallystick_ledger::Moved| moved.subject == root && moved.version == 1;
        entry.statement.claims().kind.to_string() == CONFIRM && entry.moved.iter().any(is_root)
    })
}

const fn waived(defence: Defence) -> WaivedDefence {
    match defence {
        Defence::NonPerformance => WaivedDefence::NonPerformance,
        Defence::Quality => WaivedDefence::Quality,
        Defence::Quantity => WaivedDefence::Quantity,
        Defence::LateDelivery => WaivedDefence::LateDelivery,
        Defence::Price => WaivedDefence::Price,
        Defence::SetOff => WaivedDefence::SetOff,
    }
}
