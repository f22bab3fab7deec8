//! What banks are asked for: their queue, one page a request, what they make of it, offers and sealed bids.

mod approve;
mod assess;
mod behind;
mod bids;
mod checks;
mod debtor;
mod decline;
mod detail;
mod lines;
mod list;
mod next;
mod offer;
mod percent;
mod priority;
mod queue;
mod reviewed;
mod seal;
mod turn;
mod typed;
mod withdraw;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Bank};

pub(super) use queue::{RowView, Waiting};
pub(super) use turn::Turn;

use crate::Portal;

/// Whose pages these are: who lends, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reviews", get(list::page))
        .route("/reviews/{request}", get(detail::page))
        .route("/reviews/{request}/assess", get(assess::page))
        .route("/reviews/{request}/offer", get(offer::page))
        .route("/reviews/{request}/cost", get(offer::fragment))
        .route("/reviews/{request}/withdraw-offer", get(withdraw::page))
        .route("/reviews/{request}/decline", get(decline::page))
        .route("/reviews/{request}/approve", get(approve::page))
        .route("/reviews/{request}/priority", get(priority::page))
        .route("/reviews/{request}/priority/order", get(priority::fragment))
        .route("/reviews/{request}/bid", get(seal::commit))
        .route("/reviews/{request}/reveal", get(seal::reveal))
        .route("/reviews/{request}/bids", get(bids::page))
}
