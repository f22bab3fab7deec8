//! Products of banks.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{PartyId, ProductId};
use tallystick_commands::financing::Product;
use tallystick_store::{ProductFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::ProductItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_products), routes!(get_product)]
}

/// Which products; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProductsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this bank.
    bank: Option<PartyId>,
    /// Of this programme.
    programme: Option<String>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the products of all banks
#[utoipa::path(
    get,
    path = "/v1/products",
    tag = "financing",
    params(ProductsQuery),
    responses((status = 200, description = "A page of them", body = Listing<ProductItem>))
)]
async fn list_products(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<ProductsQuery>,
) -> Result<Response, Failure> {
    let filter = ProductFilter {
        stage: asked.stage,
        bank: asked.bank,
        programme: asked.programme,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<ProductItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = ProductFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().products(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a product
#[utoipa::path(
    get,
    path = "/v1/products/{id}",
    tag = "financing",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Product>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_product(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: ProductId = id(ProductId::KIND, &text)?;
    let found = api.store().product(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
