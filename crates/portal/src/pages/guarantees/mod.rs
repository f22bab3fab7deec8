//! Guarantees: what is asked of a guarantor, and what it stands for.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
