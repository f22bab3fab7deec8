//! The confirmation centre passes a claim on, with what it found.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::certificates::{Receivable, ReceivableStage};

use super::{Evidence, Invoices, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::places::CENTRE;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "receivables/forward.html")]
struct ForwardPage<'p> {
    frame: Frame<'p>,
    evidence: Evidence,
    number: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(CENTRE)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let claim = &seen.state.claim;
    let is_claimed = matches!(seen.state.stage, ReceivableStage::Claimed {});
    if claim.centre != Some(viewer.party) || !is_claimed || seen.state.forwarded.is_some() {
        return Err(Failure::NotFound);
    }
    let invoices = Invoices::of(store, viewer, [claim.receivable]).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    written(&ForwardPage {
        number: invoices.name(&frame, &claim.receivable),
        shown: shown(&[(&seen.subject, seen.version)]),
        evidence: Evidence::read(&portal, &seated, &frame, seen).await?,
        frame,
    })
}

impl ForwardPage<'_> {
    fn receivable(&self) -> &Receivable {
        &self.evidence.seen.state
    }

    /// Names for the scripts, that of the claim among them.
    fn names_json(&self) -> String {
        let claim = (self.evidence.seen.subject.to_string(), self.number.clone());
        self.evidence.names.json_with([claim])
    }
}
