//! Statistics for auditors, and the yearly disclosure of what buyers paid late.

mod disclosure;
mod disclosure_rows;
mod sheets;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::largest::Largest;
use super::sheet::{self, Sheet};
use super::{Asked, Page, written};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::places::AUDITOR;
use crate::seat::Seated;
use crate::{Portal, figures};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/statistics", get(page))
        .route("/statistics/files/{name}", get(file))
        .route("/statistics/disclosure", get(disclosure::page))
        .route("/statistics/disclosure/files/{name}", get(disclosure::file))
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// The time of the turnover.
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// The days of the turnover, first and last.
#[derive(Debug, Clone, Copy)]
struct Time {
    from: NaiveDate,
    until: NaiveDate,
}

#[derive(Template)]
#[template(path = "statistics/list.html")]
struct StatisticsPage<'p> {
    frame: Frame<'p>,
    time: Time,
    parts: Vec<Part>,
}

/// A table, with the chart of one of its columns.
struct Part {
    /// The name of its file.
    name: &'static str,
    title: String,
    text: String,
    empty: String,
    sheet: Sheet,
    chart: Option<Largest>,
    /// What the chart shows.
    caption: String,
}

async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(AUDITOR)?;
    let time = time(&portal, &query).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let mut parts = Vec::with_capacity(sheets::NAMES.len());
    for name in sheets::NAMES {
        parts.extend(sheets::part(&portal, &seated, &frame, name, time).await?);
    }
    written(&StatisticsPage { frame, time, parts })
}

/// One of the tables as a file.
async fn file(
    State(portal): State<Portal>,
    seated: Seated,
    Path(name): Path<String>,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let seated = seated.only(AUDITOR)?;
    let (name, format) = sheet::named(&name).ok_or(Failure::NotFound)?;
    let time = time(&portal, &query).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let part = sheets::part(&portal, &seated, &frame, name, time).await?;
    let part = part.ok_or(Failure::NotFound)?;
    let today = portal.store().today().await?;
    part.sheet.file(&frame, &format!("{name}-{today}"), format)
}

/// The time that is asked for; the last twelve months where none is.
async fn time(portal: &Portal, query: &Query) -> Result<Time, Failure> {
    let today = portal.store().today().await?;
    let until = query.until.unwrap_or(today);
    let from = query.from.unwrap_or_else(|| year_to(until));
    // Beyond the calendar of the service there is nothing to add up.
    if figures::beginning(from).is_none() || figures::beginning(until).is_none() {
        return Err(Failure::Address(format!("{from} {until}")));
    }
    Ok(Time { from, until })
}

/// The first day of the twelve months that end with a day.
fn year_to(until: NaiveDate) -> NaiveDate {
    let before = until.checked_sub_months(Months::new(12));
    before.and_then(|day| day.succ_opt()).unwrap_or(until)
}
