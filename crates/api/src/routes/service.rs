//! Whether the service runs, and what it offers.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing};
use bytes::Bytes;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::problem::Failure;
use crate::{Api, document};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(get_health), routes!(get_ready)]
}

/// How the service is.
#[derive(Debug, Serialize, ToSchema)]
struct Condition {
    /// One word.
    #[schema(example = "live")]
    status: &'static str,
}

/// Whether the process runs
///
/// It asks nobody else. Whoever watches processes asks here.
#[utoipa::path(
    get,
    path = "/health",
    tag = "service",
    responses((status = 200, description = "It does", body = Condition))
)]
async fn get_health() -> Json<Condition> {
    Json(Condition { status: "live" })
}

/// Whether it takes statements
///
/// The database answers and the sequencer runs. Whoever spreads requests over instances asks here.
#[utoipa::path(
    get,
    path = "/ready",
    tag = "service",
    responses((status = 200, description = "It does", body = Condition))
)]
async fn get_ready(State(api): State<Api>) -> Result<Json<Condition>, Failure> {
    if api.store().is_ready().await {
        Ok(Json(Condition { status: "ready" }))
    } else {
        Err(Failure::Busy)
    }
}

/// The document, and the page that shows it with files of our own.
pub(crate) fn page() -> Router<Api> {
    let config = Config::new(["/openapi.json"]).validator_url("none");
    Router::new()
        .route("/openapi.json", routing::get(get_document))
        .merge(SwaggerUi::new("/docs").config(config))
}

async fn get_document() -> Response {
    static DOCUMENT: LazyLock<Option<Bytes>> = LazyLock::new(|| document().to_json().ok().map(Bytes::from));
    let fields = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    match &*DOCUMENT {
        Some(text) => (fields, text.clone()).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
