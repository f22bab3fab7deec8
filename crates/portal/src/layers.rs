//! What happens to every request for a page. From the outside in: it is logged and measured, its answer gets headers that bind
//! the browser, there is room for it and it ends in time, and a failure becomes a page in the visitor's language.

use std::any::Any;

use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{escaped, written};
use crate::seat::Visit;
use crate::{Bounds, Portal, PortalSettings, language};

/// Nothing but our own scripts and styles, no script in a page's text, nothing from or to anywhere else, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Logs one line for each page. Of the address only the pattern is logged, and nothing that a visitor sent.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    tracing::debug!(%route, status, "page");
    metrics::counter!("tallystick_pages_total", "route" => route, "status" => status.to_string())
        .increment(1);
    response
}

/// Headers that keep a page to itself.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What a member sees is not kept, so that the back button asks again and shows nothing after signing out.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses forms that another site sent (`Sec-Fetch-Site`, `Origin`), besides cookies that it would not get: `SameSite=Strict`.
pub(crate) fn same_site(
    settings: &PortalSettings,
) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + Send + Sync + 'static> {
    // A proxy may call the host by another name than browsers do.
    let layer = CsrfLayer::new()
        .add_trusted_origin(&settings.address)
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the address of the service is no origin, so forms are compared with the host alone");
            CsrfLayer::new()
        });
    layer.with_rejection_response(|_: ProtectionError| Failure::CrossSite.into_response())
}

/// A page that says what went wrong and what to do next.
#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'p> {
    frame: Frame<'p>,
    code: &'static str,
    who: Vec<String>,
}

/// Lets a request in while there is room, and ends it when it takes too long. A page is written whole before it is answered, so
/// nothing is cut that is under way. What is told instead needs no database, which may be what everybody waits for.
pub(crate) async fn bound(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let visit = Visit {
        language: language::of(request.headers()),
        address: address(&request),
        seat: None,
    };
    match within(&portal.settings().bounds, request, next).await {
        Ok(response) => response,
        Err(failure) => told(&portal, visit, &failure),
    }
}

async fn within(bounds: &Bounds, request: Request, next: Next) -> Result<Response, Failure> {
    let _room = bounds.requests.try_acquire().map_err(|_| Failure::TooBusy)?;
    let answered = async {
        let arrived = tokio::time::timeout(bounds.body_time, arrived(request)).await;
        let request = arrived.map_err(|_| Failure::TooSlow)??;
        Ok(next.run(request).await)
    };
    tokio::time::timeout(bounds.request_time, answered)
        .await
        .unwrap_or(Err(Failure::TookTooLong))
}

/// The request with the whole of what it brings, up to the length that a layer around this one sets.
async fn arrived(request: Request) -> Result<Request, Failure> {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let body = Bytes::from_request(request, &())
        .await
        .map_err(|refused| match refused.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            // It broke off: whoever sent it has left.
            _ => Failure::TooSlow,
        })?;
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// Writes the page of a failure. Who is not signed in is sent to sign in, and comes back.
pub(crate) async fn explain(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let (method, language) = (request.method().clone(), language::of(request.headers()));
    let address = address(&request);
    let (mut parts, body) = request.into_parts();
    let visit = visit(&mut parts, &portal, language, &address).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(failure) = response.extensions().get::<Failure>().cloned() else {
        return response;
    };
    if failure == Failure::SignedOut && method == Method::GET {
        return Redirect::to(&format!("/sign-in?next={}", escaped(&address))).into_response();
    }
    told(&portal, visit, &failure)
}

/// The address of a request with its query, for coming back to it.
fn address(request: &Request) -> String {
    let address = request.uri().path_and_query();
    address.map_or("/", |address| address.as_str()).to_owned()
}

/// The page of a failure.
fn told(portal: &Portal, visit: Visit, failure: &Failure) -> Response {
    let who = match failure {
        Failure::NotFor(capacities) => *capacities,
        _ => &[],
    };
    let frame = Frame::new(portal, visit);
    let page = FailurePage {
        who: who.iter().map(|capacity| frame.capacity(capacity)).collect(),
        code: failure.code(),
        frame,
    };
    let mut response = match written(&page) {
        Ok(page) => (failure.status(), page).into_response(),
        Err(_) => failure.status().into_response(),
    };
    if let Some(seconds) = failure.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Who is looking, asked once for the page and the layers. A database that fails is told by the page itself.
async fn visit(
    parts: &mut axum::http::request::Parts,
    portal: &Portal,
    language: tallystick_commands::Language,
    address: &str,
) -> Visit {
    use axum::extract::FromRequestParts as _;
    match Visit::from_request_parts(parts, portal).await {
        Ok(visit) => {
            parts.extensions.insert(visit.clone());
            visit
        }
        Err(_) => Visit {
            language,
            address: address.to_owned(),
            seat: None,
        },
    }
}

/// A panic is a mistake of ours: it is logged, and the visitor is told nothing of it.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = words.unwrap_or("without words"), "a page panicked");
    Failure::Fault.into_response()
}
