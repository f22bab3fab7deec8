//! What an auditor should look at.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
