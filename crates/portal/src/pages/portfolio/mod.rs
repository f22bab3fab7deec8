//! What a bank has lent: by who owes it, by when it is due, and by how late it is. A bank reads its own portfolio, an auditor any.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::Capacity::{self, Auditor, Bank};
use tallystick_base::{Currency, Money, PartyId};
use tallystick_store::{CreditLineFilter, MAX_PAGE, Paging, Portfolio};

use super::asked::{acting, id};
use super::{Asked, written};
use crate::Portal;
use crate::charts::{Bar, Bars, bars};
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// A bank for itself, and auditors for any.
const WHO: &[Capacity] = &[Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/portfolio", get(page))
}

#[derive(Template)]
#[template(path = "portfolio/portfolio.html")]
struct PortfolioPage<'p> {
    frame: Frame<'p>,
    /// The bank whose portfolio an auditor reads: its name, and its id.
    of: Option<(String, String)>,
    /// One part for each currency: amounts of several are never added up.
    parts: Vec<Part>,
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
    /// What of the open principal is overdue.
    overdue_share: String,
    rows: Vec<ExposureView>,
    months: Option<Bars>,
    late: Option<Bars>,
}

/// What is at stake with one debtor.
struct ExposureView {
    debtor: String,
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

/// The line on each debtor, with what is free on it.
type Lines = BTreeMap<(PartyId, Currency), (String, Money)>;

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
    let (store, viewer) = (portal.store(), seated.viewer());
    let (bank, of) = match query.bank.as_deref() {
        // A bank asks for itself, whatever it asks for.
        _ if seated.seat.acts_as(Bank) => (viewer.party, None),
        Some(text) => {
            let bank: PartyId = id(PartyId::KIND, text)?;
            let name = acting(&portal, &seated, bank, Bank).await?;
            (bank, Some((name, text.to_owned())))
        }
        // Where one chooses a bank.
        None => return Ok(Redirect::to("/statistics#banks").into_response()),
    };
    let portfolio = store.portfolio(viewer, bank).await?;
    let portfolio = portfolio.ok_or(Failure::NotFound)?;
    let debtors = portfolio.exposures.iter().map(|exposure| exposure.debtor);
    let names = Names::of(store, viewer, debtors).await?;
    let lines = lines(&portal, &seated, bank).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let currencies: BTreeSet<Currency> = portfolio
        .exposures
        .iter()
        .map(|exposure| exposure.open.currency())
        .collect();
    let parts = currencies
        .into_iter()
        .map(|currency| part(&frame, &names, &lines, &portfolio, currency))
        .collect::<Result<_, Failure>>()?;
    let page = written(&PortfolioPage {
        xlsx: format!("/v1/loans?format=xlsx&bank={bank}"),
        of,
        parts,
        frame,
    })?;
    Ok(page.into_response())
}

/// A bank's lines on debtors that are not closed.
async fn lines(portal: &Portal, seated: &Seated, bank: PartyId) -> Result<Lines, Failure> {
    let filter = CreditLineFilter {
        bank: Some(bank),
        scope: Some("debtor".to_owned()),
        // A bank has at most 150 that are not closed; older ones may be closed in favour of newer, which come first.
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..CreditLineFilter::default()
    };
    let found = portal.store().credit_lines(seated.viewer(), &filter).await?;
    let live = found.items.into_iter().filter(|line| line.stage != "closed");
    let by_debtor = live.filter_map(|line| {
        let address = format!("/credit-lines/{}", line.id.uuid());
        Some(((line.party?, line.left.currency()), (address, line.left)))
    });
    Ok(by_debtor.collect())
}

fn part(
    frame: &Frame<'_>,
    names: &Names,
    lines: &Lines,
    portfolio: &Portfolio,
    currency: Currency,
) -> Result<Part, Failure> {
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
    let at_stake = |one: &tallystick_store::Exposure| one.open.minor().saturating_add(one.committed.minor());
    let largest = exposures.iter().map(|one| at_stake(one)).max().unwrap_or(0);
    let rows = exposures.iter().map(|one| ExposureView {
        debtor: names.name(&one.debtor),
        loans: one.loans,
        open: one.open,
        committed: one.committed,
        overdue: one.overdue,
        share: share(at_stake(one), all.minor()),
        length: u64::try_from(parts_of(at_stake(one), largest, 1_000)).unwrap_or(0),
        line: lines.get(&(one.debtor, currency)).cloned(),
    });
    let months = portfolio.maturities.iter();
    let months = months.filter(|one| one.open.currency() == currency && one.open.is_positive());
    let months = months.map(|one| bar(one.month.clone(), one.open));
    let late = portfolio.overdue.iter();
    let late = late.filter(|one| one.open.currency() == currency);
    let late = late.map(|one| bar(frame.say_n("portfolio-from-day", one.from_day), one.open));
    Ok(Part {
        currency,
        loans: exposures.iter().map(|one| one.loans).sum(),
        overdue_share: share(overdue.minor(), open.minor()),
        rows: rows.collect(),
        months: drawn(&months.collect::<Vec<_>>()),
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

/// How many of so many parts of the whole a part is, rounded down.
fn parts_of(part: i64, whole: i64, parts: i128) -> i128 {
    i128::from(part.max(0)) * parts / i128::from(whole.max(1))
}

/// A part of a whole as a percentage with one decimal.
fn share(part: i64, whole: i64) -> String {
    let tenths = parts_of(part, whole, 1_000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_and_of_nothing_there_is_none() {
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(3, 3), "100.0%");
        assert_eq!(share(0, 0), "0.0%");
        assert_eq!(share(i64::MAX, i64::MAX), "100.0%");
    }
}
