//! Certificates that a bank added its own promise to: the list, the promise, and the promise kept.

mod endorse;
mod honour;
mod list;

use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use tallystick_base::Capacity::{self, Auditor, Bank, Buyer, Supplier};
use tallystick_commands::certificates::{Certificate, CertificateStage};

use crate::Portal;
use crate::seat::Seat;

/// Who promises, who owes, who holds what is promised, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Buyer, Supplier, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/endorsements", get(list::page))
        .route("/endorsements/new", get(endorse::page))
        .route("/certificates/{id}/honour", get(honour::page))
}

/// Whether a member may sign that its bank kept its promise: the debtor did not pay in time.
pub(super) fn may_honour(
    seat: &Seat,
    certificate: &Certificate,
    stage: &CertificateStage,
    today: NaiveDate,
) -> bool {
    let bank = seat.viewer.party;
    let promised = certificate
        .endorsement
        .is_some_and(|promise| promise.bank == bank);
    signs(seat)
        && promised
        && certificate.holder != bank
        && *stage == (CertificateStage::Free {})
        && certificate.frozen.is_none()
        && certificate.is_past_due(today)
}

/// Whether a member signs what its bank promises.
fn signs(seat: &Seat) -> bool {
    seat.trades() && seat.acts_as(Bank)
}
