//! What the viewer's party, as it acts, began about claims, and waits for further signatures.

use std::collections::BTreeMap;

use serde_json::Value;
use tallystick_base::{Digest, ReceivableId};
use tallystick_store::{MAX_PAGE, Paging, Proposal, ProposalFilter, ProposalStage};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// The newest proposal on each claim, by the claim: nobody begins twice what a colleague has only to sign.
pub(in crate::pages) async fn about_receivables(
    portal: &Portal,
    seated: &Seated,
) -> Result<BTreeMap<ReceivableId, Digest>, Failure> {
    let open = ProposalFilter {
        open: Some(true),
        paging: Paging {
            after: None,
            limit: MAX_PAGE,
        },
    };
    let open = portal.store().proposals(seated.viewer(), open).await?;
    let mut waiting: Vec<Proposal> = open.items;
    waiting.retain(|proposal| {
        proposal.stage == ProposalStage::Waiting && seated.seat.acts_as(proposal.capacity)
    });
    waiting.sort_by_key(|proposal| proposal.created);
    let about = |proposal: Proposal| Some((receivable(&proposal)?, proposal.id));
    Ok(waiting.into_iter().filter_map(about).collect())
}

fn receivable(proposal: &Proposal) -> Option<ReceivableId> {
    let body: Value = serde_json::from_str(&proposal.body).ok()?;
    body.get("receivable")?.as_str()?.parse().ok()
}
