//! Requests for financing: the list, a new one in three steps, and one with its offers side by side.

mod accept;
mod ask;
mod choosable;
mod choose;
mod costs;
mod detail;
mod draft;
mod form;
mod ground;
pub(in crate::pages) mod guarantees;
mod join;
mod list;
mod new;
mod offers;
mod sign;
mod stand;
mod wish;
mod withdraw;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Buyer, Supplier};

pub(in crate::pages) use choosable::choosable;
pub(in crate::pages) use form::moment;
pub(in crate::pages) use join::to_join;
pub(in crate::pages) use offers::table as offers_table;
pub(in crate::pages) use stand::Whole;

use crate::Portal;

/// Whose pages these are: who borrows, upstream or downstream, who is asked to join, and who looks after the rules.
const WHO: &[Capacity] = &[Supplier, Buyer, Auditor];
/// Who borrows on what it holds, and may be asked to join.
const BORROWS: &[Capacity] = &[Supplier];
/// Who asks for money: on what it holds, or downstream for the holder of what it owes.
const ASKS: &[Capacity] = &[Supplier, Buyer];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/requests", get(list::page))
        .route("/requests/new", get(new::page))
        .route("/requests/fits", get(choose::fragment))
        .route("/requests/cost", get(costs::fragment))
        .route("/requests/{id}", get(detail::page))
        .route("/requests/{id}/accept/{review}", get(accept::page))
        .route("/requests/{id}/withdraw", get(withdraw::page))
        .route("/requests/{id}/join", get(join::page))
}
