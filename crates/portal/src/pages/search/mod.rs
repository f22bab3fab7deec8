//! Search across what one may see: by number, amount or name, for everybody who is signed in.

mod entry;
mod groups;
mod hits;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::Currency;
use tallystick_store::{Sought, Viewer};

use self::groups::Group;
use super::{Asked, Page, typed_amount, written};
use crate::Portal;
use crate::frame::Frame;
use crate::places::MEMBERS;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/search", get(page))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: Option<String>,
}

#[derive(Template)]
#[template(path = "search/results.html")]
struct ResultsPage<'p> {
    frame: Frame<'p>,
    /// What was typed.
    text: String,
    /// None where nothing that can be looked for was typed.
    groups: Option<Vec<Group>>,
    /// What it was read as, where that is an amount.
    amount: Option<String>,
    /// What is found by its beginning only, where that is so.
    beginnings: Option<String>,
}

async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(MEMBERS)?;
    let text = query.q.unwrap_or_default().trim().to_owned();
    let amount = typed_amount::read_with_code(&text, Currency::CNY).filter(|amount| amount.is_positive());
    let mut frame = Frame::new(&portal, seated.visit.clone());
    frame.sought.clone_from(&text);
    let mut groups = match Sought::new(&text, amount) {
        Some(sought) => {
            let found = portal.store().search(seated.viewer(), &sought).await?;
            Some(groups::read(&portal, &seated, &frame, found).await?)
        }
        None => None,
    };
    if let Some(entry) = entry::group(&portal, &seated, &frame, &text).await? {
        groups.get_or_insert_with(Vec::new).push(entry);
    }
    written(&ResultsPage {
        amount: amount.map(|amount| frame.money(&amount)),
        beginnings: beginnings(&frame, seated.viewer()),
        text,
        groups,
        frame,
    })
}

/// Whoever sees everything finds by the beginning what a party finds by any part.
fn beginnings(frame: &Frame<'_>, viewer: &Viewer) -> Option<String> {
    if viewer.auditor {
        Some(frame.say("search-hint-auditor"))
    } else {
        viewer.operator.then(|| frame.say("search-hint-operator"))
    }
}
