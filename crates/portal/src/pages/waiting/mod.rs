//! What waits for further signatures of the party (待复核).

mod detail;
mod effect;
mod ended;
mod evidence;
mod list;
mod shown;
mod things;

use axum::Router;
use axum::routing::get;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/waiting", get(list::page))
        .route("/waiting/{id}", get(detail::page))
}
