//! The supplier takes a claim back.

use axum::extract::{Path, State};

use super::{Invoices, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::places::SUPPLIER;
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(SUPPLIER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let claim = &seen.state.claim;
    if claim.supplier != viewer.party || !seen.state.is_open() {
        return Err(Failure::NotFound);
    }
    let names = Names::of(store, viewer, [claim.supplier, claim.buyer]).await?;
    let invoices = Invoices::of(store, viewer, [claim.receivable]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let number = invoices.name(&frame, &claim.receivable);
    let facts = vec![
        (frame.say("invoice-number"), number.clone()),
        (frame.say("buyer"), names.name(&claim.buyer)),
        (frame.say("amount"), frame.money(&claim.amount)),
    ];
    let act = PlainAct {
        kind: "receivable.withdraw/1",
        member: "receivable",
        title: frame.say("receivable-withdraw"),
        back: (format!("/receivables/{}", seen.subject.id()), number.clone()),
        facts,
        reason: None,
        effect: frame.say("claim-withdraw-effect"),
        next: frame.say("claim-withdraw-next"),
        names: names.json_with([(seen.subject.to_string(), number)]),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}
