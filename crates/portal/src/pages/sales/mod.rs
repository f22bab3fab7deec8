//! Loans offered into a pool.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
