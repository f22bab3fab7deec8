//! What changed for the party since the member last looked (动态), and what falls due soon.

mod due;
mod feed;
mod list;

use axum::Router;
use axum::routing::{get, post};

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/news", get(list::page))
        .route("/news/read", post(list::read))
}
