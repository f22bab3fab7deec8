//! A line typed by hand: kept until somebody knows what it belongs to, or booked on a loan at once.

use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::{Currency, LoanId};
use tallystick_commands::banking::LoanStage;

use super::source::Sources;
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

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// Who paid: `borrower`, `debtor`, or a guarantee without its kind.
    by: Option<String>,
}

/// Keeps a line.
pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(BANK)?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let accounts = accounts(&portal, &seated).await?;
    let today = portal.store().today().await?.to_string();
    let frame = Frame::new(&portal, seated.visit);
    let kind = "bank-entry.record/1";
    let directions = vec![
        ("credit".to_owned(), frame.say("direction-credit")),
        ("debit".to_owned(), frame.say("direction-debit")),
    ];
    let mut fields = vec![Field::choice(
        "line.direction",
        frame.say("line-direction"),
        directions,
    )];
    fields.extend(line(&frame, accounts, Currency::CNY, &today));
    let act = TypedAct {
        kind,
        title: frame.say(&word_to(kind)),
        button: format!("{} {{line.amount}}", frame.say(&word_to(kind))),
        back: ("/bank-entries".to_owned(), frame.say("place-bank-entries")),
        facts: Vec::new(),
        note: Some(frame.say("entry-by-file")),
        fields,
        figures: None,
        effect: frame.say("bank-entry-record-effect"),
        next: frame.say("bank-entry-record-next"),
        names: Names::default().json(),
        shown: Vec::new(),
    };
    typed_act::page(frame, act)
}

/// Books money that came in on a loan.
pub(super) async fn book(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BANK)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let loan: LoanId = id(LoanId::KIND, &text)?;
    let seen = store.loan(viewer, loan).await?.ok_or(Failure::NotFound)?;
    if seen.state.approval.bank != viewer.party || !seated.seat.trades() {
        return Err(Failure::NotFound);
    }
    // What comes in before money is out, or after the end, comes with a file and is assigned by hand.
    if seen.state.stage != (LoanStage::Active {}) {
        return Err(Failure::NotNow);
    }
    let sources = Sources::read(&portal, &seated, &seen.state).await?;
    let names = Names::of(store, viewer, sources.parties()).await?;
    let source = sources.chosen(query.by.as_deref(), None, &names)?;
    let accounts = accounts(&portal, &seated).await?;
    let today = store.today().await?.to_string();
    let frame = Frame::new(&portal, seated.visit);
    let kind = "repayment.book/1";
    let currency = seen.state.approval.terms.principal.currency();
    let mut fields = vec![
        Field::fixed("loan", &seen.subject),
        Field::fixed("line.direction", "credit"),
    ];
    fields.extend(line(&frame, accounts, currency, &today));
    fields.extend(sources.fields(&frame, source, None));
    let others = sources.all().into_iter().filter(|other| *other != source);
    let others = others.map(|other| {
        let href = format!("/loans/{text}/book?by={}", other.place());
        (href, sources.word(&frame, &names, other))
    });
    let others = others.collect();
    let borrower = names.name(&seen.state.approval.borrower);
    let act = TypedAct {
        kind,
        title: frame.say(&word_to(kind)),
        button: format!("{} {{line.amount}}", frame.say(&word_to(kind))),
        back: (
            format!("/loans/{text}"),
            format!("{} {borrower}", frame.say("loan")),
        ),
        facts: vec![
            (frame.say("borrower"), borrower),
            (frame.say("entry-paid-by"), sources.word(&frame, &names, source)),
        ],
        note: Some(frame.say("entry-by-file")),
        fields,
        figures: None,
        effect: frame.say("repayment-book-effect"),
        next: frame.say("repayment-book-next"),
        names: names.json_with(sources.numbers()),
        shown: vec![(seen.subject.clone(), seen.version)],
    };
    typed_act::page_with_others(frame, act, others)
}

/// The accounts in the bank's file: their numbers, and what they are called.
async fn accounts(portal: &Portal, seated: &Seated) -> Result<Vec<Fact>, Failure> {
    let viewer = seated.viewer();
    let profile = portal.store().profile(viewer, viewer.party).await?;
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let named = accounts.iter().map(|account| {
        let number = account.account.to_string();
        let name = format!("{number} · {}", account.bank);
        (number, name)
    });
    Ok(named.collect())
}

/// What every line says.
fn line(frame: &Frame<'_>, accounts: Vec<Fact>, currency: Currency, today: &str) -> Vec<Field> {
    let account = match accounts.as_slice() {
        [(only, _)] => Field::fixed("line.account", only),
        _ => Field::choice("line.account", frame.say("line-account"), accounts),
    };
    vec![
        account,
        Field::amount("line.amount", frame.say("amount"), None, currency),
        Field::day("line.booked_on", frame.say("line-booked-on"), today, ("", "")),
        Field::day("line.value_on", frame.say("value-day"), today, ("", today)),
        Field::optional("line.reference", frame.say("line-reference"))
            .hinted(frame.say("line-reference-hint")),
        Field::number("line.ordinal", 1),
        Field::optional("line.end_to_end", frame.say("end-to-end")),
        Field::optional("line.counterparty", frame.say("line-counterparty")),
        Field::optional("line.text", frame.say("line-text")),
    ]
}
