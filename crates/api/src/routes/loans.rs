//! Loans.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{LoanId, PartyId, PoolId};
use tallystick_commands::banking::Loan;
use tallystick_store::{LoanFilter, LoanStatement, Order, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{ListOrder, Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Asked, Place, Sought, id};
use crate::views::LoanItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 3] {
    [
        routes!(list_loans),
        routes!(get_loan),
        routes!(get_loan_statement),
    ]
}

/// Which loans; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LoansQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this bank.
    bank: Option<PartyId>,
    /// Of this borrower.
    borrower: Option<PartyId>,
    /// On what this debtor owes.
    debtor: Option<PartyId>,
    /// Of this programme.
    programme: Option<String>,
    /// In this pool.
    pool: Option<PoolId>,
    /// Paid back on this day or later.
    matures_from: Option<NaiveDate>,
    /// Paid back on this day or earlier.
    matures_until: Option<NaiveDate>,
    /// Whether it is recorded as overdue.
    overdue: Option<bool>,
    /// Whether a bank fact does not fit.
    conflicting: Option<bool>,
    /// `newest` first, which is what comes where it is left out, or what is `due` first.
    #[param(inline)]
    order: Option<ListOrder>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the loans that your party gave, took, guarantees or bought
#[utoipa::path(
    get,
    path = "/v1/loans",
    tag = "banking",
    params(LoansQuery),
    responses((status = 200, description = "A page of them", body = Listing<LoanItem>))
)]
async fn list_loans(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<LoansQuery>,
) -> Result<Response, Failure> {
    let filter = LoanFilter {
        stage: asked.stage,
        bank: asked.bank,
        borrower: asked.borrower,
        debtor: asked.debtor,
        programme: asked.programme,
        pool: asked.pool,
        matures_from: asked.matures_from,
        matures_until: asked.matures_until,
        overdue: asked.overdue,
        conflicting: asked.conflicting,
        order: asked.order.map(Order::from).unwrap_or_default(),
        page: paging(asked.after, asked.limit)?,
        ..LoanFilter::default()
    };
    let mut list = ListAnswer::<LoanItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = LoanFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().loans(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a loan
#[utoipa::path(
    get,
    path = "/v1/loans/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Loan>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_loan(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: LoanId = id(LoanId::KIND, &text)?;
    let found = api.store().loan(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}

/// As of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StatementQuery {
    /// The day; today where it is left out.
    on: Option<NaiveDate>,
}

/// Read the statement of a loan
///
/// What is owed on a day, and how every cent of it came about. It is computed from the terms and from what happened in money.
#[utoipa::path(
    get,
    path = "/v1/loans/{id}/statement",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind"), StatementQuery),
    responses((status = 200, description = "The statement", body = LoanStatement))
)]
async fn get_loan_statement(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
    Asked(asked): Asked<StatementQuery>,
) -> Result<Json<LoanStatement>, Failure> {
    let id: LoanId = id(LoanId::KIND, &text)?;
    let on = match asked.on {
        Some(day) => day,
        None => api.store().today().await?,
    };
    let statement = api.store().loan_statement(&signed.viewer, id, on).await?;
    Ok(Json(statement.ok_or_else(|| not_found(id))?))
}
