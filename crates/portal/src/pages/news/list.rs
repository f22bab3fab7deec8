//! The page of what is new.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use tallystick_base::Capacity;

use super::due::{self, Reminders};
use super::feed::{self, Feed};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::home::{self, TodoView};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;
use crate::{Portal, news};

#[derive(Template)]
#[template(path = "news/list.html")]
struct NewsPage<'p> {
    frame: Frame<'p>,
    /// What waits for the member.
    todo: Vec<TodoView>,
    reminders: Reminders,
    feed: Feed,
    /// The last entry, up to which one has read.
    last: u64,
    /// Whether this is the first page.
    first: bool,
    /// Whether something on it is new.
    any_new: bool,
    /// Where what would fill the page begins, and what it is called.
    begins: (&'static str, String),
}

#[derive(Deserialize)]
pub(super) struct Query {
    before: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let (viewer, acting) = (seated.viewer(), seated.seat.acting);
    let frame = Frame::new(&portal, seated.visit.clone());
    let last = news::last(&portal);
    let before: Option<u64> = match query.before {
        Some(text) => Some(text.parse().map_err(|_| Failure::Address(text))?),
        None => None,
    };
    let end = before.unwrap_or(u64::MAX).min(last.saturating_add(1));
    let feed = feed::read(&portal, &frame, viewer, acting, end).await?;
    let (todo, reminders) = match before {
        None => (
            home::waiting(&portal, &seated, &frame).await?,
            due::read(&portal, &seated, &frame).await?,
        ),
        Some(_) => (Vec::new(), Reminders::default()),
    };
    written(&NewsPage {
        any_new: frame.news().is_some(),
        begins: begins(&frame, acting),
        first: before.is_none(),
        frame,
        todo,
        reminders,
        feed,
        last,
    })
}

/// Where a party of this kind has its first dealings.
fn begins(frame: &Frame<'_>, acting: Capacity) -> (&'static str, String) {
    match acting {
        Capacity::Supplier | Capacity::Buyer | Capacity::ConfirmationCentre => {
            ("/contracts", frame.say("place-contracts"))
        }
        Capacity::Bank => ("/reviews", frame.say("place-reviews")),
        Capacity::Guarantor => ("/guarantees", frame.say("place-guarantees")),
        Capacity::AssetManager => ("/pools", frame.say("place-pools")),
        Capacity::Auditor | Capacity::Operator | Capacity::Service => ("/ledger", frame.say("place-ledger")),
    }
}

#[derive(Deserialize)]
pub(super) struct Read {
    seq: u64,
}

/// Notes up to where the member has read.
pub(super) async fn read(
    State(portal): State<Portal>,
    seated: Seated,
    Form(read): Form<Read>,
) -> Result<Redirect, Failure> {
    portal.store().mark_read(seated.viewer(), read.seq).await?;
    Ok(Redirect::to("/news"))
}
