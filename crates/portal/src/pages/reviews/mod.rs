//! What banks are asked for: their queue, one page a request, offers and sealed bids.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
