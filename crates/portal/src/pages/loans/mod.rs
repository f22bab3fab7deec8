//! Loans: the list with what is to be paid back by month, one with its plan and its statement to the cent, and what its bank does.

mod acts;
mod bank;
mod beside;
mod detail;
mod expected;
mod lent;
mod list;
mod owed;
mod statement;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank, Buyer, Guarantor, Supplier};

use crate::Portal;

/// Who lends, who borrows, who holds what is borrowed on, who guarantees and who bought it, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Supplier, Buyer, Guarantor, AssetManager, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/loans", get(list::page))
        .route("/loans/{id}", get(detail::page))
        .route("/loans/{id}/owed", get(owed::fragment))
        .route("/loans/{id}/{act}", get(acts::page))
        .route("/loans/{id}/{act}/figures", get(acts::figures))
        .route("/loans/{id}/sales/{sale}/withdraw", get(acts::withdraw))
        .route("/loans/{id}/guarantees/{guarantee}/{act}", get(acts::guarantee))
        .route(
            "/loans/{id}/guarantees/{guarantee}/call/figures",
            get(acts::guarantee_figures),
        )
}
