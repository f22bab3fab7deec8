//! The router: every route behind the same layers.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{Api, layers, routes};

/// Every address of the API, with its document at `/openapi.json` and its page at `/docs`.
pub fn router(api: Api) -> Router {
    let mut router: Router<Api> = Router::new();
    for (_, paths, methods) in routes::all() {
        for path in paths.paths.keys() {
            router = router.route(&routes::pattern(path), methods.clone());
        }
    }
    router
        .merge(routes::page())
        .fallback(layers::no_route)
        .method_not_allowed_fallback(layers::no_method)
        // The last is the outermost.
        .layer(from_fn_with_state(api.clone(), layers::bound))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(from_fn(layers::secure))
        .layer(from_fn_with_state(api.clone(), layers::observe))
        .with_state(api)
}
