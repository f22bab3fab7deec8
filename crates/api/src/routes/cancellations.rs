//! Proposed cancellations.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{CancellationId, CertificateId};
use tallystick_store::CancellationFilter;
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{CancellationItem, CancellationStage, CancellationView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_cancellations), routes!(get_cancellation)]
}

/// Which cancellations; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CancellationsQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<CancellationStage>,
    /// Of this certificate.
    certificate: Option<CertificateId>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the proposed cancellations of your party
#[utoipa::path(
    get,
    path = "/v1/cancellations",
    tag = "certificates",
    params(CancellationsQuery),
    responses((status = 200, description = "A page of them", body = Listing<CancellationItem>))
)]
async fn list_cancellations(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<CancellationsQuery>,
) -> Result<Response, Failure> {
    let filter = CancellationFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        certificate: asked.certificate,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<CancellationItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = CancellationFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().cancellations(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a cancellation
#[utoipa::path(
    get,
    path = "/v1/cancellations/{id}",
    tag = "certificates",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = CancellationView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_cancellation(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CancellationId = id(CancellationId::KIND, &text)?;
    let seen = api.store().cancellation(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let stamp = Stamp::of(&seen);
    Ok(tagged(
        &headers,
        &seen.seq.to_string(),
        &CancellationView::of(stamp, seen.state),
    ))
}
