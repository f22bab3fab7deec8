//! A claim with its evidence: what is claimed, what the papers say, what does not fit between them, and the contract.

use tallystick_commands::certificates::{EvidenceDocument, Receivable};
use tallystick_commands::contracts::Contract;
use tallystick_store::Seen;

use super::mismatch::{self, FindingView};
use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::contracts::{AllowanceView, allowance};
use crate::seat::Seated;

/// What stands beside a claim wherever it is read or answered.
pub(in crate::pages) struct Evidence {
    pub(in crate::pages) seen: Seen<Receivable>,
    /// Everybody whom the claim names.
    pub(in crate::pages) names: Names,
    pub(in crate::pages) findings: Vec<FindingView>,
    pub(in crate::pages) papers: Vec<PaperView>,
    /// The contract, where it concerns the viewer: a confirmation centre is no side of it.
    pub(in crate::pages) contract: Option<Seen<Contract>>,
    pub(in crate::pages) allowance: Option<AllowanceView>,
}

/// A paper with the words for what it is and what was read from it.
pub(in crate::pages) struct PaperView {
    pub(in crate::pages) kind: String,
    /// Further fields, each with what it is called in the language of the page.
    pub(in crate::pages) fields: Vec<(String, String)>,
    pub(in crate::pages) document: EvidenceDocument,
}

impl Evidence {
    pub(in crate::pages) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        seen: Seen<Receivable>,
    ) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let claim = &seen.state.claim;
        let parties = [claim.supplier, claim.buyer].into_iter().chain(claim.centre);
        let found = claim.mismatches.iter();
        Ok(Self {
            names: Names::of(store, viewer, parties).await?,
            findings: found.map(|one| mismatch::view(frame, one)).collect(),
            papers: papers(frame, &seen.state),
            contract: store.contract(viewer, claim.contract).await?,
            allowance: allowance(portal, seated, claim.contract).await?,
            seen,
        })
    }
}

/// The papers of a claim.
pub(in crate::pages) fn papers(frame: &Frame<'_>, receivable: &Receivable) -> Vec<PaperView> {
    let claimed = receivable.claim.documents.iter();
    let view = |document: &EvidenceDocument| PaperView {
        kind: words::paper(frame, document.kind),
        fields: fields(frame, document),
        document: document.clone(),
    };
    claimed.map(|claimed| view(&claimed.document)).collect()
}

/// What else was read from a paper, under what it is called in the language of the page.
fn fields(frame: &Frame<'_>, document: &EvidenceDocument) -> Vec<(String, String)> {
    let fields = document.fields.iter();
    fields
        .map(|(name, value)| (words::field(frame, name.as_str()), value.to_string()))
        .collect()
}
