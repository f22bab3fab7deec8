//! For the public: is this certificate genuine.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, Money};
use tallystick_commands::certificates::CertificateNumber;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use crate::Api;
use crate::caller::Visitor;
use crate::problem::{ApiRefusal, Failure};
use crate::request::{Asked, Place};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 1] {
    [routes!(verify_certificate)]
}

/// What is asked besides.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct VerifyQuery {
    /// The amount that the certificate shows, in digits.
    #[param(example = "1200000.00")]
    amount: Option<String>,
    /// The currency of that amount; CNY where it is left out.
    currency: Option<Currency>,
}

/// What the public learns, and all of it.
#[derive(Debug, Serialize, ToSchema)]
struct Verified {
    /// Whether the ledger holds a certificate of this number.
    genuine: bool,
    /// Whether something is still owed on it.
    live: bool,
    /// Whether it was issued over the given amount; none where none was given.
    amount_matches: Option<bool>,
    /// The entry that issued it, whose place `/log/proof/{seq}` proves; none where there is no such certificate.
    issued_in: Option<u64>,
    /// The last entry that moved it; the same where none has moved it since.
    moved_in: Option<u64>,
}

/// Check the number of a certificate
///
/// For everyone, and for each number only so often: amounts cannot be found by trying. That the two entries stand in the ledger can be
/// proved; the other answers are the service's word, and the holder's evidence file proves them.
#[utoipa::path(
    get,
    path = "/v1/verify/{number}",
    tag = "verify",
    params(
        ("number" = String, Path, description = "The number as printed; spaces, hyphens and case do not matter"),
        VerifyQuery
    ),
    responses((status = 200, description = "Whether it is genuine, live, and over this amount", body = Verified))
)]
async fn verify_certificate(
    State(api): State<Api>,
    _: Visitor,
    Place(text): Place<String>,
    Asked(asked): Asked<VerifyQuery>,
) -> Result<Json<Verified>, Failure> {
    let number = CertificateNumber::from_typed(&text).map_err(|error| ApiRefusal::Path {
        detail: error.to_string(),
    })?;
    let currency = asked.currency.unwrap_or(Currency::CNY);
    let amount = asked.amount.map(|text| Money::parse(&text, currency)).transpose();
    let amount = amount.map_err(|error| ApiRefusal::Query {
        detail: error.to_string(),
    })?;
    api.gate().number(number.as_str())?;
    let check = api.store().check_number(&number, amount).await?;
    Ok(Json(Verified {
        genuine: check.genuine,
        live: check.live,
        amount_matches: check.amount_matches,
        issued_in: check.issued_in,
        moved_in: check.moved_in,
    }))
}
