//! What banks make of requests: the queue of a bank, the offers to a borrower.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{FinancingRequestId, PartyId, ReviewId};
use tallystick_commands::financing::Review;
use tallystick_store::{ReviewFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::ReviewItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_reviews), routes!(get_review)]
}

/// Which reviews; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReviewsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this request.
    request: Option<FinancingRequestId>,
    /// Of this bank.
    bank: Option<PartyId>,
    /// Of requests of this borrower.
    borrower: Option<PartyId>,
    /// Of requests on what this debtor owes.
    debtor: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List what your bank has to review, or was offered to you
#[utoipa::path(
    get,
    path = "/v1/reviews",
    tag = "financing",
    params(ReviewsQuery),
    responses((status = 200, description = "A page of them", body = Listing<ReviewItem>))
)]
async fn list_reviews(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<ReviewsQuery>,
) -> Result<Response, Failure> {
    let filter = ReviewFilter {
        stage: asked.stage,
        request: asked.request,
        bank: asked.bank,
        borrower: asked.borrower,
        debtor: asked.debtor,
        page: paging(asked.after, asked.limit)?,
        ..ReviewFilter::default()
    };
    let mut list = ListAnswer::<ReviewItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = ReviewFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().reviews(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a review
#[utoipa::path(
    get,
    path = "/v1/reviews/{id}",
    tag = "financing",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Review>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_review(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: ReviewId = id(ReviewId::KIND, &text)?;
    let found = api.store().review(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
