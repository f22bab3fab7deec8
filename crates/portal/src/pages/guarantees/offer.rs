//! Offering a guarantee for a request.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Term;
use tallystick_commands::financing::{FinancingRequest, RequestStage};
use tallystick_store::Seen;

use super::figures::{Figures, Query};
use super::{GUARANTOR, find_asked};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

/// The periods that the form offers, beside that of the rules.
const PERIODS: &[Term] = &[
    Term::Months(3),
    Term::Months(6),
    Term::Months(12),
    Term::Months(24),
];

#[derive(Template)]
#[template(path = "guarantees/offer.html")]
struct OfferPage<'p> {
    frame: Frame<'p>,
    seen: Seen<FinancingRequest>,
    names: Names,
    proposed: Query,
    figures: Figures,
    /// What the rules say of the period where nothing is agreed.
    usual: String,
    periods: Vec<(String, String)>,
    until: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(GUARANTOR)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find_asked(&portal, &seated, &text).await?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let open = matches!(seen.state.stage, RequestStage::Submitted {});
    if !open || seen.state.has_expired(store.now()) {
        return Err(Failure::NotNow);
    }
    let submission = &seen.state.submission;
    let names = Names::of(store, viewer, [submission.borrower, submission.debtor]).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let usual = rules
        .guarantee_period_on(store.today().await?)
        .map_err(|_| Failure::Fault)?;
    let proposed = Query::proposed(&seen.state);
    let frame = Frame::new(&portal, seated.visit.clone());
    let periods = PERIODS
        .iter()
        .map(|term| (term.to_string(), terms::term(&frame, *term)));
    written(&OfferPage {
        figures: Figures::of(&portal, &seated, &frame, &seen.state, &proposed).await?,
        usual: terms::term(&frame, usual.value.after_due),
        periods: periods.collect(),
        // As an input for a moment has it.
        until: frame.moment(&submission.until).replace(' ', "T"),
        shown: shown(&[(&seen.subject, seen.version)]),
        proposed,
        names,
        seen,
        frame,
    })
}

impl OfferPage<'_> {
    fn submission(&self) -> &tallystick_commands::financing::request::Submission {
        &self.seen.state.submission
    }

    fn id(&self) -> &str {
        self.seen.subject.id()
    }

    /// Names for the scripts, that of the request among them.
    fn names_json(&self) -> String {
        let purpose = self.submission().purpose.to_string();
        self.names.json_with([(self.seen.subject.to_string(), purpose)])
    }

    fn borrower(&self) -> String {
        self.names.name(&self.submission().borrower)
    }
}
