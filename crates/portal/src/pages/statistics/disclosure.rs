//! What buyers paid late in a year, as Order 802 article 18 has it published by the end of March.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity::{self, Auditor, Buyer};
use tallystick_base::PartyId;
use tallystick_commands::banking::disclosure::Disclosure;
use tallystick_store::{Cursor, Paging, PartyFilter};

use super::disclosure_rows;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::pager::Pager;
use crate::pages::sheet::{self, Cell, Sheet};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// Auditors ask for any buyer, and a buyer for itself.
const WHO: &[Capacity] = &[Auditor, Buyer];
/// How many buyers a page has.
const ROWS: u64 = 20;
/// How many years back may be chosen.
const YEARS: i32 = 6;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    year: Option<String>,
    buyer: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "statistics/disclosure.html")]
struct DisclosurePage<'p> {
    frame: Frame<'p>,
    year: i32,
    years: Vec<i32>,
    /// The buyer, where one is chosen: its name and its id.
    buyer: Option<(String, String)>,
    /// Its disclosure; none where Order 802 or the ledger did not reach back to that year.
    disclosure: Option<Disclosure>,
    left: Option<DaysLeft>,
    sheet: Sheet,
    pager: Pager,
    /// Whether other buyers may be chosen.
    chooses: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let today = store.today().await?;
    let year = year(&query, today.year())?;
    let buyer = buyer(&seated, &query)?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let (mut disclosure, mut name, mut next) = (None, None, None);
    let sheet = if let Some(buyer) = buyer {
        disclosure = store.disclosure(seated.viewer(), buyer, year).await?;
        let called = store.party_name(seated.viewer(), buyer).await?;
        name = Some((called.ok_or(Failure::NotFound)?, buyer.uuid().to_string()));
        disclosure_rows::certificates(&portal, &seated, &frame, disclosure.as_ref()).await?
    } else {
        let (sheet, after) = all(&portal, &seated, &frame, &query, year).await?;
        next = after;
        sheet
    };
    let left = disclosure.as_ref().map(|found| found.publish_by);
    written(&DisclosurePage {
        years: (0..YEARS).map(|back| today.year() - 1 - back).collect(),
        pager: Pager::of(
            "/statistics/disclosure",
            &query,
            query.after.as_deref(),
            next.as_ref(),
        ),
        left: left
            .filter(|day| *day >= today)
            .map(|day| DaysLeft::until_due(day, today)),
        chooses: seated.seat.acts_as(Auditor),
        buyer: name,
        year,
        disclosure,
        sheet,
        frame,
    })
}

impl DisclosurePage<'_> {
    /// What the page is about, with its year.
    fn title(&self) -> String {
        let year = self.year.to_string();
        self.frame.say_with("disclosure-of-year", &[("year", &year)])
    }
}

/// The certificates of one buyer's disclosure as a file.
pub(super) async fn file(
    State(portal): State<Portal>,
    seated: Seated,
    Path(name): Path<String>,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let (name, format) = sheet::named(&name).ok_or(Failure::NotFound)?;
    let buyer = buyer(&seated, &query)?
        .filter(|_| name == "disclosure")
        .ok_or(Failure::NotFound)?;
    let year = year(&query, portal.store().today().await?.year())?;
    let disclosure = portal.store().disclosure(seated.viewer(), buyer, year).await?;
    let disclosure = disclosure.ok_or(Failure::NotFound)?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let sheet = disclosure_rows::certificates(&portal, &seated, &frame, Some(&disclosure)).await?;
    sheet.file(&frame, &format!("disclosure-{year}"), format)
}

/// The year that is asked for; the last one that is over where none is.
fn year(query: &Query, present: i32) -> Result<i32, Failure> {
    match &query.year {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone())),
        None => Ok(present - 1),
    }
}

/// The buyer that is asked for. A buyer asks for itself, whatever it asks for.
fn buyer(seated: &Seated, query: &Query) -> Result<Option<PartyId>, Failure> {
    if seated.seat.acts_as(Buyer) {
        return Ok(Some(seated.viewer().party));
    }
    query
        .buyer
        .as_deref()
        .map(|text| id(PartyId::KIND, text))
        .transpose()
}

/// Every buyer with its sums for the year.
async fn all(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    query: &Query,
    year: i32,
) -> Result<(Sheet, Option<Cursor>), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = PartyFilter {
        capacity: Some(Buyer),
        page: Paging {
            after: query.after.clone().map(Cursor::from),
            limit: ROWS,
        },
        ..PartyFilter::default()
    };
    let buyers = store.parties(viewer, &filter).await?;
    let mut rows = Vec::with_capacity(buyers.items.len());
    for buyer in buyers.items {
        // Before the year is over nobody has one.
        let Some(sums) = store.disclosure(viewer, buyer.id, year).await? else {
            continue;
        };
        let address = format!("/statistics/disclosure?year={year}&buyer={}", buyer.id.uuid());
        let name = buyer.name.unwrap_or_else(|| buyer.code.clone());
        rows.push(vec![
            Cell::Link(name, address),
            Cell::Count(sums.contracts.into()),
            Cell::Count(sums.certificates.into()),
            Cell::Money(sums.amount_overdue_at_year_end),
            Cell::Money(sums.amount_paid_late_in_year),
        ]);
    }
    Ok((disclosure_rows::sums(frame, rows), buyers.next))
}
