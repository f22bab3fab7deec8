//! Requests for financing.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{FinancingRequestId, PartyId};
use tallystick_commands::financing::{Auction, FinancingRequest};
use tallystick_store::{RequestFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::RequestItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 3] {
    [routes!(list_requests), routes!(get_request), routes!(get_auction)]
}

/// Which requests; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RequestsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this borrower.
    borrower: Option<PartyId>,
    /// On what this debtor owes.
    debtor: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the requests that your party made, joins, or is asked by
#[utoipa::path(
    get,
    path = "/v1/financing-requests",
    tag = "financing",
    params(RequestsQuery),
    responses((status = 200, description = "A page of them", body = Listing<RequestItem>))
)]
async fn list_requests(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<RequestsQuery>,
) -> Result<Response, Failure> {
    let filter = RequestFilter {
        stage: asked.stage,
        borrower: asked.borrower,
        debtor: asked.debtor,
        page: paging(asked.after, asked.limit)?,
        ..RequestFilter::default()
    };
    let mut list = ListAnswer::<RequestItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = RequestFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().requests(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a request
#[utoipa::path(
    get,
    path = "/v1/financing-requests/{id}",
    tag = "financing",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<FinancingRequest>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_request(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: FinancingRequestId = id(FinancingRequestId::KIND, &text)?;
    let found = api.store().request(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}

/// Read the auction of a request
#[utoipa::path(
    get,
    path = "/v1/financing-requests/{id}/auction",
    tag = "financing",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands; there is none where bids are open", body = Seen<Auction>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_auction(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: FinancingRequestId = id(FinancingRequestId::KIND, &text)?;
    let found = api.store().auction(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(format_args!("the auction of {id}")))?;
    Ok(seen(&headers, &found))
}
