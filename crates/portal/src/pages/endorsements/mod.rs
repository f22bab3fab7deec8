//! Certificates that a bank added its own promise to.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
