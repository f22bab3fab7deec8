//! Lines of a bank's account: messages read in, lines that wait to be assigned.

use axum::Router;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
}
