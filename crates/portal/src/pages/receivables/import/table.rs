//! The rows of a table as the script of the page gets them: what each says, what the service knows of it, or what is wrong in it.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::RulePack;
use tallystick_commands::contracts::Events;
use tallystick_documents::{CellProblem, ClaimFormat, ClaimRow, RowOutcome, SheetRow, read_claims};

use super::book::Book;
use crate::Portal;
use crate::failure::Failure;
use crate::pages::receivables::due;
use crate::places::SUPPLIER;
use crate::seat::Seated;

/// What a browser sends a workbook as.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table as it was read.
#[derive(Debug, Serialize)]
struct TableView<'t> {
    /// Headings that are not known.
    ignored: &'t [String],
    /// The numbers of contracts by their subjects: what is signed names subjects.
    names: BTreeMap<String, String>,
    rows: Vec<RowView<'t>>,
}

/// One row: a claim, or what is wrong in it.
#[derive(Debug, Serialize)]
struct RowView<'t> {
    number: u32,
    claim: Option<ClaimView<'t>>,
    problems: Vec<ProblemView<'t>>,
}

/// A claim as the row states it, and what the service knows of it.
#[derive(Debug, Serialize)]
struct ClaimView<'t> {
    #[serde(flatten)]
    row: &'t ClaimRow,
    /// The contract of its number; none where there is none, or more than one.
    contract: Option<String>,
    /// Whether several buyers have contracts of this number.
    is_ambiguous: bool,
    /// The due date as the contract gives it.
    by_contract: Option<NaiveDate>,
    /// The page of the claim that its invoice backs already.
    claimed: Option<&'t str>,
}

/// What is wrong in a column.
#[derive(Debug, Serialize)]
struct ProblemView<'t> {
    /// As the table has it; empty where something stands beyond the last column.
    heading: &'t str,
    sentence: String,
}

/// Why the file is no table of claims, for the script of the page.
#[derive(Debug, Serialize)]
struct Refused {
    code: &'static str,
    detail: String,
}

/// Reads a table and writes nothing.
pub(in crate::pages::receivables) async fn rows(
    State(portal): State<Portal>,
    seated: Seated,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Failure> {
    let seated = seated.only(SUPPLIER)?;
    let format = format(&headers);
    // A workbook is unpacked away from the tasks that answer requests.
    let read = tokio::task::spawn_blocking(move || read_claims(&bytes, format)).await;
    let sheet = match read.map_err(|_| Failure::Fault)? {
        Ok(sheet) => sheet,
        Err(error) => {
            let refused = Refused {
                code: error.code(),
                detail: error.to_string(),
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(refused)).into_response());
        }
    };
    let claims: Vec<&ClaimRow> = sheet.rows.iter().filter_map(claim).collect();
    let book = Book::read(&portal, seated.viewer(), &claims).await?;
    let rules = portal.store().rules().await?.ok_or(Failure::Fault)?;
    let contracts = book.all_contracts();
    let view = TableView {
        ignored: &sheet.ignored_columns,
        names: contracts
            .map(|contract| {
                (
                    contract.id.subject().to_string(),
                    contract.terms.number.to_string(),
                )
            })
            .collect(),
        rows: sheet
            .rows
            .iter()
            .map(|row| RowView::of(row, &book, &rules))
            .collect(),
    };
    Ok(Json(view).into_response())
}

fn format(headers: &HeaderMap) -> ClaimFormat {
    match headers.get(header::CONTENT_TYPE) {
        Some(found) if found == WORKBOOK => ClaimFormat::Xlsx,
        Some(_) | None => ClaimFormat::Csv,
    }
}

fn claim(row: &SheetRow) -> Option<&ClaimRow> {
    match &row.outcome {
        RowOutcome::Claim(claim) => Some(claim.as_ref()),
        RowOutcome::Problems(_) => None,
    }
}

impl<'t> RowView<'t> {
    fn of(row: &'t SheetRow, book: &'t Book, rules: &RulePack) -> Self {
        let (claim, problems) = match &row.outcome {
            RowOutcome::Claim(claim) => (Some(ClaimView::of(claim, book, rules)), Vec::new()),
            RowOutcome::Problems(problems) => (None, problems.iter().map(ProblemView::of).collect()),
        };
        Self {
            number: row.number,
            claim,
            problems,
        }
    }
}

impl<'t> ClaimView<'t> {
    fn of(row: &'t ClaimRow, book: &'t Book, rules: &RulePack) -> Self {
        let contracts = book.contracts(&row.contract_number);
        let contract = match contracts {
            [contract] => Some(contract),
            [] | [_, _, ..] => None,
        };
        Self {
            contract: contract.map(|contract| contract.id.subject().to_string()),
            is_ambiguous: contracts.len() > 1,
            by_contract: contract.and_then(|contract| due::by_contract(contract, &events(row), rules)),
            claimed: book.claimed(&row.invoice_number),
            row,
        }
    }
}

impl<'t> ProblemView<'t> {
    fn of(problem: &'t CellProblem) -> Self {
        Self {
            heading: &problem.heading,
            sentence: problem.error.to_string(),
        }
    }
}

/// What the days of a contract are counted from.
fn events(row: &ClaimRow) -> Events {
    Events {
        delivered_on: row.delivery_date,
        accepted_on: row.acceptance_date,
        settled_on: None,
        invoiced_on: Some(row.invoice_date),
    }
}
