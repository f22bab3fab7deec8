//! What stands behind a request: each certificate with its contract, claim, papers, confirmation and the rights on it.

use chrono::NaiveDate;
use tallystick_base::{Money, Subject};
use tallystick_commands::certificates::receivable::Confirmation;
use tallystick_commands::certificates::{Certificate, Defence, Receivable, ReceivableStage};
use tallystick_commands::contracts::Contract;
use tallystick_commands::financing::request::Backing;
use tallystick_store::Seen;

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::certificates::{Right, parties, rights_on};
use crate::pages::receivables::{FindingView, PaperView};
use crate::pages::{contracts, receivables};
use crate::seat::Seated;

/// A certificate with all that stands behind it, as far as the viewer may see it: after the request has ended, that is nothing.
pub(super) struct Behind {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) outstanding: Money,
    pub(super) due_on: NaiveDate,
    pub(super) certificate: Option<Seen<Certificate>>,
    pub(super) receivable: Option<Seen<Receivable>>,
    pub(super) contract: Option<Seen<Contract>>,
    pub(super) papers: Vec<PaperView>,
    /// What did not fit when it was claimed: the debtor was shown it before it confirmed.
    pub(super) findings: Vec<FindingView>,
    /// The defences that the debtor waived, where it confirmed.
    pub(super) waived: String,
    /// When the contract has it paid.
    pub(super) payment: String,
    pub(super) rights: Vec<Right>,
    pub(super) names: Names,
}

impl Behind {
    /// Every certificate of a request.
    pub(super) async fn all(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        reviewed: &Reviewed,
    ) -> Result<Vec<Self>, Failure> {
        let mut all = Vec::new();
        for backing in &reviewed.submission().backing {
            all.push(Self::read(portal, seated, frame, backing).await?);
        }
        Ok(all)
    }

    async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        backing: &Backing,
    ) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let id = backing.certificate.uuid().to_string();
        let mut behind = Self {
            number: id.clone(),
            id,
            outstanding: backing.outstanding,
            due_on: backing.due_on,
            certificate: store.certificate(viewer, backing.certificate).await?,
            receivable: None,
            contract: None,
            papers: Vec::new(),
            findings: Vec::new(),
            waived: String::new(),
            payment: String::new(),
            rights: Vec::new(),
            names: Names::default(),
        };
        let Some(seen) = &behind.certificate else {
            return Ok(behind);
        };
        let (certificate, issue) = (&seen.state, &seen.state.issue);
        let stage = certificate.stage_at(store.now());
        behind.number = issue.number.to_string();
        behind.outstanding = certificate.outstanding;
        behind.receivable = store.receivable(viewer, issue.receivable).await?;
        behind.contract = store.contract(viewer, issue.contract).await?;
        let mut centre = None;
        if let Some(receivable) = &behind.receivable {
            let claim = &receivable.state.claim;
            behind.papers = receivables::papers(frame, &receivable.state);
            let found = claim.mismatches.iter();
            behind.findings = found.map(|one| receivables::finding(frame, one)).collect();
            centre = claim.centre;
        }
        if let Some(contract) = &behind.contract {
            behind.payment = contracts::payment(frame, &contract.state.terms.payment);
        }
        let named = parties(certificate, &stage).into_iter().chain(centre);
        behind.names = Names::of(store, viewer, named).await?;
        behind.rights = rights_on(store, seated, frame, &behind.names, certificate, &stage).await?;
        let said = behind.confirmation().map(|said| waived(frame, &said.waived));
        behind.waived = said.unwrap_or_default();
        Ok(behind)
    }

    /// The facts that an assessment pins, each with the version that is shown.
    pub(super) fn facts(&self) -> Vec<(&Subject, u64)> {
        let certificate = self
            .certificate
            .as_ref()
            .map(|seen| (&seen.subject, seen.version));
        let receivable = self.receivable.as_ref().map(|seen| (&seen.subject, seen.version));
        let contract = self.contract.as_ref().map(|seen| (&seen.subject, seen.version));
        [certificate, receivable, contract]
            .into_iter()
            .flatten()
            .collect()
    }

    pub(super) fn stage(&self) -> Option<String> {
        let seen = self.certificate.as_ref()?;
        Some(seen.state.stage.name().to_lowercase())
    }

    pub(super) fn confirmation(&self) -> Option<&Confirmation> {
        match &self.receivable.as_ref()?.state.stage {
            ReceivableStage::Confirmed(confirmation) => Some(confirmation),
            ReceivableStage::Claimed {}
            | ReceivableStage::Disputed { .. }
            | ReceivableStage::Rejected { .. }
            | ReceivableStage::Withdrawn {} => None,
        }
    }
}

fn waived(frame: &Frame<'_>, waived: &[Defence]) -> String {
    let words: Vec<String> = waived
        .iter()
        .map(|of| receivables::defence(frame, *of).1)
        .collect();
    if words.is_empty() {
        frame.say("waived-none")
    } else {
        words.join(&frame.say("list-comma"))
    }
}
