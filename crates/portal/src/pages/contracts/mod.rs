//! Contracts: the list, registering one, one with all that happened under it, and its amendments.

mod act;
mod amend;
mod amendment;
mod detail;
mod list;
mod new;
mod words;

use axum::Router;
use axum::routing::get;

pub(in crate::pages) use detail::{AllowanceView, allowance};
pub(in crate::pages) use list::waits;
pub(in crate::pages) use words::payment;

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/contracts", get(list::page))
        .route("/contracts/new", get(new::page))
        .route("/contracts/{id}", get(detail::page))
        .route("/contracts/{id}/amend", get(amend::page))
        .route("/contracts/{id}/{act}", get(act::page))
        .route("/amendments/{id}", get(amendment::page))
        .route("/amendments/{id}/{act}", get(amendment::act))
}
