//! Every page, behind the same layers.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::failure::Failure;
use crate::{Portal, assets, layers, pages};

/// Where the API answers. Every other address is a page.
const API: &[&str] = &["/v1", "/log", "/docs", "/openapi.json", "/health", "/ready"];

/// The pages, and beside them the API, at one address.
pub fn router(portal: Portal, api: Router) -> Router {
    let bound = from_fn_with_state(portal.clone(), layers::bound);
    let within = |routes: Router<Portal>, most: usize| {
        routes
            // The last is the outermost.
            .layer(layers::same_site(portal.settings()))
            .layer(CatchPanicLayer::custom(layers::panicked))
            .layer(from_fn_with_state(portal.clone(), layers::explain))
            .layer(bound.clone())
            .layer(DefaultBodyLimit::max(most))
    };
    let forms = pages::routes().fallback(|| async { Failure::NotFound });
    let pages = within(forms, portal.settings().bounds.form_bytes)
        .merge(within(pages::tables(), pages::TABLE_BYTES))
        // To ask for how long one is signed in is no use of the sign-in.
        .route("/sign-in/until", get(pages::lasts).layer(bound))
        // Who looks is not asked for files that are the same for everyone.
        .route(
            "/assets/{version}/{*name}",
            // Pages are not compressed: they hold secrets beside what a visitor typed.
            get(assets::serve).layer(CompressionLayer::new()),
        )
        .layer(from_fn(layers::secure))
        .layer(from_fn(layers::observe))
        .with_state(portal);
    let choose = move |request: Request| {
        let chosen = if is_of_api(request.uri().path()) {
            &api
        } else {
            &pages
        };
        answer(chosen.clone(), request)
    };
    Router::new().fallback(choose)
}

async fn answer(router: Router, request: Request) -> Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn is_of_api(path: &str) -> bool {
    let is_below = |root: &&str| {
        path.strip_prefix(*root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    API.iter().any(is_below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_roots_of_the_api_are_its_own() {
        for path in [
            "/v1/certificates",
            "/log/checkpoint",
            "/docs",
            "/docs/index.html",
            "/ready",
        ] {
            assert!(is_of_api(path), "{path}");
        }
        for path in ["/", "/ledger", "/logs", "/v12", "/certificates", "/documents"] {
            assert!(!is_of_api(path), "{path}");
        }
    }
}
