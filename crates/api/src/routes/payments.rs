//! Reported payments.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{CertificateId, PartyId, PaymentId};
use tallystick_store::PaymentFilter;
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{PaymentItem, PaymentStage, PaymentView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(list_payments), routes!(get_payment)]
}

/// Which payments; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PaymentsQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<PaymentStage>,
    /// On this certificate.
    certificate: Option<CertificateId>,
    /// By this debtor.
    debtor: Option<PartyId>,
    /// Paid on this day or later.
    paid_from: Option<NaiveDate>,
    /// Paid on this day or earlier.
    paid_until: Option<NaiveDate>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the reported payments of your party
#[utoipa::path(
    get,
    path = "/v1/payments",
    tag = "certificates",
    params(PaymentsQuery),
    responses((status = 200, description = "A page of them", body = Listing<PaymentItem>))
)]
async fn list_payments(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<PaymentsQuery>,
) -> Result<Response, Failure> {
    let filter = PaymentFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        certificate: asked.certificate,
        debtor: asked.debtor,
        paid_from: asked.paid_from,
        paid_until: asked.paid_until,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<PaymentItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = PaymentFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().payments(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a payment
#[utoipa::path(
    get,
    path = "/v1/payments/{id}",
    tag = "certificates",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = PaymentView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_payment(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: PaymentId = id(PaymentId::KIND, &text)?;
    let seen = api.store().payment(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let stamp = Stamp::of(&seen);
    Ok(tagged(
        &headers,
        &seen.seq.to_string(),
        &PaymentView::of(stamp, seen.state),
    ))
}
