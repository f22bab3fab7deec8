//! What whoever signs second must have seen: whoever began the act had it beside the form.

use serde_json::Value;
use tallystick_base::ReceivableId;
use tallystick_store::{Proposal, ProposalStage};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::receivables::Evidence;
use crate::places::TRADE_IN_SIGHT;
use crate::seat::Seated;

/// What is done about a claim on the strength of its papers.
const ON_PAPERS: &[&str] = &[
    "receivable.forward",
    "receivable.confirm",
    "receivable.reject",
    "receivable.dispute",
];

/// The claim that waits for its answer, with its papers; none where the proposal is about something else, or waits no more.
pub(super) async fn read(
    portal: &Portal,
    frame: &Frame<'_>,
    seated: &Seated,
    proposal: &Proposal,
) -> Result<Option<Evidence>, Failure> {
    let kind = proposal.kind.split_once('/').map(|(kind, _)| kind);
    let is_answer = kind.is_some_and(|kind| ON_PAPERS.contains(&kind));
    let waits = proposal.stage == ProposalStage::Waiting;
    if !is_answer || !waits || !TRADE_IN_SIGHT.contains(&seated.seat.acting) {
        return Ok(None);
    }
    let body: Value = serde_json::from_str(&proposal.body).map_err(|_| Failure::Fault)?;
    let claim = body.get("receivable").and_then(Value::as_str);
    let claim: ReceivableId = claim.and_then(|text| text.parse().ok()).ok_or(Failure::Fault)?;
    Ok(match portal.store().receivable(seated.viewer(), claim).await? {
        Some(seen) => Some(Evidence::read(portal, seated, frame, seen).await?),
        None => None,
    })
}
