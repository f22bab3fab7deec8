//! The workbench of a member, for each capacity its own.

mod coming;
mod supplier;
mod supplier_sides;
mod supplier_waits;

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
        Capacity::Buyer
        | Capacity::Bank
        | Capacity::Guarantor
        | Capacity::AssetManager
        | Capacity::ConfirmationCentre
        | Capacity::Auditor
        | Capacity::Operator
        | Capacity::Service => plain(&portal, seated),
    }
}

fn plain(portal: &Portal, seated: Seated) -> Page {
    written(&HomePage {
        frame: Frame::new(portal, seated.visit),
    })
}
