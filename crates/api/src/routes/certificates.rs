//! Certificates.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{CertificateId, ContractId, PartyId, ReceivableId};
use tallystick_store::{CertificateFilter, Order};
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{ListOrder, Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{CertificateItem, CertificateStage, CertificateView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_certificates), routes!(get_certificate)]
}

/// Which certificates; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CertificatesQuery {
    /// Of this stage, as last recorded: an offer that has expired stands here until its lapse is recorded.
    #[param(inline)]
    stage: Option<CertificateStage>,
    /// Owed by this party.
    debtor: Option<PartyId>,
    /// Held by this party.
    holder: Option<PartyId>,
    /// First held by this supplier.
    supplier: Option<PartyId>,
    /// Under this contract.
    contract: Option<ContractId>,
    /// From the confirmation of this receivable.
    receivable: Option<ReceivableId>,
    /// Split from this certificate.
    parent: Option<CertificateId>,
    /// Due on this day or later.
    due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    due_until: Option<NaiveDate>,
    /// Marked as overdue and not paid since, or not.
    overdue: Option<bool>,
    /// `newest` first, which is what comes where it is left out, or what is `due` first.
    #[param(inline)]
    order: Option<ListOrder>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the certificates of your party
///
/// Those that it owes, holds, delivered for, is offered, or has a right on; and those split into one that it holds.
#[utoipa::path(
    get,
    path = "/v1/certificates",
    tag = "certificates",
    params(CertificatesQuery),
    responses((status = 200, description = "A page of them", body = Listing<CertificateItem>))
)]
async fn list_certificates(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<CertificatesQuery>,
) -> Result<Response, Failure> {
    let filter = CertificateFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        debtor: asked.debtor,
        holder: asked.holder,
        supplier: asked.supplier,
        contract: asked.contract,
        receivable: asked.receivable,
        parent: asked.parent,
        due_from: asked.due_from,
        due_until: asked.due_until,
        overdue: asked.overdue,
        order: asked.order.map(Order::from).unwrap_or_default(),
        page: paging(asked.after, asked.limit)?,
        ..CertificateFilter::default()
    };
    let mut list = ListAnswer::<CertificateItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = CertificateFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().certificates(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a certificate
#[utoipa::path(
    get,
    path = "/v1/certificates/{id}",
    tag = "certificates",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = CertificateView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_certificate(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CertificateId = id(CertificateId::KIND, &text)?;
    let seen = api.store().certificate(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let now = api.store().now();
    let view = CertificateView::of(Stamp::of(&seen), seen.state, now);
    // An offer that expires changes what is shown, and moves no entry.
    let tag = format!("{}-{}", seen.seq, view.stage().as_str());
    Ok(tagged(&headers, &tag, &view))
}
