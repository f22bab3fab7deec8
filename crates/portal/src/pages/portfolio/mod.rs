//! What a bank has lent: by who owes it, by when it is due, and by how late it is. A bank reads its own portfolio, an auditor any.

mod book;
mod months;
mod sheets;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::Capacity::{self, Auditor, Bank};
use tallystick_base::{Currency, Money, PartyId};

use self::book::{Book, whose};
use super::largest::{self, Largest};
use super::{Asked, sheet, written};
use crate::Portal;
use crate::charts::{Bar, Bars, bars};
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::seat::Seated;

/// A bank for itself, and auditors for any.
const WHO: &[Capacity] = &[Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/portfolio", get(page))
        .route("/portfolio/files/{name}", get(file))
}

#[derive(Template)]
#[template(path = "portfolio/portfolio.html")]
struct PortfolioPage<'p> {
    frame: Frame<'p>,
    /// The bank whose portfolio an auditor reads: its name, and its id.
    of: Option<(String, String)>,
    /// One part for each currency: amounts of several are never added up.
    parts: Vec<Part>,
    /// Whose portfolio it is.
    bank: PartyId,
    /// The loans as a file.
    xlsx: String,
}

/// What is lent in one currency.
struct Part {
    currency: Currency,
    loans: u64,
    open: Money,
    committed: Money,
    overdue: Money,
    /// What of the open principal is overdue, in words.
    overdue_share: String,
    rows: Vec<ExposureView>,
    /// The debtors with most at stake.
    debtors: Option<Largest>,
    months: Option<Bars>,
    late: Option<Bars>,
}

/// What is at stake with one debtor.
struct ExposureView {
    debtor: String,
    /// The debtor, for the list of its loans.
    id: String,
    loans: u64,
    open: Money,
    committed: Money,
    overdue: Money,
    /// Of all that is out and approved.
    share: String,
    /// The length of its bar, in thousandths of the largest.
    length: u64,
    /// What is free on the bank's line on the debtor, and the line.
    line: Option<(String, Money)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// Whose portfolio an auditor asks for.
    bank: Option<String>,
}

async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let Some((bank, of)) = whose(&portal, &seated, &query).await? else {
        return Ok(Redirect::to("/statistics#banks").into_response());
    };
    let book = Book::read(&portal, &seated, bank).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let currencies: BTreeSet<Currency> = book
        .portfolio
        .exposures
        .iter()
        .map(|exposure| exposure.open.currency())
        .collect();
    let parts = currencies
        .into_iter()
        .map(|currency| part(&frame, &book, currency))
        .collect::<Result<_, Failure>>()?;
    let page = written(&PortfolioPage {
        xlsx: format!("/v1/loans?format=xlsx&bank={bank}"),
        bank,
        of,
        parts,
        frame,
    })?;
    Ok(page.into_response())
}

/// One of the tables as a file.
async fn file(
    State(portal): State<Portal>,
    seated: Seated,
    Path(name): Path<String>,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let (name, format) = sheet::named(&name).ok_or(Failure::NotFound)?;
    let whose = whose(&portal, &seated, &query).await?;
    let (bank, _) = whose.ok_or(Failure::NotFound)?;
    let book = Book::read(&portal, &seated, bank).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let sheet = sheets::sheet(&frame, &book, name);
    let sheet = sheet.ok_or(Failure::NotFound)?;
    let today = portal.store().today().await?;
    sheet.file(&frame, &format!("{name}-{today}"), format)
}

impl PortfolioPage<'_> {
    /// A list behind the portfolio. A bank's lists are its own; an auditor's keep the bank whose portfolio it reads.
    fn list(&self, address: &str) -> String {
        if self.of.is_none() {
            return address.to_owned();
        }
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}bank={}", self.bank)
    }

    /// Where one of the tables stands as a file, and what says so.
    fn files(&self, name: &str) -> [(String, String); 2] {
        let of = self.of.as_ref();
        let of = of.map_or_else(String::new, |(_, id)| format!("?bank={id}"));
        let file = |format, said| (format!("/portfolio/files/{name}.{format}{of}"), said);
        [
            file("csv", self.frame.say("certificates-as-csv")),
            file("xlsx", self.frame.say("certificates-as-xlsx")),
        ]
    }
}

fn part(frame: &Frame<'_>, book: &Book, currency: Currency) -> Result<Part, Failure> {
    let Book {
        portfolio,
        names,
        lines,
    } = book;
    let exposures: Vec<_> = portfolio
        .exposures
        .iter()
        .filter(|exposure| exposure.open.currency() == currency)
        .collect();
    let sum =
        |amounts: &mut dyn Iterator<Item = Money>| Money::sum(currency, amounts).map_err(|_| Failure::Fault);
    let open = sum(&mut exposures.iter().map(|one| one.open))?;
    let committed = sum(&mut exposures.iter().map(|one| one.committed))?;
    let overdue = sum(&mut exposures.iter().map(|one| one.overdue))?;
    let all = open.checked_add(committed).map_err(|_| Failure::Fault)?;
    let late = figures::percent(overdue.minor(), open.minor());
    let overdue_share = frame.say_with("portfolio-of-open", &[("share", &late)]);
    let at_stake = |one: &tallystick_store::Exposure| one.open.minor().saturating_add(one.committed.minor());
    let largest = exposures.iter().map(|one| at_stake(one)).max().unwrap_or(0);
    let rows = exposures.iter().map(|one| ExposureView {
        debtor: names.name(&one.debtor),
        id: one.debtor.to_string(),
        loans: one.loans,
        open: one.open,
        committed: one.committed,
        overdue: one.overdue,
        share: figures::percent(at_stake(one), all.minor()),
        length: thousandths(at_stake(one), largest),
        line: lines.get(&(one.debtor, currency)).cloned(),
    });
    let debtors = exposures.iter().map(|one| largest::Bar {
        label: names.name(&one.debtor),
        value: at_stake(one),
        text: figures::figures(Money::from_minor(at_stake(one), currency)),
    });
    let late = portfolio.overdue.iter();
    let late = late.filter(|one| one.open.currency() == currency);
    let late = late.map(|one| bar(frame.say_n("portfolio-from-day", one.from_day), one.open));
    Ok(Part {
        currency,
        loans: exposures.iter().map(|one| one.loans).sum(),
        overdue_share,
        rows: rows.collect(),
        debtors: Largest::of(debtors.collect()),
        months: drawn(&months::months(&portfolio.maturities, currency)),
        late: drawn(&late.collect::<Vec<_>>()),
        open,
        committed,
        overdue,
    })
}

fn bar(label: String, amount: Money) -> Bar {
    Bar {
        label,
        value: amount.minor(),
        text: figures::figures(amount),
        soft: false,
    }
}

fn drawn(all: &[Bar]) -> Option<Bars> {
    (!all.is_empty()).then(|| bars(all))
}

/// How many thousandths of the whole a part is, rounded down.
fn thousandths(part: i64, whole: i64) -> u64 {
    let parts = i128::from(part.max(0)) * 1_000 / i128::from(whole.max(1));
    u64::try_from(parts).unwrap_or(0)
}
