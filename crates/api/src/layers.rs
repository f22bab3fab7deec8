//! What happens to every request, whatever it asks for. From the outside in: it gets an id and is measured, its answer gets
//! headers that keep browsers from guessing, a panic becomes a problem, there is room for it, and it ends in time.

use std::any::Any;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::Api;
use crate::problem::{ApiRefusal, Failure, Problem};

/// The header with the id under which a request is logged.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The route of a request that has none.
const UNMATCHED: &str = "unmatched";

/// Gives the request an id, logs one line when it is answered, and counts and measures it. No body, no header and no query is
/// logged, and of the path only the pattern that it matches.
pub(crate) async fn observe(State(api): State<Api>, request: Request, next: Next) -> Response {
    let id = hex(api.store().ambient().random());
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| UNMATCHED.to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id = %id, method, route = %route);
    // Measured, not decided upon: nothing of it enters the ledger.
    let begun = Instant::now();
    metrics::gauge!("tallystick_http_requests_running").increment(1);
    let mut response = next.run(request).instrument(span.clone()).await;
    metrics::gauge!("tallystick_http_requests_running").decrement(1);
    let took = begun.elapsed();
    let status = response.status().as_u16();
    span.in_scope(|| tracing::info!(status, micros = took.as_micros(), "answered"));
    metrics::histogram!("tallystick_http_request_seconds", "method" => method, "route" => route.clone())
        .record(took);
    metrics::counter!(
        "tallystick_http_requests_total",
        "method" => method, "route" => route, "status" => status.to_string()
    )
    .increment(1);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Methods that nobody takes are one to the counters, so that callers cannot make up series of measurements.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

/// 64 bits of an id, as text.
fn hex(bytes: [u8; 8]) -> String {
    format!("{:016x}", u64::from_be_bytes(bytes))
}

/// Headers that keep a browser from doing anything with an answer but showing it to whoever asked.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let is_page = request.uri().path().starts_with("/docs");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = if is_page {
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    };
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What a member sees is not kept by caches between; addresses that are for everyone say otherwise themselves.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Lets a request in while there is room, and ends it when it takes too long. A feed is answered at once, and goes on after.
pub(crate) async fn bound(State(api): State<Api>, request: Request, next: Next) -> Response {
    let Ok(_room) = api.gate().requests.try_acquire() else {
        return Failure::from(ApiRefusal::TooBusy).into_response();
    };
    let time = api.limits().request_time;
    let answered = tokio::time::timeout(time, next.run(request)).await;
    answered.unwrap_or_else(|_| {
        let refusal = ApiRefusal::TookTooLong {
            seconds: time.as_secs(),
        };
        Failure::from(refusal).into_response()
    })
}

/// A panic is a mistake of ours: it is logged, and the caller is told nothing of it.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = words.unwrap_or("without words"), "a handler panicked");
    metrics::counter!("tallystick_http_panics_total").increment(1);
    Problem::from(&ApiRefusal::Crashed).into_response()
}

/// The answer where there is no such address.
pub(crate) async fn no_route() -> Failure {
    ApiRefusal::NoRoute.into()
}

/// The answer where the address does not take the method.
pub(crate) async fn no_method(method: Method) -> Failure {
    ApiRefusal::Method {
        method: method.to_string(),
    }
    .into()
}
