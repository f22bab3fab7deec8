//! Receivables.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{ContractId, PartyId, ReceivableId};
use tallystick_store::{Order, ReceivableFilter};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{ListOrder, Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{ReceivableItem, ReceivableStage, ReceivableView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_receivables), routes!(get_receivable)]
}

/// Which receivables; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReceivablesQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<ReceivableStage>,
    /// Owed to this party.
    supplier: Option<PartyId>,
    /// Owed by this party.
    buyer: Option<PartyId>,
    /// Under this contract.
    contract: Option<ContractId>,
    /// Due on this day or later.
    due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    due_until: Option<NaiveDate>,
    /// To be answered by this day or earlier.
    answer_until: Option<NaiveDate>,
    /// `newest` first, which is what comes where it is left out, or what is `due` first.
    #[param(inline)]
    order: Option<ListOrder>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the receivables of your party
///
/// Those that it claimed, owes, or checks as the confirmation centre.
#[utoipa::path(
    get,
    path = "/v1/receivables",
    tag = "receivables",
    params(ReceivablesQuery),
    responses((status = 200, description = "A page of them", body = Listing<ReceivableItem>))
)]
async fn list_receivables(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<ReceivablesQuery>,
) -> Result<Response, Failure> {
    let filter = ReceivableFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        supplier: asked.supplier,
        buyer: asked.buyer,
        contract: asked.contract,
        due_from: asked.due_from,
        due_until: asked.due_until,
        answer_until: asked.answer_until,
        order: asked.order.map(Order::from).unwrap_or_default(),
        page: paging(asked.after, asked.limit)?,
        ..ReceivableFilter::default()
    };
    let mut list = ListAnswer::<ReceivableItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = ReceivableFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().receivables(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a receivable
#[utoipa::path(
    get,
    path = "/v1/receivables/{id}",
    tag = "receivables",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = ReceivableView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_receivable(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: ReceivableId = id(ReceivableId::KIND, &text)?;
    let seen = api.store().receivable(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let stamp = Stamp::of(&seen);
    Ok(tagged(
        &headers,
        &seen.seq.to_string(),
        &ReceivableView::of(stamp, seen.state),
    ))
}
