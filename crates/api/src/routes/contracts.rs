//! Contracts and proposed amendments.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{ContractId, PartyId};
use tallystick_store::ContractFilter;
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{ContractItem, ContractStage, ContractView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_contracts), routes!(get_contract)]
}

/// Which contracts; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ContractsQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<ContractStage>,
    /// Of this supplier.
    supplier: Option<PartyId>,
    /// Of this buyer.
    buyer: Option<PartyId>,
    /// With this number, exactly as registered.
    number: Option<String>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the contracts of your party
#[utoipa::path(
    get,
    path = "/v1/contracts",
    tag = "contracts",
    params(ContractsQuery),
    responses((status = 200, description = "A page of them", body = Listing<ContractItem>))
)]
async fn list_contracts(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<ContractsQuery>,
) -> Result<Response, Failure> {
    let filter = ContractFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        supplier: asked.supplier,
        buyer: asked.buyer,
        number: asked.number,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<ContractItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = ContractFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().contracts(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a contract
#[utoipa::path(
    get,
    path = "/v1/contracts/{id}",
    tag = "contracts",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = ContractView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_contract(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: ContractId = id(ContractId::KIND, &text)?;
    let seen = api.store().contract(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let stamp = Stamp::of(&seen);
    Ok(tagged(
        &headers,
        &seen.seq.to_string(),
        &ContractView::of(stamp, seen.state),
    ))
}
