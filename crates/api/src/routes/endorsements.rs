//! Promises of banks on certificates.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{CertificateId, PartyId};
use tallystick_commands::banking::EndorsementUse;
use tallystick_store::{EndorsementFilter, Seen};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, seen};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::EndorsementItem;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_endorsements), routes!(get_endorsement)]
}

/// Which endorsements; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EndorsementsQuery {
    /// Of this stage, in lower case.
    stage: Option<String>,
    /// Of this bank.
    bank: Option<PartyId>,
    /// For this debtor.
    debtor: Option<PartyId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the promises on what your party gave, owes or holds
#[utoipa::path(
    get,
    path = "/v1/endorsements",
    tag = "banking",
    params(EndorsementsQuery),
    responses((status = 200, description = "A page of them", body = Listing<EndorsementItem>))
)]
async fn list_endorsements(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<EndorsementsQuery>,
) -> Result<Response, Failure> {
    let filter = EndorsementFilter {
        stage: asked.stage,
        bank: asked.bank,
        debtor: asked.debtor,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<EndorsementItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = EndorsementFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().endorsements(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read an endorsement
#[utoipa::path(
    get,
    path = "/v1/endorsements/{id}",
    tag = "banking",
    params(("id" = String, Path, format = "uuid", description = "The id of the certificate that the promise was put on, without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<EndorsementUse>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_endorsement(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CertificateId = id(CertificateId::KIND, &text)?;
    let found = api.store().endorsement(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    Ok(seen(&headers, &found))
}
