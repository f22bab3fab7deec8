//! Statistics by buyer, bank and programme, and the yearly disclosure.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
