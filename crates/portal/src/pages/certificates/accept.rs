//! Taking an offered certificate, and naming the account to which the debtor pays from then on.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_commands::certificates::CertificateStage;
use tallystick_commands::parties::BankAccount;

use super::act::Act;
use super::answers::{Ground, SELLERS};
use super::rights::recourse_words;
use crate::Portal;
use crate::figures;
use crate::frame::Frame;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// Which account of the party's file, from 0.
    account: Option<String>,
}

#[derive(Template)]
#[template(path = "certificates/accept.html")]
struct AcceptPage<'p> {
    frame: Frame<'p>,
    act: Act,
    back: (String, String),
    facts: Vec<(String, String)>,
    certificate: String,
    accounts: Vec<BankAccount>,
    chosen: Option<BankAccount>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(SELLERS)?;
    let store = portal.store();
    let ground = Ground::read(&portal, &seated, &text, |may| may.answer_offer).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let file = store.profile(seated.viewer(), seated.viewer().party).await?;
    let accounts = file.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let place = match (query.account, accounts.len()) {
        (Some(text), _) => text.parse().ok(),
        // Where there is one, nobody is asked.
        (None, 1) => Some(0),
        (None, _) => None,
    };
    let chosen = place.and_then(|place: usize| accounts.get(place).cloned());
    let mut facts = ground.facts(&frame);
    facts.push((frame.say("holder"), ground.names.name(&ground.seen.state.holder)));
    if let CertificateStage::Offered { until, recourse, .. } = ground.seen.state.stage {
        facts.push((frame.say("transfer-recourse"), recourse_words(&frame, recourse)));
        facts.push((frame.say("transfer-until"), figures::moment(until)));
    }
    let act = Act {
        kind: "certificate.accept/1",
        button: frame.say_with(
            "take-button",
            &[("amount", &frame.money(&ground.seen.state.outstanding))],
        ),
        effect: frame.say("take-effect"),
        next: frame.say("take-next"),
        ..ground.act(&text)
    };
    written(&AcceptPage {
        back: (act.done.clone(), ground.seen.state.issue.number.to_string()),
        certificate: ground.seen.subject.to_string(),
        frame,
        act,
        facts,
        accounts,
        chosen,
    })
}
