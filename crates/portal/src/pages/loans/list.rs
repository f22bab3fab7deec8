//! The party's loans.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, Currency, Money, PartyId};
use tallystick_store::{ListedLoan, LoanFilter, MAX_PAGE, Order, Paging};

use super::{WHO, lent};
use crate::Portal;
use crate::charts::{Bar, Bars, bars};
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::narrowed;
use crate::pages::choices::{self, Choice};
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) stage: Option<String>,
    pub(super) overdue: Option<String>,
    /// Of all loans, those of this bank.
    bank: Option<String>,
    pub(super) order: Option<String>,
    /// Of a bank's loans, those on what this party owes.
    pub(super) debtor: Option<String>,
    pub(super) after: Option<String>,
}

impl Query {
    pub(super) fn order(&self) -> Order {
        match self.order.as_deref() {
            Some("due") => Order::Due,
            Some(_) | None => Order::Newest,
        }
    }
}

#[derive(Template)]
#[template(path = "loans/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    /// Whether they were lent to more than one party.
    several: bool,
    pager: Pager,
    stages: Vec<&'static str>,
    /// What is to be paid back, by month; none where nothing is out.
    months: Option<Bars>,
    /// The banks, where the viewer looks at the loans of all, and so at what became of them.
    banks: Option<Vec<Choice>>,
}

/// A loan as a row.
struct RowView {
    loan: ListedLoan,
    bank: String,
    borrower: String,
    debtor: String,
    left: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    if seated.seat.acts_as(Capacity::Bank) {
        return lent::page(&portal, seated, query).await;
    }
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = LoanFilter {
        stage: query.stage.clone(),
        overdue: query.overdue.as_deref().map(|text| text == "true"),
        bank: narrowed(query.bank.as_deref())?,
        order: query.order(),
        page: paging(query.after.as_deref()),
        ..LoanFilter::default()
    };
    let found = store.loans(viewer, &filter).await?;
    let parties = found
        .items
        .iter()
        .flat_map(|loan| [loan.bank, loan.borrower, loan.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let borrowers: BTreeSet<PartyId> = found.items.iter().map(|loan| loan.borrower).collect();
    let today = store.today().await?;
    let banks = if seated.seat.acts_as(Capacity::Auditor) {
        Some(choices::banks(&portal, &seated, filter.bank).await?)
    } else {
        None
    };
    let months = months(&portal, &seated).await?;
    let pager = Pager::of("/loans", &query, query.after.as_deref(), found.next.as_ref());
    let rows = found.items.into_iter().map(|loan| RowView {
        bank: names.name(&loan.bank),
        borrower: names.name(&loan.borrower),
        debtor: names.name(&loan.debtor),
        left: (loan.stage == "active").then(|| DaysLeft::until_due(loan.matures_on, today)),
        loan,
    });
    written(&ListPage {
        rows: rows.collect(),
        several: borrowers.len() > 1,
        pager,
        stages: crate::stages::of("loan").collect(),
        months,
        banks,
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}

/// Principal that is out, by the month in which it is to be paid back: of what the party itself borrowed, in yuan.
async fn months(portal: &Portal, seated: &Seated) -> Result<Option<Bars>, Failure> {
    let filter = LoanFilter {
        stage: Some("active".to_owned()),
        borrower: Some(seated.viewer().party),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..LoanFilter::default()
    };
    let live = portal.store().loans(seated.viewer(), &filter).await?;
    let mut by_month: BTreeMap<String, i64> = BTreeMap::new();
    for loan in &live.items {
        if loan.open_principal.currency() == Currency::CNY && loan.open_principal.is_positive() {
            let sum = by_month
                .entry(loan.matures_on.format("%Y-%m").to_string())
                .or_default();
            *sum = sum.saturating_add(loan.open_principal.minor());
        }
    }
    // Of more loans than fit a page, a sum would be too small: none is better than a wrong one.
    if by_month.is_empty() || live.next.is_some() {
        return Ok(None);
    }
    let drawn: Vec<Bar> = by_month
        .into_iter()
        .map(|(label, minor)| Bar {
            label,
            value: minor,
            text: figures::figures(Money::from_minor(minor, Currency::CNY)),
            soft: false,
        })
        .collect();
    Ok(Some(bars(&drawn)))
}
