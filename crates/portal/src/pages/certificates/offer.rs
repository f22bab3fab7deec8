//! Passing a certificate on: first to whom, then until when and who bears the debtor's default.

use askama::Template;
use axum::extract::{Path, State};
use chrono::Days;
use serde::Deserialize;
use tallystick_base::Capacity;
use tallystick_store::KnownParty;

use super::act::Act;
use super::answers::{Ground, SELLERS};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// How many days an offer stands, where the offerer says nothing else and the due date allows it.
const DAYS: u64 = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "certificates/offer.html")]
struct OfferPage<'p> {
    frame: Frame<'p>,
    act: Act,
    back: (String, String),
    facts: Vec<(String, String)>,
    certificate: String,
    /// The code that was typed.
    code: String,
    /// Whom it stands for, where that party may take the certificate.
    receiver: Option<KnownParty>,
    /// Why the party of the code may not take it.
    refused: Option<String>,
    /// The moment that is suggested, and the last one that is possible, as an input takes them.
    until: String,
    latest: String,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(SELLERS)?;
    let store = portal.store();
    let ground = Ground::read(&portal, &seated, &text, |may| may.offer).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let code = query.code.unwrap_or_default();
    let found = match code.as_str() {
        "" => None,
        code => store.party_of_code(seated.viewer(), code).await?,
    };
    let issue = &ground.seen.state.issue;
    let refused = match &found {
        None if code.is_empty() => None,
        None => Some(frame.say("transfer-code-unknown")),
        Some(party) if party.id == ground.seen.state.holder => Some(frame.say("transfer-code-own")),
        Some(party) if party.id == issue.debtor => Some(frame.say("transfer-code-debtor")),
        Some(party) if !party.capacities.contains(&Capacity::Supplier) => {
            Some(frame.say_with("transfer-code-no-supplier", &[("name", &party.name)]))
        }
        Some(_) => None,
    };
    let receiver = found.filter(|_| refused.is_none());
    let today = store.today().await?;
    let suggested = today.checked_add_days(Days::new(DAYS)).unwrap_or(today);
    let mut parties = vec![issue.debtor, ground.seen.state.holder];
    parties.extend(receiver.as_ref().map(|party| party.id));
    let names = Names::of(store, seated.viewer(), parties).await?;
    let act = Act {
        kind: "certificate.offer/1",
        button: frame.say_with(
            "transfer-button",
            &[("amount", &frame.money(&ground.seen.state.outstanding))],
        ),
        effect: frame.say("transfer-effect"),
        next: frame.say("transfer-next"),
        names: names.json_with([ground.named()]),
        ..ground.act(&text)
    };
    written(&OfferPage {
        facts: ground.facts(&frame),
        back: (act.done.clone(), issue.number.to_string()),
        until: format!("{}T17:00", suggested.min(issue.due_on)),
        latest: format!("{}T23:59", issue.due_on),
        certificate: ground.seen.subject.to_string(),
        frame,
        act,
        code,
        receiver,
        refused,
    })
}
