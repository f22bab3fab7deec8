//! A line assigned by hand: first the loan that it belongs to, then who paid.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::LoanId;
use tallystick_commands::banking::BankEntry;
use tallystick_store::Seen;

use super::candidates::{self, Candidates};
use super::effect::effect;
use super::source::Sources;
use super::{acts, facts, find, name, waits};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Fact, Field, TypedAct};
use crate::pages::{Asked, Page, written};
use crate::places::BANK;
use crate::seat::Seated;

const KIND: &str = "repayment.assign/1";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// The loan, without its kind.
    loan: Option<String>,
    /// Part of the end-to-end id of a loan, or its id.
    number: Option<String>,
    /// Who paid: `borrower`, `debtor`, or a guarantee without its kind.
    by: Option<String>,
}

#[derive(Template)]
#[template(path = "bank_entries/assign.html")]
struct CandidatesPage<'p> {
    frame: Frame<'p>,
    title: String,
    back: (String, String),
    facts: Vec<Fact>,
    candidates: Candidates,
    /// What the loans are narrowed to.
    number: String,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BANK)?;
    let seen = find(&portal, &seated, &text).await?;
    if !acts(&seated.seat, &seen.state) {
        return Err(Failure::NotFound);
    }
    if !waits(&seen.state) {
        return Err(Failure::NotNow);
    }
    let line = &seen.state.line;
    let Some(loan) = query.loan.as_deref() else {
        let frame = Frame::new(&portal, seated.visit.clone());
        let number = query.number.as_deref().map(str::trim).unwrap_or_default();
        let narrow = Some(number).filter(|number| !number.is_empty());
        let candidates = candidates::read(&portal, &seated, &frame, line, narrow).await?;
        return written(&CandidatesPage {
            title: frame.say(&word_to(KIND)),
            back: (format!("/bank-entries/{text}"), name(&frame, line)),
            facts: facts(&frame, line),
            candidates,
            number: number.to_owned(),
            frame,
        });
    };
    on_loan(&portal, seated, &seen, loan, query.by.as_deref()).await
}

/// The loan is chosen; who paid is guessed from the name on the line, and can be said otherwise.
async fn on_loan(
    portal: &Portal,
    seated: Seated,
    seen: &Seen<BankEntry>,
    loan: &str,
    by: Option<&str>,
) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let loan_id: LoanId = id(LoanId::KIND, loan)?;
    let of = store.loan(viewer, loan_id).await?.ok_or(Failure::NotFound)?;
    if of.state.approval.bank != viewer.party {
        return Err(Failure::NotFound);
    }
    let sources = Sources::read(portal, &seated, &of.state).await?;
    let names = Names::of(store, viewer, sources.parties()).await?;
    let line = &seen.state.line;
    let counterparty = line
        .counterparty
        .as_ref()
        .map(tallystick_commands::parties::ShortText::as_str);
    let source = sources.chosen(by, counterparty, &names)?;
    let today = store.today().await?;
    let frame = Frame::new(portal, seated.visit);
    let address = format!("/bank-entries/{}", seen.subject.id());
    let mut about = facts(&frame, line);
    about.push((frame.say("loan"), names.name(&of.state.approval.borrower)));
    about.push((frame.say("entry-paid-by"), sources.word(&frame, &names, source)));
    about.extend(effect(&sources, &frame, &of.state, (source, line), today)?);
    let mut fields = vec![
        Field::fixed("entry", &seen.subject),
        Field::fixed("loan", &of.subject),
    ];
    fields.extend(sources.fields(&frame, source, Some(line.amount)));
    let others = sources.all().into_iter().filter(|other| *other != source);
    let mut others: Vec<Fact> = others
        .map(|other| {
            let href = format!("{address}/assign?loan={loan}&by={}", other.place());
            (href, sources.word(&frame, &names, other))
        })
        .collect();
    others.push((format!("{address}/assign"), frame.say("assign-other-loan")));
    let act = TypedAct {
        kind: KIND,
        title: frame.say(&word_to(KIND)),
        button: frame.say(&word_to(KIND)),
        back: (address, name(&frame, line)),
        facts: about,
        note: None,
        fields,
        figures: None,
        effect: frame.say("repayment-assign-effect"),
        next: frame.say("repayment-assign-next"),
        names: names.json_with(sources.numbers()),
        shown: vec![(seen.subject.clone(), seen.version)],
    };
    typed_act::page_with_others(frame, act, others)
}
