//! Loans that banks offer to pools: the queue, one offer measured by the rules of its pool, and the answers to it.

mod accept;
mod checks;
mod decline;
mod detail;
mod list;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank};
use tallystick_base::{Millis, SaleId};
use tallystick_commands::banking::{Sale, SaleStage};
use tallystick_store::Seen;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Who buys loans.
const MANAGER: &[Capacity] = &[AssetManager];
/// Whom offers concern: who buys, who sells, and who looks after the rules.
const READERS: &[Capacity] = &[AssetManager, Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/sales", get(list::page))
        .route("/sales/{id}", get(detail::page))
        .route("/sales/{id}/accept", get(accept::page))
        .route("/sales/{id}/decline", get(decline::page))
}

/// The offer at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Sale>, Failure> {
    let sale: SaleId = id(SaleId::KIND, text)?;
    portal
        .store()
        .sale(seated.viewer(), sale)
        .await?
        .ok_or(Failure::NotFound)
}

/// The offer at an address, where the viewer's party may answer it now.
async fn find_open(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Sale>, Failure> {
    let seen = find(portal, seated, text).await?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let open = stage(
        seen.state.stage.name(),
        seen.state.record.until,
        portal.store().now(),
    ) == "proposed";
    if open { Ok(seen) } else { Err(Failure::NotNow) }
}

/// The stage as it reads now: nobody records that an offer's time is over.
fn stage(recorded: &str, until: Millis, now: Millis) -> String {
    if recorded.eq_ignore_ascii_case("proposed") && until < now {
        "expired".to_owned()
    } else {
        recorded.to_lowercase()
    }
}

/// Whether an offer has been neither answered nor taken back.
const fn is_proposed(sale: &Sale) -> bool {
    matches!(sale.stage, SaleStage::Proposed {})
}
