//! Accepting one offer: what it costs in money stands above what is signed.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::ReviewId;
use tallystick_commands::financing::request::Direction;
use tallystick_commands::financing::{Offer, Review};

use super::stand::Whole;
use super::{WHO, offers};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "requests/accept.html")]
struct AcceptPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    review: Review,
    offer: Offer,
    capacity: String,
    /// The versions that the page was made from, as JSON.
    shown: String,
    bank: String,
    a_year: String,
    owed: String,
    penalty: String,
    /// What secures it; nothing where the debtor borrows, for that pays the certificates.
    security: Option<String>,
    recourse: String,
    surplus: String,
    interest: String,
    order: String,
    others: usize,
}

/// Only for who may accept now: for anybody else, and for whoever comes too late, there is no such page.
pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, review)): Path<(String, String)>,
) -> Page {
    let seated = seated.only(WHO)?;
    let whole = Whole::read(&portal, &seated, &text).await?;
    let review: ReviewId = id(ReviewId::KIND, &review)?;
    let (seen, offer) = whole.acceptable(&seated.seat, review).ok_or(Failure::NotFound)?;
    let (version, review, offer) = (seen.version, seen.state.clone(), offer.clone());
    let shown = serde_json::json!({
        whole.request.subject.as_str(): whole.request.version,
        review.id.to_string(): version,
    });
    let submission = &whole.state().submission;
    let a_year = offer.cost.a_year(submission.draw_on, submission.matures_on);
    let is_upstream = matches!(submission.direction, Direction::Upstream {});
    let capacity = seated.seat.acting.to_string();
    let frame = Frame::new(&portal, seated.visit);
    let penalty = offer.terms.rate.times(review.penalty_factor).ok();
    written(&AcceptPage {
        capacity,
        shown: shown.to_string(),
        bank: whole.names.name(&review.bank),
        a_year: a_year.map_or_else(String::new, tallystick_base::Rate::percent_text),
        owed: offers::owed(&review, &offer).map_or_else(String::new, |owed| frame.money(&owed)),
        penalty: penalty.map_or_else(String::new, tallystick_base::Rate::percent_text),
        security: is_upstream.then(|| terms::security(&frame, review.terms.security)),
        recourse: terms::recourse(&frame, review.terms.recourse),
        surplus: terms::surplus(&frame, review.terms.surplus),
        interest: terms::interest_mode(&frame, review.terms.interest),
        order: terms::order(&frame, &review.order),
        others: offers::columns(&whole).len().saturating_sub(1),
        whole,
        review,
        offer,
        frame,
    })
}

impl AcceptPage<'_> {
    fn days(&self) -> i64 {
        let submission = &self.whole.state().submission;
        (submission.matures_on - submission.draw_on).num_days()
    }

    fn matures(&self) -> String {
        self.frame.deadline(&self.whole.state().submission.matures_on)
    }

    /// What comes after signing.
    fn next(&self) -> String {
        self.frame.say_with("accept-next", &[("bank", &self.bank)])
    }

    /// The button that signs.
    fn button(&self) -> String {
        let (amount, bank) = (self.frame.money(&self.offer.terms.amount), self.bank.as_str());
        self.frame
            .say_with("accept-button", &[("amount", &amount), ("bank", bank)])
    }
}
