//! A booking taken back that was a mistake.

use axum::extract::{Path, State};

use super::{acts, facts, find, name, reversible};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::timeline::word_to;
use crate::places::BANK;
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let seen = find(&portal, &seated, &text).await?;
    if !acts(&seated.seat, &seen.state) {
        return Err(Failure::NotFound);
    }
    if !reversible(&seen.state) {
        return Err(Failure::NotNow);
    }
    let names = Names::default();
    let frame = Frame::new(&portal, seated.visit);
    let kind = "repayment.reverse/1";
    let line = &seen.state.line;
    let amount = line.amount;
    let act = PlainAct {
        kind,
        member: "entry",
        title: frame.say(&word_to(kind)),
        back: (format!("/bank-entries/{text}"), name(&frame, line)),
        facts: facts(&frame, line),
        reason: Some(frame.say("reason")),
        effect: frame.say("repayment-reverse-effect"),
        next: frame.say("repayment-reverse-next"),
        names: names.json(),
        subject: (seen.subject, seen.version),
    };
    plain_act::page_of(frame, act, amount)
}
