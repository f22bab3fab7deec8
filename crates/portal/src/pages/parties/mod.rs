//! Parties, as the operator who registers them sees them, and auditors.

mod act;
mod detail;
mod list;
mod new;
mod recover;
mod recoveries;
mod register;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Operator};

pub(in crate::pages) use recoveries::{Announced, announced};

use crate::Portal;

/// Who sees every party.
const WHO: &[Capacity] = &[Operator, Auditor];
/// Who registers them, and helps those that lost their keys.
const OPERATOR: &[Capacity] = &[Operator];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/parties", get(list::page))
        .route("/parties/new", get(new::page).post(new::invite))
        .route("/parties/{id}", get(detail::page))
        .route("/parties/{id}/suspend", get(act::suspend))
        .route("/parties/{id}/reinstate", get(act::reinstate))
        .route("/parties/{id}/recover", get(recover::page).post(recover::invite))
}
