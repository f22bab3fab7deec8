//! Lines of a bank's account: messages read in, lines kept and booked by hand, and lines that wait to be assigned.

mod assign;
mod candidates;
mod detail;
mod effect;
mod list;
mod new;
mod reverse;
mod source;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Bank};
use tallystick_base::Subject;
use tallystick_commands::banking::bank_entry::CreditDebit;
use tallystick_commands::banking::{BankEntry, BankEntryStage, EntryLine};
use tallystick_store::Seen;

pub(super) use reverse::Reversal;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::typed_act::Fact;
use crate::seat::{Seat, Seated};

/// Who reads them: the bank whose account it is, and who looks after the rules.
const READERS: &[Capacity] = &[Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/bank-entries", get(list::page))
        .route("/bank-entries/new", get(new::page))
        .route("/bank-entries/{id}", get(detail::page))
        .route("/bank-entries/{id}/assign", get(assign::page))
        .route("/bank-entries/{id}/reverse", get(reverse::page))
        .route("/loans/{id}/book", get(new::book))
}

/// The line at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<BankEntry>, Failure> {
    let subject = Subject::parse(format!("{}/{text}", BankEntry::KIND)).map_err(|_| Failure::NotFound)?;
    let seen = portal.store().bank_entry(seated.viewer(), &subject).await?;
    seen.ok_or(Failure::NotFound)
}

/// Whether a member may sign acts on lines of this bank.
fn acts(seat: &Seat, entry: &BankEntry) -> bool {
    entry.bank == seat.viewer.party && seat.trades() && seat.acts_as(Bank)
}

/// Whether a line waits to be assigned: money that came in, and nobody knows for what.
fn waits(entry: &BankEntry) -> bool {
    entry.stage == (BankEntryStage::Unmatched {}) && entry.line.direction == CreditDebit::Credit
}

/// Whether a booking can be taken back: that of money that came in.
fn reversible(entry: &BankEntry) -> bool {
    matches!(entry.stage, BankEntryStage::Booked { .. }) && entry.line.direction == CreditDebit::Credit
}

/// Which way money went, in a word.
fn direction(frame: &Frame<'_>, direction: CreditDebit) -> String {
    match direction {
        CreditDebit::Credit => frame.say("direction-credit"),
        CreditDebit::Debit => frame.say("direction-debit"),
    }
}

/// What a line says.
fn facts(frame: &Frame<'_>, line: &EntryLine) -> Vec<Fact> {
    let mut facts = vec![
        (frame.say("line-direction"), direction(frame, line.direction)),
        (frame.say("amount"), frame.money(&line.amount)),
        (frame.say("line-account"), line.account.to_string()),
        (frame.say("line-booked-on"), line.booked_on.to_string()),
        (frame.say("value-day"), line.value_on.to_string()),
    ];
    let texts = [
        (frame.say("line-counterparty"), &line.counterparty),
        (frame.say("line-text"), &line.text),
        (frame.say("line-reference"), &line.reference),
        (frame.say("end-to-end"), &line.end_to_end),
    ];
    let given = texts.into_iter();
    facts.extend(given.filter_map(|(name, text)| Some((name, text.as_ref()?.to_string()))));
    facts
}

/// What a line is called: the bank's reference, or else its day and amount.
fn name(frame: &Frame<'_>, line: &EntryLine) -> String {
    match &line.reference {
        Some(reference) => reference.to_string(),
        None => format!("{} {}", line.booked_on, frame.money(&line.amount)),
    }
}
