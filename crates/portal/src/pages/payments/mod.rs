//! Payments: what a buyer has to pay, reporting a payment, and the word of whoever received it or did not.

mod answer;
mod detail;
mod list;
mod new;
mod waiting;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank, Buyer, Guarantor, Supplier};

pub(super) use waiting::to_answer;

use crate::Portal;

/// Who pays, is paid, or reads both.
const WHO: &[Capacity] = &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/payments", get(list::page))
        .route("/payments/new", get(new::page))
        .route("/payments/{id}", get(detail::page))
        .route("/payments/{id}/{act}", get(answer::page))
}
