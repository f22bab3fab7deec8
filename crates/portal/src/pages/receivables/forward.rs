//! The confirmation centre passes a claim on, with what it found.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::certificates::{Receivable, ReceivableStage};
use tallystick_store::Seen;

use super::mismatch::{self, FindingView};
use super::{Invoices, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::places::CENTRE;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "receivables/forward.html")]
struct ForwardPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Receivable>,
    names: Names,
    number: String,
    findings: Vec<FindingView>,
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
    let names = Names::of(store, viewer, [claim.supplier, claim.buyer]).await?;
    let invoices = Invoices::of(store, viewer, [claim.receivable]).await?;
    let frame = Frame::new(&portal, seated.visit);
    written(&ForwardPage {
        number: invoices.name(&frame, &claim.receivable),
        findings: claim
            .mismatches
            .iter()
            .map(|found| mismatch::view(&frame, found))
            .collect(),
        shown: shown([(&seen.subject, seen.version)]),
        frame,
        seen,
        names,
    })
}

impl ForwardPage<'_> {
    fn receivable(&self) -> &Receivable {
        &self.seen.state
    }
}
