//! Receivables: what waits for an answer, claiming, one with its papers beside the claim, and every answer to it.

mod answer;
mod confirm;
mod detail;
mod due;
mod evidence;
mod forward;
mod import;
mod invoices;
mod list;
mod mismatch;
mod new;
mod part;
mod proposals;
mod sides;
mod terms;
mod withdraw;
mod words;

use axum::Router;
use axum::routing::{get, post};
use tallystick_base::{Capacity, ReceivableId};
use tallystick_commands::certificates::Receivable;
use tallystick_store::Seen;

pub(in crate::pages) use evidence::{Evidence, PaperView, papers};
pub(crate) use import::TABLE_BYTES;
pub(in crate::pages) use invoices::Invoices;
pub(in crate::pages) use list::{SOON, left, other};
pub(in crate::pages) use mismatch::{FindingView, view as finding};
pub(in crate::pages) use proposals::about_receivables;
pub(in crate::pages) use words::defence;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/receivables", get(list::page))
        .route("/receivables/import", get(import::page))
        .route("/receivables/new", get(new::page))
        .route("/receivables/new/terms", get(terms::fragment))
        .route("/receivables/{id}", get(detail::page))
        .route("/receivables/{id}/confirm", get(confirm::page))
        .route("/receivables/{id}/confirm/sum", get(part::fragment))
        .route("/receivables/{id}/refuse", get(answer::refuse))
        .route("/receivables/{id}/dispute", get(answer::dispute))
        .route("/receivables/{id}/withdraw", get(withdraw::page))
        .route("/receivables/{id}/forward", get(forward::page))
}

/// What takes a table of claims.
pub(super) fn tables() -> Router<Portal> {
    Router::new().route("/receivables/import/rows", post(import::rows))
}

/// The receivable at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Receivable>, Failure> {
    let receivable: ReceivableId = id(ReceivableId::KIND, text)?;
    let seen = portal.store().receivable(seated.viewer(), receivable).await?;
    seen.ok_or(Failure::NotFound)
}

/// Whether the viewer's party is the buyer that may still answer.
fn answers(seated: &Seated, receivable: &Receivable) -> bool {
    seated.seat.trades()
        && seated.seat.acts_as(Capacity::Buyer)
        && receivable.is_open()
        && receivable.claim.buyer == seated.viewer().party
}
