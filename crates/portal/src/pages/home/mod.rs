//! The workbench of a member.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Page, written};
use crate::Portal;
use crate::frame::Frame;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/home", get(home))
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'p> {
    frame: Frame<'p>,
}

async fn home(State(portal): State<Portal>, seated: Seated) -> Page {
    written(&HomePage {
        frame: Frame::new(&portal, seated.visit),
    })
}
