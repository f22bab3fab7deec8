//! The filings that concern the viewer.

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity;
use tallystick_store::{FilingFilter, ListedFiling};

use super::{FORTNIGHT, WHO, discharge_by};
use crate::Portal;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging, sheets};
use crate::pages::{Asked, Page, terms, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "filings/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    sheets: [String; 2],
    /// Whether they are of several banks: to a bank its own name says nothing.
    of_others: bool,
}

/// A filing as a row.
struct RowView {
    filing: ListedFiling,
    bank: String,
    borrower: String,
    /// The last day to take it out, where its debt has ended.
    by: Option<NaiveDate>,
    left: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = FilingFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..FilingFilter::default()
    };
    let found = store.filings(viewer, &filter).await?;
    let today = store.today().await?;
    let rules = terms::rules(&portal, &seated).await?;
    let mut loans = Vec::new();
    for filing in &found.items {
        loans.push(store.loan(viewer, filing.loan).await?.map(|seen| seen.state));
    }
    let borrowers = loans.iter().flatten().map(|loan| loan.approval.borrower);
    let banks = found.items.iter().map(|filing| filing.bank);
    let names = Names::of(store, viewer, borrowers.chain(banks)).await?;
    let mut rows = Vec::new();
    for (filing, loan) in found.items.into_iter().zip(loans) {
        let ended = match &loan {
            Some(loan) if filing.stage == "filed" => discharge_by(&rules, loan, store.now())?,
            Some(_) | None => None,
        };
        let by = ended.map(|(_, by)| by);
        rows.push(RowView {
            bank: names.name(&filing.bank),
            borrower: loan.map_or_else(String::new, |loan| names.name(&loan.approval.borrower)),
            left: by.map(|by| DaysLeft::until(by, today, FORTNIGHT)),
            by,
            filing,
        });
    }
    written(&ListPage {
        rows,
        pager: Pager::of("/filings", &query, query.after.as_deref(), found.next.as_ref()),
        stages: crate::stages::of("filing").collect(),
        sheets: sheets("/v1/filings", &query),
        of_others: !seated.seat.acts_as(Capacity::Bank),
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}
