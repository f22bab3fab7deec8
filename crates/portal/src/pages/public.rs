//! For everyone: what this is.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Page, written};
use crate::Portal;
use crate::frame::Frame;
use crate::seat::Visit;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/", get(index))
}

#[derive(Template)]
#[template(path = "public/index.html")]
struct IndexPage<'p> {
    frame: Frame<'p>,
}

async fn index(State(portal): State<Portal>, visit: Visit) -> Page {
    written(&IndexPage {
        frame: Frame::new(&portal, visit),
    })
}
