//! Lines of bank statements.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::LoanId;
use tallystick_commands::banking::BankEntry;
use tallystick_store::{BankEntryFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, subject};
use crate::views::BankEntryItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_bank_entries), routes!(get_bank_entry)]
}

/// Which lines; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BankEntriesQuery {
    /// Of this stage, in lower case, such as `unmatched`.
    stage: Option<String>,
    /// Booked on this loan.
    loan: Option<LoanId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the lines of your bank's statements
#[utoipa::path(
    get,
    path = "/v1/bank-entries",
    tag = "banking",
    params(BankEntriesQuery),
    responses((status = 200, description = "A page of them", body = Listing<BankEntryItem>))
)]
async fn list_bank_entries(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<BankEntriesQuery>,
) -> Result<Response, Failure> {
    let filter = BankEntryFilter {
        stage: asked.stage,
        loan: asked.loan,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<BankEntryItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = BankEntryFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().bank_entries(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a bank entry
#[utoipa::path(
    get,
    path = "/v1/bank-entries/{id}",
    tag = "banking",
    params(("id" = String, Path, description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<BankEntry>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_bank_entry(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id = subject(BankEntry::KIND, &text)?;
    let found = api.store().bank_entry(&signed.viewer, &id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
