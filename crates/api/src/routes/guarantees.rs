//! Guarantees.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{FinancingRequestId, GuaranteeId, LoanId, PartyId};
use tallystick_commands::financing::Guarantee;
use tallystick_store::{GuaranteeFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::GuaranteeItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_guarantees), routes!(get_guarantee)]
}

/// Which guarantees; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct GuaranteesQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// For this request.
    request: Option<FinancingRequestId>,
    /// Of this guarantor.
    guarantor: Option<PartyId>,
    /// On which this loan relies.
    loan: Option<LoanId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the guarantees that your party gives, asked for or may rely on
#[utoipa::path(
    get,
    path = "/v1/guarantees",
    tag = "financing",
    params(GuaranteesQuery),
    responses((status = 200, description = "A page of them", body = Listing<GuaranteeItem>))
)]
async fn list_guarantees(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<GuaranteesQuery>,
) -> Result<Response, Failure> {
    let filter = GuaranteeFilter {
        stage: asked.stage,
        request: asked.request,
        guarantor: asked.guarantor,
        loan: asked.loan,
        page: paging(asked.after, asked.limit)?,
        ..GuaranteeFilter::default()
    };
    let mut list = ListAnswer::<GuaranteeItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = GuaranteeFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().guarantees(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a guarantee
#[utoipa::path(
    get,
    path = "/v1/guarantees/{id}",
    tag = "financing",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Guarantee>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_guarantee(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: GuaranteeId = id(GuaranteeId::KIND, &text)?;
    let found = api.store().guarantee(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
