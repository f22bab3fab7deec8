//! Refusing and disputing: both give reasons in the codes of the Peppol invoice response.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::certificates::{Receivable, ReceivableStage};

use super::{Evidence, Invoices, answers, find, words};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::places::BUYER;
use crate::seat::Seated;

/// How many reasons the form offers; the rule book takes twenty.
const ROWS: usize = 3;

#[derive(Template)]
#[template(path = "receivables/answer.html")]
struct AnswerPage<'p> {
    frame: Frame<'p>,
    evidence: Evidence,
    number: String,
    act: Words,
    codes: Vec<(&'static str, String)>,
    shown: String,
}

/// The words of an answer.
struct Words {
    kind: &'static str,
    title: String,
    effect: String,
    next: String,
}

pub(super) async fn refuse(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    page(&portal, seated, &text, |frame| Words {
        kind: "receivable.reject/1",
        title: frame.say("receivable-refuse"),
        effect: frame.say("refuse-effect"),
        next: frame.say("refuse-next"),
    })
    .await
}

pub(super) async fn dispute(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seen = find(&portal, &seated, &text).await?;
    if !matches!(seen.state.stage, ReceivableStage::Claimed {}) {
        return Err(Failure::NotFound);
    }
    page(&portal, seated, &text, |frame| Words {
        kind: "receivable.dispute/1",
        title: frame.say("receivable-dispute"),
        effect: frame.say("dispute-effect"),
        next: frame.say("dispute-next"),
    })
    .await
}

async fn page(portal: &Portal, seated: Seated, text: &str, say: impl Fn(&Frame<'_>) -> Words) -> Page {
    let seated = seated.only(BUYER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(portal, &seated, text).await?;
    if !answers(&seated, &seen.state) {
        return Err(Failure::NotFound);
    }
    let claim = &seen.state.claim;
    let invoices = Invoices::of(store, viewer, [claim.receivable]).await?;
    let frame = Frame::new(portal, seated.visit.clone());
    written(&AnswerPage {
        number: invoices.name(&frame, &claim.receivable),
        act: say(&frame),
        codes: words::codes(&frame),
        shown: shown(&[(&seen.subject, seen.version)]),
        evidence: Evidence::read(portal, &seated, &frame, seen).await?,
        frame,
    })
}

impl AnswerPage<'_> {
    #[expect(clippy::unused_self, reason = "the template calls it on the page")]
    fn rows(&self) -> std::ops::Range<usize> {
        0..ROWS
    }

    fn receivable(&self) -> &Receivable {
        &self.evidence.seen.state
    }

    /// Names for the scripts, that of the claim among them.
    fn names_json(&self) -> String {
        let claim = (self.evidence.seen.subject.to_string(), self.number.clone());
        self.evidence.names.json_with([claim])
    }
}
