//! Notices to debtors.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{LoanId, NoticeId, PartyId};
use tallystick_commands::banking::Notice;
use tallystick_store::{NoticeFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::NoticeItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_notices), routes!(get_notice)]
}

/// Which notices; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct NoticesQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// For this loan.
    loan: Option<LoanId>,
    /// To this debtor.
    debtor: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the notices that your party sent, was sent, or whose loans it took
#[utoipa::path(
    get,
    path = "/v1/notices",
    tag = "banking",
    params(NoticesQuery),
    responses((status = 200, description = "A page of them", body = Listing<NoticeItem>))
)]
async fn list_notices(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<NoticesQuery>,
) -> Result<Response, Failure> {
    let filter = NoticeFilter {
        stage: asked.stage,
        loan: asked.loan,
        debtor: asked.debtor,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<NoticeItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = NoticeFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().notices(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a notice
#[utoipa::path(
    get,
    path = "/v1/notices/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<Notice>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_notice(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: NoticeId = id(NoticeId::KIND, &text)?;
    let found = api.store().notice(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
