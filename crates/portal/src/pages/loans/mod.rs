//! Loans: the list with what is to be paid back by month, and one with its plan and its statement to the cent.

mod beside;
mod detail;
mod list;
mod owed;
mod statement;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, AssetManager, Auditor, Buyer, Guarantor, Supplier};

use crate::Portal;

/// Who borrows, who holds what is borrowed on, who guarantees and who bought it, and who looks after the rules.
const WHO: &[Capacity] = &[Supplier, Buyer, Guarantor, AssetManager, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/loans", get(list::page))
        .route("/loans/{id}", get(detail::page))
        .route("/loans/{id}/owed", get(owed::fragment))
}
