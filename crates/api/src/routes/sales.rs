//! Loans that are offered to pools.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{LoanId, PoolId, SaleId};
use tallystick_commands::banking::Sale;
use tallystick_store::{SaleFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::SaleItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_sales), routes!(get_sale)]
}

/// Which sales; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SalesQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// To this pool.
    pool: Option<PoolId>,
    /// Of this loan.
    loan: Option<LoanId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List what your bank offered to pools, and what your pools were offered
#[utoipa::path(
    get,
    path = "/v1/sales",
    tag = "banking",
    params(SalesQuery),
    responses((status = 200, description = "A page of them", body = Listing<SaleItem>))
)]
async fn list_sales(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<SalesQuery>,
) -> Result<Response, Failure> {
    let filter = SaleFilter {
        stage: asked.stage,
        pool: asked.pool,
        loan: asked.loan,
        page: paging(asked.after, asked.limit)?,
        ..SaleFilter::default()
    };
    let mut list = ListAnswer::<SaleItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = SaleFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().sales(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a sale
#[utoipa::path(
    get,
    path = "/v1/sales/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Sale>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_sale(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: SaleId = id(SaleId::KIND, &text)?;
    let found = api.store().sale(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
