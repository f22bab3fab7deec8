//! The promise of a bank, kept: it paid the holder what the debtor did not.

use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::CertificateId;
use tallystick_commands::certificates::Certificate;
use tallystick_store::Seen;

use super::may_honour;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Fact, Field, TypedAct};
use crate::pages::{Asked, Page};
use crate::places::BANK;
use crate::seat::Seated;

/// To which account the debtor is to pay.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    account: Option<String>,
}

/// A certificate with the names of its sides.
struct Ground {
    seen: Seen<Certificate>,
    names: Names,
}

impl Ground {
    async fn read(portal: &Portal, seated: &Seated, text: &str) -> Result<Self, Failure> {
        let certificate: CertificateId = id(CertificateId::KIND, text)?;
        let (store, viewer) = (portal.store(), seated.viewer());
        let seen = store.certificate(viewer, certificate).await?;
        let seen = seen.ok_or(Failure::NotFound)?;
        let parties = [seen.state.issue.debtor, seen.state.holder];
        let names = Names::of(store, viewer, parties).await?;
        Ok(Self { seen, names })
    }

    fn facts(&self, frame: &Frame<'_>) -> Vec<Fact> {
        let certificate = &self.seen.state;
        vec![
            (frame.say("certificate"), certificate.issue.number.to_string()),
            (frame.say("debtor"), self.names.name(&certificate.issue.debtor)),
            (frame.say("holder"), self.names.name(&certificate.holder)),
            (frame.say("outstanding"), frame.money(&certificate.outstanding)),
            (frame.say("due-on"), frame.deadline(&certificate.issue.due_on)),
        ]
    }

    fn back(&self) -> (String, String) {
        let number = self.seen.state.issue.number.to_string();
        (format!("/certificates/{}", self.seen.subject.id()), number)
    }
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BANK)?;
    let ground = Ground::read(&portal, &seated, &text).await?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let stage = ground.seen.state.stage_at(store.now());
    let today = store.today().await?;
    if !may_honour(&seated.seat, &ground.seen.state, &stage, today) {
        return Err(Failure::NotNow);
    }
    let profile = store
        .profile(viewer, viewer.party)
        .await?
        .ok_or(Failure::NotNow)?;
    let accounts = profile.state.data.accounts;
    let chosen = match query.account.as_deref() {
        None => 0,
        Some(text) => text.parse::<usize>().map_err(|_| Failure::NotFound)?,
    };
    let payee = accounts.get(chosen).ok_or(Failure::NotFound)?;
    let others = accounts.iter().enumerate().filter(|(place, _)| *place != chosen);
    let frame = Frame::new(&portal, seated.visit);
    let others = others.map(|(place, other)| {
        let address = format!("/certificates/{text}/honour?account={place}");
        (address, frame.account(other))
    });
    let others: Vec<Fact> = others.collect();
    let mut facts = ground.facts(&frame);
    facts.push((frame.say("notify-paid-then"), frame.account(payee)));
    let kind = "endorsement.honour/1";
    let act = TypedAct {
        kind,
        title: frame.say(&word_to(kind)),
        button: frame.say(&word_to(kind)),
        back: ground.back(),
        facts,
        note: None,
        fields: vec![
            Field::fixed("certificate", &ground.seen.subject),
            Field::fixed("payee.account", &payee.account),
            Field::fixed("payee.bank", &payee.bank),
            Field::fixed("payee.name", &payee.name),
        ],
        figures: None,
        effect: frame.say("endorsement-honour-effect"),
        next: frame.say("endorsement-honour-next"),
        names: ground.names.json(),
        shown: vec![(ground.seen.subject.clone(), ground.seen.version)],
    };
    typed_act::page_with_others(frame, act, others)
}
