//! Taking an offer back.

use axum::extract::{Path, State};

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::places::BANK;
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    let offer = reviewed
        .offer()
        .filter(|_| reviewed.may_withdraw_offer(&seated.seat));
    let offer = offer.ok_or(Failure::NotNow)?.clone();
    let frame = Frame::new(&portal, seated.visit);
    let borrower = reviewed.whole.names.name(&reviewed.submission().borrower);
    let amount = offer.terms.amount;
    let act = PlainAct {
        kind: "review.withdraw-offer/1",
        member: "review",
        subject: (reviewed.review.subject.clone(), reviewed.review.version),
        title: frame.say("review-withdraw-offer"),
        back: (reviewed.address(), reviewed.submission().purpose.to_string()),
        facts: vec![
            (frame.say("borrower"), borrower.clone()),
            (frame.say("offer-amount"), frame.money(&offer.terms.amount)),
            (frame.say("offer-rate"), offer.terms.rate.percent_text()),
            (frame.say("cost-total"), frame.money(&offer.cost.total)),
            (frame.say("offer-valid-until"), frame.moment(&offer.valid_until)),
        ],
        reason: None,
        effect: frame.say("review-withdraw-offer-effect"),
        next: frame.say_with("review-told", &[("borrower", &borrower)]),
        names: reviewed.whole.names.json(),
    };
    plain_act::page_of(frame, act, amount)
}
