//! One proposal: read, then signed or declined.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Digest;

use super::effect::{self, Effect};
use super::evidence;
use super::shown::{self, ProposalView};
use super::things::{self, Thing};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::receivables::Evidence;
use crate::pages::{Page, written};
use crate::people::People;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "waiting/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    proposal: ProposalView,
    people: People,
    /// What it names, with the pages on which that is read.
    things: Vec<Thing>,
    /// The claim that it answers, with its papers.
    evidence: Option<Evidence>,
    /// What it means once all have signed.
    effect: Effect,
    /// Whether the member may sign or decline anything.
    signs: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(id): Path<String>) -> Page {
    let id = Digest::parse(&id).map_err(|_| Failure::NotFound)?;
    let (frame, viewer) = shown::framed(&portal, seated.clone());
    let found = portal
        .store()
        .proposal(&viewer, &id)
        .await?
        .ok_or(Failure::NotFound)?;
    let found = [found];
    let (mut views, people) = shown::views(&portal, &frame, &viewer, &found).await?;
    let [found] = found;
    let proposal = views.pop().ok_or(Failure::NotFound)?;
    written(&DetailPage {
        things: things::pages(&portal, &frame, &seated.seat, &found.body, &people).await?,
        evidence: evidence::read(&portal, &frame, &seated, &found).await?,
        effect: effect::told(&portal, &frame, &viewer, &found, &people).await?,
        signs: seated.seat.signs(),
        frame,
        proposal,
        people,
    })
}

impl DetailPage<'_> {
    /// The words of the button that signs: the script fills in the amount where the body states one.
    fn button(&self) -> String {
        match self.proposal.amount {
            Some(_) => format!("{}{}{{amount}}", self.proposal.act, self.frame.say("colon")),
            None => self.proposal.act.clone(),
        }
    }

    fn waits(&self) -> bool {
        self.proposal.ended.is_none()
    }
}
