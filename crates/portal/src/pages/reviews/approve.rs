//! Approving a loan: what is lent on which terms, on which lines, and relying on whom.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Millis, Money, Subject};
use tallystick_commands::financing::{InterestMode, Offer};

use super::behind::Behind;
use super::lines::{self, LineView};
use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::places::BANK;
use crate::seat::Seated;

/// How long the money may take to be instructed where nobody says otherwise, and at most.
const USUAL_DAYS: u64 = 3;
const MOST_DAYS: u64 = 30;
const DAY: u64 = 86_400_000;

#[derive(Template)]
#[template(path = "reviews/approve.html")]
struct ApprovePage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    offer: Offer,
    behind: Vec<Behind>,
    lines: Vec<LineView>,
    /// What stands against it now.
    problems: Vec<String>,
    /// The guarantee that the offer relies on.
    guarantee: Option<String>,
    until: String,
    latest: String,
    shown: String,
    /// Under which address the loan will stand is told once it does.
    done: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    let offer = reviewed.offer().filter(|_| reviewed.may_approve(&seated.seat));
    let offer = offer.ok_or(Failure::NotNow)?.clone();
    let frame = Frame::new(&portal, seated.visit.clone());
    let behind = Behind::all(&portal, &seated, &frame, &reviewed).await?;
    let lines = lines::applying(&portal, &seated, &frame, &reviewed).await?;
    let after = |days: u64| {
        let at = reviewed.whole.now.as_millis().saturating_add(days * DAY);
        Millis::new(at).map_or_else(|_| String::new(), figures::moment)
    };
    let certificates = behind.iter().filter_map(|one| one.certificate.as_ref());
    let mut seen: Vec<(&Subject, u64)> = certificates.map(|seen| (&seen.subject, seen.version)).collect();
    seen.push((&reviewed.review.subject, reviewed.review.version));
    seen.push((&reviewed.whole.request.subject, reviewed.whole.request.version));
    written(&ApprovePage {
        problems: problems(&frame, &reviewed, &offer, &behind, &lines),
        guarantee: guarantee(&frame, &reviewed, &offer),
        until: after(USUAL_DAYS).replace(' ', "T"),
        latest: after(MOST_DAYS),
        shown: shown(&seen),
        done: reviewed.address(),
        lines,
        behind,
        offer,
        reviewed,
        frame,
    })
}

fn guarantee(frame: &Frame<'_>, reviewed: &Reviewed, offer: &Offer) -> Option<String> {
    let id = offer.terms.guarantee?;
    let one = reviewed.whole.guarantees.iter().find(|one| one.id == id)?;
    let name = reviewed.whole.names.name(&one.guarantor);
    let bound = one.bound.unwrap_or(one.at_most);
    let (amount, stage) = (frame.money(&bound), frame.stage("guarantee", &one.stage));
    let values = [("name", name.as_str()), ("amount", &amount), ("stage", &stage)];
    Some(frame.say_with("review-relies-on", &values))
}

/// What the service would refuse it for, as far as the page can tell.
fn problems(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    offer: &Offer,
    behind: &[Behind],
    lines: &[LineView],
) -> Vec<String> {
    let mut problems = Vec::new();
    match &reviewed.review.state.assessment {
        None => problems.push(frame.say("review-problem-unassessed")),
        Some(last) if !last.is_clear() => problems.push(frame.say("review-problem-failed")),
        Some(_) => {}
    }
    let relied_on = offer.terms.guarantee.and_then(|id| {
        let mut guarantees = reviewed.whole.guarantees.iter();
        guarantees.find(|one| one.id == id)
    });
    if relied_on.is_some_and(|one| one.stage != "issued") {
        problems.push(frame.say("review-problem-not-issued"));
    }
    if lines.is_empty() {
        problems.push(frame.say("review-problem-no-line"));
    }
    for line in lines.iter().filter(|line| !line.carries()) {
        problems.push(frame.say_with("review-problem-line", &[("line", &line.on)]));
    }
    let outstanding = behind.iter().map(|one| one.outstanding);
    let most = Money::sum(offer.terms.amount.currency(), outstanding)
        .ok()
        .and_then(|sum| reviewed.review.state.advance_rate.of(sum).ok());
    if let Some(most) = most.filter(|most| most.minor() < offer.terms.amount.minor()) {
        let most = frame.money(&most);
        problems.push(frame.say_with("review-problem-advance", &[("most", &most)]));
    }
    problems
}

impl ApprovePage<'_> {
    /// What is owed on the day of paying back.
    fn owed(&self) -> String {
        let amount = self.offer.terms.amount;
        let owed = match self.reviewed.review.state.terms.interest {
            InterestMode::Arrears => amount.checked_add(self.offer.cost.interest),
            InterestMode::Discount => Ok(amount),
        };
        owed.map_or_else(|_| String::new(), |owed| self.frame.money(&owed))
    }

    fn security(&self) -> String {
        terms::security(&self.frame, self.reviewed.review.state.terms.security)
    }

    fn recourse(&self) -> String {
        terms::recourse(&self.frame, self.reviewed.review.state.terms.recourse)
    }

    fn button(&self) -> String {
        let amount = self.frame.money(&self.offer.terms.amount);
        self.frame
            .say_with("review-approve-button", &[("amount", &amount)])
    }

    fn next(&self) -> String {
        let borrower = self
            .reviewed
            .whole
            .names
            .name(&self.reviewed.submission().borrower);
        self.frame
            .say_with("review-approve-next", &[("borrower", &borrower)])
    }
}
