//! What an auditor looks at first: what was split again and again, keys in doubt and what they signed, keys that recoveries
//! added, and bank facts that do not fit what was agreed.

mod conflicts;
mod keys;
mod splits;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use self::conflicts::ConflictView;
use self::keys::{RestoredView, SuspectView};
use self::splits::Splits;
pub(super) use self::splits::usual as usual_window;
use super::pager::Pager;
use super::{Asked, Page, written};
use crate::Portal;
use crate::frame::Frame;
use crate::places::AUDITOR;
use crate::seat::Seated;

/// How far back splitting is looked for, where nothing else is asked for.
const LOOK_BACK: Days = Days::new(30);
/// How many splits of one root within that time are told, where nothing else is asked for.
const AT_LEAST: u32 = 3;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/findings", get(page))
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    from: Option<String>,
    until: Option<String>,
    at_least: Option<String>,
    after: Option<String>,
    /// From which one on certificates that were split are shown.
    splits: Option<String>,
}

#[derive(Template)]
#[template(path = "findings/list.html")]
struct FindingsPage<'p> {
    frame: Frame<'p>,
    from: NaiveDate,
    until: NaiveDate,
    at_least: u32,
    splits: Splits,
    suspect: Vec<SuspectView>,
    restored: Vec<RestoredView>,
    conflicts: Vec<ConflictView>,
    pager: Pager,
}

async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(AUDITOR)?;
    let window = splits::window(&query, portal.store().today().await?)?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let (conflicts, next) = conflicts::read(&portal, &seated, &frame, query.after.as_deref()).await?;
    written(&FindingsPage {
        pager: Pager::of("/findings", &query, query.after.as_deref(), next.as_ref()),
        from: window.from,
        until: window.until,
        at_least: window.at_least,
        splits: splits::read(&portal, &seated, window, &query).await?,
        suspect: keys::suspect(&portal, &seated).await?,
        restored: keys::restored(&portal, &seated).await?,
        conflicts,
        frame,
    })
}
