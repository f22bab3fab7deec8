//! Proposing an amendment: only what is filled in changes.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Capacity;
use tallystick_commands::contracts::Contract;
use tallystick_store::Seen;

use super::detail::find;
use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::places::DEALERS;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "contracts/amend.html")]
struct AmendPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Contract>,
    names: Names,
    capacity: Capacity,
    shown: String,
    clock_starts: Vec<(&'static str, String)>,
    today: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(DEALERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let contract = &seen.state;
    if !contract.is_accepted() || contract.side_of(viewer.party, seated.seat.acting).is_none() {
        return Err(Failure::NotFound);
    }
    let names = Names::of(store, viewer, [contract.supplier, contract.buyer]).await?;
    let today = store.today().await?.to_string();
    let capacity = seated.seat.acting;
    let frame = Frame::new(&portal, seated.visit);
    written(&AmendPage {
        shown: shown(&[(&seen.subject, seen.version)]),
        clock_starts: words::clock_starts(&frame),
        capacity,
        frame,
        seen,
        names,
        today,
    })
}

impl AmendPage<'_> {
    fn contract(&self) -> &Contract {
        &self.seen.state
    }

    /// Names for the scripts, the number of the contract among them.
    fn names_json(&self) -> String {
        let number = self.contract().terms.number.to_string();
        self.names.json_with([(self.seen.subject.to_string(), number)])
    }

    fn payment(&self) -> String {
        words::payment(&self.frame, &self.contract().terms.payment)
    }

    fn late_rate(&self) -> String {
        words::late_rate(&self.frame, self.contract())
    }

    fn answer_days(&self) -> String {
        words::answer_days(&self.frame, self.contract())
    }
}
