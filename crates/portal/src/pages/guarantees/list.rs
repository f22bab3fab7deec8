//! Requests that ask the party, how far its limits are used, and what it offered and issued.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, LoanId, PartyId};
use tallystick_store::{
    GuaranteeFilter, ListedGuarantee, ListedLoan, ListedRequest, LoanFilter, MAX_PAGE, Paging,
};

use super::limits::BorrowerLimits;
use super::{LISTS, LimitView, Limits, Queue};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// The loans of the page by id.
type Loans = BTreeMap<LoanId, ListedLoan>;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "guarantees/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    names: Names,
    /// Requests that ask the party; none for an auditor, whom nobody asks.
    asked: Option<Vec<AskedView>>,
    limits: Option<OwnLimits>,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
}

struct AskedView {
    request: ListedRequest,
    left: Option<DaysLeft>,
}

/// How far the limits of the party are used.
struct OwnLimits {
    /// None where its file states no net assets.
    outstanding: Option<LimitView>,
    by_borrower: Vec<BorrowerLimits>,
    net_assets: String,
}

struct RowView {
    guarantee: ListedGuarantee,
    stage: String,
    /// To whom the guarantor is bound, or was while a loan relied on it.
    bank: Option<PartyId>,
    /// Until when it can be issued, or called.
    until: Option<NaiveDate>,
    left: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(LISTS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let filter = GuaranteeFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..GuaranteeFilter::default()
    };
    let found = store.guarantees(viewer, &filter).await?;
    let pager = Pager::of("/guarantees", &query, query.after.as_deref(), found.next.as_ref());
    let loans = loans(&portal, &seated).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let own = seated.seat.acts_as(Capacity::Guarantor);
    let (mut asked, mut limits) = (None, None);
    if own {
        let queue = Queue::read(&portal, viewer).await?;
        asked = Some(queue.asked.into_iter().map(|request| AskedView {
            left: figures::day_of(request.until).map(|day| DaysLeft::until_answer(day, today)),
            request,
        }));
        limits = Some(own_limits(&portal, &seated, &frame).await?);
    }
    let asked: Option<Vec<AskedView>> = asked.map(Iterator::collect);
    let banks = found.items.iter().filter_map(|one| bank(one, &loans));
    let mut parties: Vec<PartyId> = banks.collect();
    parties.extend(named(&found.items, asked.as_deref(), limits.as_ref()));
    let names = Names::of(store, viewer, parties).await?;
    let now = store.now();
    let row = |guarantee: ListedGuarantee| {
        let until = until(&guarantee, &loans);
        let expired = guarantee.stage == "offered" && guarantee.until < now;
        RowView {
            stage: if expired {
                "lapsed".to_owned()
            } else {
                guarantee.stage.clone()
            },
            left: until.filter(|_| !expired).map(|day| left(&guarantee, day, today)),
            until,
            bank: bank(&guarantee, &loans),
            guarantee,
        }
    };
    written(&ListPage {
        rows: found.items.into_iter().map(row).collect(),
        stages: crate::stages::of("guarantee").collect(),
        query,
        names,
        asked,
        limits,
        pager,
        frame,
    })
}

/// Everybody whom the page names besides banks.
fn named(rows: &[ListedGuarantee], asked: Option<&[AskedView]>, limits: Option<&OwnLimits>) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = Vec::new();
    for one in rows {
        parties.extend([one.guarantor, one.borrower]);
    }
    for one in asked.into_iter().flatten() {
        parties.extend([one.request.borrower, one.request.debtor]);
    }
    for one in limits.iter().flat_map(|limits| &limits.by_borrower) {
        parties.push(one.borrower);
    }
    parties
}

async fn own_limits(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<OwnLimits, Failure> {
    let limits = Limits::read(portal, seated).await?;
    Ok(OwnLimits {
        outstanding: limits.outstanding(frame, seated.viewer().party)?,
        by_borrower: limits.by_borrower(frame)?,
        net_assets: limits.net_assets.map(|net| frame.money(&net)).unwrap_or_default(),
    })
}

/// Loans that rely on a guarantee.
async fn loans(portal: &Portal, seated: &Seated) -> Result<Loans, Failure> {
    let filter = LoanFilter {
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..LoanFilter::default()
    };
    let loans = portal.store().loans(seated.viewer(), &filter).await?;
    Ok(loans.items.into_iter().map(|loan| (loan.id, loan)).collect())
}

/// To whom the guarantor is bound, or was: what has ended says so by its loan alone.
fn bank(guarantee: &ListedGuarantee, loans: &Loans) -> Option<PartyId> {
    let of_loan = || Some(loans.get(guarantee.loan.as_ref()?)?.bank);
    guarantee.bank.or_else(of_loan)
}

/// The days until then: an offer is answered by its issue, and what is issued ends as its loan does.
fn left(guarantee: &ListedGuarantee, day: NaiveDate, today: NaiveDate) -> DaysLeft {
    if guarantee.stage == "offered" {
        DaysLeft::until_answer(day, today)
    } else {
        DaysLeft::until_due(day, today)
    }
}

/// The last day on which it can be issued, or called; none once it has ended.
fn until(guarantee: &ListedGuarantee, loans: &Loans) -> Option<NaiveDate> {
    match guarantee.stage.as_str() {
        "offered" => figures::day_of(guarantee.until),
        "issued" => {
            let loan = loans.get(guarantee.loan.as_ref()?)?;
            guarantee.period.end_after(loan.matures_on).ok()
        }
        _ => None,
    }
}
