//! Not buying a loan that is offered.

use axum::extract::{Path, State};

use super::detail::Whole;
use super::{MANAGER, find_open};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(MANAGER)?;
    let seen = find_open(&portal, &seated, &text).await?;
    let whole = Whole::read(&portal, &seated, seen).await?;
    let frame = Frame::new(&portal, seated.visit);
    let bank = whole.names.name(&whole.record().bank);
    let mut facts = vec![
        (frame.say("bank"), bank.clone()),
        (frame.say("pool"), whole.pool_name.clone()),
    ];
    facts.extend(whole.price(&frame));
    facts.extend(whole.facts(&frame));
    let price = whole.record().price;
    let act = PlainAct {
        kind: "sale.decline/1",
        member: "sale",
        title: frame.say("sale-decline"),
        back: (format!("/sales/{}", whole.seen.subject.id()), bank),
        facts,
        reason: None,
        effect: frame.say("sale-decline-effect"),
        next: frame.say("sale-decline-next"),
        names: whole.names_json(&frame),
        subject: (whole.seen.subject, whole.seen.version),
    };
    plain_act::page_of(frame, act, price)
}
