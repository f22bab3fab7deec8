//! Proposed amendments.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{AmendmentId, ContractId};
use tallystick_store::AmendmentFilter;
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{AmendmentItem, AmendmentStage, AmendmentView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_amendments), routes!(get_amendment)]
}

/// Which amendments; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AmendmentsQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<AmendmentStage>,
    /// Of this contract.
    contract: Option<ContractId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the proposed amendments of your contracts
#[utoipa::path(
    get,
    path = "/v1/amendments",
    tag = "contracts",
    params(AmendmentsQuery),
    responses((status = 200, description = "A page of them", body = Listing<AmendmentItem>))
)]
async fn list_amendments(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<AmendmentsQuery>,
) -> Result<Response, Failure> {
    let filter = AmendmentFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        contract: asked.contract,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<AmendmentItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = AmendmentFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().amendments(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read an amendment
#[utoipa::path(
    get,
    path = "/v1/amendments/{id}",
    tag = "contracts",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = AmendmentView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_amendment(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: AmendmentId = id(AmendmentId::KIND, &text)?;
    let seen = api.store().amendment(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let stamp = Stamp::of(&seen);
    Ok(tagged(
        &headers,
        &seen.seq.to_string(),
        &AmendmentView::of(stamp, seen.state),
    ))
}
