//! The rules that are published: what holds, what is to come, and by which source; and publishing others.

mod articles;
mod pack;
mod publish;
mod values;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

use self::pack::Section;
use super::{Page, terms, written};
use crate::Portal;
use crate::frame::Frame;
use crate::places::MEMBERS;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/rules", get(page))
        .route("/rules/articles", get(articles::page))
        .route("/rules/publish", get(publish::page).post(publish::compared))
}

#[derive(Template)]
#[template(path = "rules/rules.html")]
struct RulesPage<'p> {
    frame: Frame<'p>,
    pack: String,
    sections: Vec<Section>,
    publishes: bool,
}

/// Rules bind everyone, so every member reads them.
async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(MEMBERS)?;
    let pack = terms::rules(&portal, &seated).await?;
    let today = portal.store().today().await?;
    let publishes = publish::may(&seated);
    let frame = Frame::new(&portal, seated.visit);
    written(&RulesPage {
        sections: pack::sections(&frame, &pack, today),
        pack: pack.pack,
        publishes,
        frame,
    })
}
