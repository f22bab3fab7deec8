//! Products of banks: what they lend on now, one with its terms in money, and what a bank does with its own.

mod basis;
mod choices;
mod detail;
mod example;
mod filled;
mod form;
mod list;
mod percent;
mod typed;
mod withdraw;

use axum::Router;
use axum::routing::get;
use tallystick_base::{Capacity, ProductId};
use tallystick_commands::financing::{Product, ProductStage};
use tallystick_store::Seen;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::places::BANK;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/products", get(list::page))
        .route("/products/new", get(form::new))
        .route("/products/example", get(form::fragment))
        .route("/products/{id}", get(detail::page))
        .route("/products/{id}/example", get(detail::fragment))
        .route("/products/{id}/revise", get(form::revise))
        .route("/products/{id}/withdraw", get(withdraw::page))
}

/// The product at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Product>, Failure> {
    let product: ProductId = id(ProductId::KIND, text)?;
    let seen = portal.store().product(seated.viewer(), product).await?;
    seen.ok_or(Failure::NotFound)
}

/// Whether the member publishes products.
fn publishes(seated: &Seated) -> bool {
    seated.seat.acts_as(Capacity::Bank) && seated.seat.trades()
}

/// Whether the member may revise or withdraw this one.
fn changes(seated: &Seated, product: &Product) -> bool {
    publishes(seated) && product.bank == seated.viewer().party && product.stage == ProductStage::Open {}
}

/// The product at an address, for the page of an act on it.
async fn to_change(portal: &Portal, seated: Seated, text: &str) -> Result<(Seated, Seen<Product>), Failure> {
    let seated = seated.only(BANK)?;
    let seen = find(portal, &seated, text).await?;
    if seen.state.bank != seated.viewer().party {
        Err(Failure::NotFound)
    } else if !seated.seat.trades() {
        Err(Failure::NotYourRole)
    } else if !changes(&seated, &seen.state) {
        Err(Failure::NotNow)
    } else {
        Ok((seated, seen))
    }
}
