//! The workbench of a member: what waits, what moves, figures. Each capacity has its own.

mod buyer;
mod centre;
mod coming;
mod supplier;
mod supplier_sides;
mod supplier_waits;
mod todo;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use tallystick_base::Capacity;

use super::{Page, written};
use crate::Portal;
use crate::frame::Frame;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/home", get(home))
}

#[derive(Template)]
#[template(path = "home/plain.html")]
struct HomePage<'p> {
    frame: Frame<'p>,
}

async fn home(State(portal): State<Portal>, seated: Seated) -> Page {
    match seated.seat.acting {
        Capacity::Supplier => supplier::page(&portal, seated).await,
        Capacity::Buyer => buyer::page(&portal, seated).await,
        Capacity::ConfirmationCentre => centre::page(&portal, seated).await,
        Capacity::Bank
        | Capacity::Guarantor
        | Capacity::AssetManager
        | Capacity::Auditor
        | Capacity::Operator
        | Capacity::Service => written(&HomePage {
            frame: Frame::new(&portal, seated.visit),
        }),
    }
}
