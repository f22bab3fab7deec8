//! Pools: what they may buy, what they hold, what it is worth, and what came in.

mod close;
mod collected;
mod detail;
mod limits;
mod list;
mod new;
mod rules;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank};
use tallystick_base::PoolId;
use tallystick_commands::banking::Pool;
use tallystick_store::Seen;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Who buys loans.
const MANAGER: &[Capacity] = &[AssetManager];
/// Whom pools concern: their managers, the banks whose loans they bought, and who looks after the rules.
const READERS: &[Capacity] = &[AssetManager, Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/pools", get(list::page))
        .route("/pools/new", get(new::page))
        .route("/pools/{id}", get(detail::page))
        .route("/pools/{id}/close", get(close::page))
}

/// The pool at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Pool>, Failure> {
    let pool: PoolId = id(PoolId::KIND, text)?;
    portal
        .store()
        .pool(seated.viewer(), pool)
        .await?
        .ok_or(Failure::NotFound)
}

/// Whether the viewer's party manages the pool, and the member signs for it.
fn acts(seated: &Seated, pool: &Pool) -> bool {
    seated.seat.trades() && seated.seat.acts_as(AssetManager) && pool.manager == seated.viewer().party
}
