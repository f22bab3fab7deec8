//! The lines of the bank's statements, and the files that bring them; for an auditor those of all banks.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity;
use tallystick_store::{BankEntryFilter, ListedBankEntry};

use super::READERS;
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging, sheets};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "bank_entries/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    sheets: [String; 2],
    /// Whether the member may sign what a file gives.
    signs: bool,
    /// Whether the bank has to be told.
    of_others: bool,
}

/// A line as a row.
struct RowView {
    entry: ListedBankEntry,
    direction: String,
    bank: String,
    /// The loan that it is booked on: its place and its borrower.
    loan: Option<(String, String)>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = BankEntryFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..BankEntryFilter::default()
    };
    let found = store.bank_entries(viewer, &filter).await?;
    let mut borrowers = Vec::new();
    for entry in &found.items {
        let loan = match entry.loan {
            Some(loan) => store.loan(viewer, loan).await?,
            None => None,
        };
        borrowers.push(loan.map(|seen| (seen.subject.id().to_owned(), seen.state.approval.borrower)));
    }
    let banks = found.items.iter().map(|entry| entry.bank);
    let parties = banks.chain(borrowers.iter().flatten().map(|(_, party)| *party));
    let names = Names::of(store, viewer, parties).await?;
    let own = seated.seat.acts_as(Capacity::Bank);
    let signs = own && seated.seat.trades();
    let frame = Frame::new(&portal, seated.visit);
    let rows = found
        .items
        .into_iter()
        .zip(borrowers)
        .map(|(entry, loan)| RowView {
            direction: if entry.direction == "debit" {
                frame.say("direction-debit")
            } else {
                frame.say("direction-credit")
            },
            bank: names.name(&entry.bank),
            loan: loan.map(|(place, borrower)| (place, names.name(&borrower))),
            entry,
        });
    written(&ListPage {
        rows: rows.collect(),
        pager: Pager::of(
            "/bank-entries",
            &query,
            query.after.as_deref(),
            found.next.as_ref(),
        ),
        stages: crate::stages::of("bank-entry").collect(),
        sheets: sheets("/v1/bank-entries", &query),
        signs,
        of_others: !own,
        frame,
        query,
    })
}
