//! Certificates: the list, and one with its timeline and the rights on it.

mod detail;
mod list;

use axum::Router;
use axum::routing::get;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/certificates", get(list::page))
        .route("/certificates/{id}", get(detail::page))
}
