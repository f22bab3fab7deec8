//! Entries of a bank in the registry of movable property.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
