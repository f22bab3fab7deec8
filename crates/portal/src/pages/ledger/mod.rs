//! The ledger as anyone may look at it: its head, its entries, and one of them line by line.

mod entry;
mod head;
pub(super) mod leaf;
mod lines;

use axum::Router;
use axum::routing::get;

use crate::Portal;
use crate::seat::Visit;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/ledger", get(head::page))
        .route("/ledger/{seq}", get(entry::page))
}

/// Whether this visitor may read leaves: members always, anyone where the operator says so. The same as through the API.
pub(super) fn may_read(portal: &Portal, visit: &Visit) -> bool {
    portal.settings().public_entries || visit.seat.is_some()
}
