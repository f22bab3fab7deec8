//! The page of what is new.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use tallystick_base::Capacity;

use super::due::{self, DueView, What};
use super::feed::{self, Feed};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;
use crate::{Portal, news};

#[derive(Template)]
#[template(path = "news/list.html")]
struct NewsPage<'p> {
    frame: Frame<'p>,
    due: Vec<DueView>,
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
    let (viewer, acting) = (seated.viewer().clone(), seated.seat.acting);
    let frame = Frame::new(&portal, seated.visit);
    let last = news::last(&portal);
    let before: Option<u64> = match query.before {
        Some(text) => Some(text.parse().map_err(|_| Failure::Address(text))?),
        None => None,
    };
    let end = before.unwrap_or(u64::MAX).min(last.saturating_add(1));
    let feed = feed::read(&portal, &frame, &viewer, acting, end).await?;
    let due = match before {
        None => due::read(&portal, &viewer).await?,
        Some(_) => Vec::new(),
    };
    written(&NewsPage {
        any_new: frame.news().is_some(),
        begins: begins(&frame, acting),
        first: before.is_none(),
        frame,
        due,
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

impl DueView {
    fn told(&self, frame: &Frame<'_>) -> String {
        match self.what {
            What::Answer => frame.say("due-answer"),
            What::Pay => frame.say("due-pay"),
            What::Paid => frame.say("due-paid"),
            What::Offer => frame.say("due-offer"),
            What::Repay => frame.say("due-repay"),
            What::Collect => frame.say("due-collect"),
            What::Review => frame.say("due-review"),
            What::Approve => frame.say("due-approve"),
            What::Instruct => frame.say("due-instruct"),
            What::Call => frame.say("due-call"),
            What::Guarantee => frame.say("due-guarantee"),
            What::Issue => frame.say("due-issue"),
            What::Free => frame.say("due-free"),
            What::Buy => frame.say("due-buy"),
        }
    }
}
