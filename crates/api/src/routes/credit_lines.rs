//! Credit lines.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{CreditLineId, PartyId};
use tallystick_commands::banking::{CreditLine, LineUse};
use tallystick_store::{CreditLineFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, PageQuery, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{CreditLineItem, LineMovementItem};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 4] {
    [
        routes!(list_credit_lines),
        routes!(get_credit_line),
        routes!(get_line_use),
        routes!(list_line_movements),
    ]
}

/// Which lines; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CreditLinesQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this bank.
    bank: Option<PartyId>,
    /// On this kind of somebody, such as `debtor`.
    scope: Option<String>,
    /// On this party.
    party: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the credit lines of your bank, with what is used of each
#[utoipa::path(
    get,
    path = "/v1/credit-lines",
    tag = "banking",
    params(CreditLinesQuery),
    responses((status = 200, description = "A page of them", body = Listing<CreditLineItem>))
)]
async fn list_credit_lines(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<CreditLinesQuery>,
) -> Result<Response, Failure> {
    let filter = CreditLineFilter {
        stage: asked.stage,
        bank: asked.bank,
        scope: asked.scope,
        party: asked.party,
        page: paging(asked.after, asked.limit)?,
        ..CreditLineFilter::default()
    };
    let mut list = ListAnswer::<CreditLineItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = CreditLineFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().credit_lines(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a credit line
#[utoipa::path(
    get,
    path = "/v1/credit-lines/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<CreditLine>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_credit_line(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CreditLineId = id(CreditLineId::KIND, &text)?;
    let found = api.store().credit_line(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}

/// Read what is used of a credit line
#[utoipa::path(
    get,
    path = "/v1/credit-lines/{id}/use",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands: each loan and endorsement that uses it", body = Seen<LineUse>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_line_use(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CreditLineId = id(CreditLineId::KIND, &text)?;
    let found = api.store().line_use(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}

/// List the movements of a credit line
///
/// From its opening on, each with the totals from there on: they are the transitions of the ledger's own entries.
#[utoipa::path(
    get,
    path = "/v1/credit-lines/{id}/movements",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind"), PageQuery),
    responses((status = 200, description = "A page of them", body = Listing<LineMovementItem>))
)]
async fn list_line_movements(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
    Sought { asked, form }: Sought<PageQuery>,
) -> Result<Response, Failure> {
    let id: CreditLineId = id(CreditLineId::KIND, &text)?;
    let first = paging(asked.after, asked.limit)?;
    let mut list = ListAnswer::<LineMovementItem>::begin(form, first)?;
    while let Some(page) = list.next(&api, &signed)? {
        let page = api.store().line_movements(&signed.viewer, id, &page).await?;
        list.take(page.ok_or_else(|| not_found(id))?)?;
    }
    Ok(list.finish())
}
