//! Pools.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{PartyId, PoolId};
use tallystick_commands::banking::Pool;
use tallystick_store::{PoolFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::PoolItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_pools), routes!(get_pool)]
}

/// Which pools; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PoolsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this asset manager.
    manager: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the pools of your party, and those that bought its loans
#[utoipa::path(
    get,
    path = "/v1/pools",
    tag = "banking",
    params(PoolsQuery),
    responses((status = 200, description = "A page of them", body = Listing<PoolItem>))
)]
async fn list_pools(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<PoolsQuery>,
) -> Result<Response, Failure> {
    let filter = PoolFilter {
        stage: asked.stage,
        manager: asked.manager,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<PoolItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = PoolFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().pools(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a pool
#[utoipa::path(
    get,
    path = "/v1/pools/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Pool>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_pool(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: PoolId = id(PoolId::KIND, &text)?;
    let found = api.store().pool(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
