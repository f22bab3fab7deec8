//! Orders to pay, for the payment systems of banks.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::Currency;
use tallystick_documents::PaymentOrderVersion;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::attached;
use crate::Api;
use crate::bank::{OrderChoice, OrderRefusal, payment_order};
use crate::caller::Signed;
use crate::problem::{ApiRefusal, Failure};
use crate::request::Asked;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 1] {
    [routes!(get_payment_order)]
}

/// Which payments, and in which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OrdersQuery {
    /// The version of pain.001: 9 where it is left out, or 3.
    #[param(inline)]
    version: Option<Version>,
    /// For this day; needed where the payments are for several.
    value_on: Option<NaiveDate>,
    /// In this currency; needed where they are in several.
    currency: Option<Currency>,
    /// From this account; needed where the bank's file has several.
    account: Option<String>,
    /// The one payment with this end-to-end id, whatever else is instructed.
    end_to_end: Option<String>,
}

/// The versions of pain.001 that are written.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
enum Version {
    /// pain.001.001.03.
    #[serde(rename = "3")]
    V3,
    /// pain.001.001.09.
    #[serde(rename = "9")]
    V9,
}

impl From<Version> for PaymentOrderVersion {
    fn from(version: Version) -> Self {
        match version {
            Version::V3 => Self::V3,
            Version::V9 => Self::V9,
        }
    }
}

/// Get the order to pay for what is instructed
///
/// The pain.001 of all loans of your bank that are instructed and not paid out, for one day, in one currency, from one account. The
/// same payments give an order with the same id. A payment stays in it until its outcome is recorded: what has been handed to the
/// bank already is left out by asking for the others one by one, with `end_to_end`. What became of them is read from a pain.002 or camt.054 that names their
/// end-to-end ids.
#[utoipa::path(
    get,
    path = "/v1/payment-orders",
    tag = "banking",
    params(OrdersQuery),
    responses((status = 200, description = "The order, as an attachment", body = String, content_type = "application/xml"))
)]
async fn get_payment_order(
    State(api): State<Api>,
    signed: Signed,
    Asked(asked): Asked<OrdersQuery>,
) -> Result<Response, Failure> {
    let book = api.store().instructed_book(&signed.viewer).await?;
    let book = book.ok_or(ApiRefusal::NotABank)?;
    let choice = OrderChoice {
        account: asked.account,
        value_on: asked.value_on,
        currency: asked.currency,
        end_to_end: asked.end_to_end,
    };
    let version = PaymentOrderVersion::from(asked.version.unwrap_or(Version::V9));
    let order = payment_order(&book, &choice, api.store().now()).map_err(ApiRefusal::Order)?;
    let xml = order.to_xml(version);
    let xml = xml.map_err(|error| ApiRefusal::Order(OrderRefusal::Form(error)))?;
    let name = format!("{}.{}.xml", order.message_id, version.as_str());
    Ok(attached(&name, "application/xml", xml.into_bytes()))
}
