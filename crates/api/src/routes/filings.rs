//! Filings in the registry of security interests.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{FilingId, LoanId};
use tallystick_commands::banking::Filing;
use tallystick_store::{FilingFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::FilingItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_filings), routes!(get_filing)]
}

/// Which filings; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FilingsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// For this loan.
    loan: Option<LoanId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the filings for the loans of your party
#[utoipa::path(
    get,
    path = "/v1/filings",
    tag = "banking",
    params(FilingsQuery),
    responses((status = 200, description = "A page of them", body = Listing<FilingItem>))
)]
async fn list_filings(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<FilingsQuery>,
) -> Result<Response, Failure> {
    let filter = FilingFilter {
        stage: asked.stage,
        loan: asked.loan,
        page: paging(asked.after, asked.limit)?,
        ..FilingFilter::default()
    };
    let mut list = ListAnswer::<FilingItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = FilingFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().filings(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a filing
#[utoipa::path(
    get,
    path = "/v1/filings/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Filing>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_filing(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: FilingId = id(FilingId::KIND, &text)?;
    let found = api.store().filing(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
