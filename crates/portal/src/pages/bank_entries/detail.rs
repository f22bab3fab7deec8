//! One line of a bank's statement: what it says, what it was booked on, and what is to be done with it.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::banking::{BankEntry, BankEntryStage};
use tallystick_store::Seen;

use super::{READERS, acts, facts, find, name, reversible, waits};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment, word_to};
use crate::pages::typed_act::Fact;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "bank_entries/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<BankEntry>,
    title: String,
    stage: String,
    next: String,
    facts: Vec<Fact>,
    /// Whose account it is on, where the viewer's party is another one.
    bank: Option<String>,
    /// The loan that it is booked on: its place and its borrower.
    loan: Option<(String, String)>,
    /// What may be done now: the end of the address, and the name.
    acts: Vec<(&'static str, String)>,
    timeline: Vec<Moment>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let booked = match &seen.state.stage {
        BankEntryStage::Booked { loan } => store.loan(viewer, *loan).await?,
        BankEntryStage::Unmatched {} => None,
    };
    let borrower = booked.as_ref().map(|loan| loan.state.approval.borrower);
    let (bank, own) = (seen.state.bank, viewer.party);
    let names = Names::of(store, viewer, borrower.into_iter().chain([bank])).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let may = acts(&seated.seat, &seen.state);
    let frame = Frame::new(&portal, seated.visit);
    let mut open = Vec::new();
    if may && waits(&seen.state) {
        open.push(("assign", frame.say(&word_to("repayment.assign/1"))));
    }
    if may && reversible(&seen.state) {
        open.push(("reverse", frame.say(&word_to("repayment.reverse/1"))));
    }
    written(&DetailPage {
        title: name(&frame, &seen.state.line),
        stage: seen.state.stage.name().to_lowercase(),
        next: next(&frame, &seen.state),
        bank: (bank != own).then(|| names.name(&bank)),
        facts: facts(&frame, &seen.state.line),
        loan: booked.map(|loan| {
            let borrower = names.name(&loan.state.approval.borrower);
            (loan.subject.id().to_owned(), borrower)
        }),
        acts: open,
        timeline,
        seen,
        frame,
    })
}

fn next(frame: &Frame<'_>, entry: &BankEntry) -> String {
    match entry.stage {
        BankEntryStage::Unmatched {} if waits(entry) => frame.say("entry-next-assign"),
        BankEntryStage::Unmatched {} => frame.say("entry-next-kept"),
        BankEntryStage::Booked { .. } => frame.say("entry-next-booked"),
    }
}
