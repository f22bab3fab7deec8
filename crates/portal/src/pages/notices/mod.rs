//! Notices to debtors: to which account a debt is paid from now on.

mod detail;
mod list;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Bank, Buyer, Supplier};

use crate::Portal;

/// Who gives notice, who is told, who borrowed or holds what the notice is about, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Buyer, Supplier, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/notices", get(list::page))
        .route("/notices/{id}", get(detail::page))
}
