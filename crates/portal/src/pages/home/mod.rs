//! The workbench of a member: what waits, what moves, figures. Each capacity has its own.

mod asked_for;
mod asset_manager;
mod auditor;
mod bank;
mod bank_duties;
mod bank_waits;
mod buyer;
mod buyer_borrows;
mod centre;
mod coming;
mod guarantor;
mod operator;
mod supplier;
mod supplier_late;
mod supplier_sides;
mod supplier_waits;
mod todo;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use tallystick_base::Capacity;

pub(in crate::pages) use todo::{TodoView, to_sign};

use super::Page;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/home", get(home))
}

async fn home(State(portal): State<Portal>, seated: Seated) -> Page {
    match seated.seat.acting {
        Capacity::Supplier => supplier::page(&portal, seated).await,
        Capacity::Buyer => buyer::page(&portal, seated).await,
        Capacity::ConfirmationCentre => centre::page(&portal, seated).await,
        Capacity::Bank => bank::page(&portal, seated).await,
        Capacity::Guarantor => guarantor::page(&portal, seated).await,
        Capacity::AssetManager => asset_manager::page(&portal, seated).await,
        Capacity::Auditor => auditor::page(&portal, seated).await,
        Capacity::Operator => operator::page(&portal, seated).await,
        // The service signs by itself; nobody signs in for it.
        Capacity::Service => Err(Failure::NotFound),
    }
}

/// What waits for the member, as its workbench lists it: for pages that tell it too.
pub(in crate::pages) async fn waiting(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    match seated.seat.acting {
        Capacity::Supplier => supplier_waits::todo(portal, seated, frame).await,
        Capacity::Buyer => buyer::todo(portal, seated, frame).await,
        Capacity::ConfirmationCentre => centre::todo(portal, seated, frame).await,
        Capacity::Bank => bank::todo(portal, seated, frame).await,
        Capacity::Guarantor => guarantor::todo(portal, seated, frame).await,
        Capacity::AssetManager => asset_manager::todo(portal, seated, frame).await,
        Capacity::Operator => operator::todo(portal, seated, frame).await,
        Capacity::Auditor | Capacity::Service => todo::proposals(portal, seated, frame).await,
    }
}
