//! Whoever it is owed to says whether a payment came.

use axum::extract::{Path, State};

use super::WHO;
use super::detail::{answers, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::seat::Seated;

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, act)): Path<(String, String)>,
) -> Page {
    let seated = seated.only(WHO)?;
    let (seen, certificate) = find(&portal, &seated, &text).await?;
    if !answers(&seated, &seen.state, certificate.as_ref()) {
        return Err(Failure::NotFound);
    }
    let payment = &seen.state;
    let names = Names::of(portal.store(), seated.viewer(), [payment.debtor]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let (kind, title, effect, next, reason) = match act.as_str() {
        "acknowledge" => (
            "payment.acknowledge/1",
            frame.say("payment-acknowledge"),
            frame.say("payment-acknowledge-effect"),
            frame.say("payment-acknowledge-next"),
            None,
        ),
        "reject" => (
            "payment.reject/1",
            frame.say("payment-reject"),
            frame.say("payment-reject-effect"),
            frame.say("payment-reject-next"),
            Some(frame.say("reason")),
        ),
        _ => return Err(Failure::NotFound),
    };
    let account = &payment.account;
    let mut facts = vec![
        (frame.say("debtor"), names.name(&payment.debtor)),
        (frame.say("amount"), frame.money(&payment.amount)),
        (frame.say("payment-paid-on"), payment.paid_on.to_string()),
        (frame.say("payment-account"), frame.account(account)),
        (frame.say("payment-reference"), payment.reference.to_string()),
    ];
    if let Some(certificate) = &certificate {
        facts.push((frame.say("certificate"), certificate.issue.number.to_string()));
        facts.push((
            frame.say("payment-outstanding"),
            frame.money(&certificate.outstanding),
        ));
    }
    let amount = payment.amount;
    let act = PlainAct {
        kind,
        member: "payment",
        title,
        back: (
            format!("/payments/{}", seen.subject.id()),
            format!("{} {}", frame.say("payment"), payment.reference),
        ),
        facts,
        reason,
        effect,
        next,
        names: names.json_with([(seen.subject.to_string(), payment.reference.to_string())]),
        subject: (seen.subject, seen.version),
    };
    plain_act::page_of(frame, act, amount)
}
