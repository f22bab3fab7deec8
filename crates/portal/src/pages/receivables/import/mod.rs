//! Claiming many from a table: the page on which it is chosen, and what its script is told of the rows.
//!
//! The table is read by the reader of the command line, and nothing is kept of it. Each row becomes a claim of its own in the browser,
//! with the invoice file of its number beside it, and is prepared, shown and signed there.

mod book;
mod table;

use askama::Template;
use axum::extract::State;
use tallystick_base::Capacity;
use tallystick_commands::parties::BankAccount;
use tallystick_documents::ClaimColumn;
use tallystick_store::KnownParty;

pub(super) use table::rows;

use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, written};
use crate::places::SUPPLIER;
use crate::seat::Seated;

/// The longest table that is read, in bytes: 2 MiB, several times what the most rows take.
pub(crate) const TABLE_BYTES: usize = 2 * 1024 * 1024;

#[derive(Template)]
#[template(path = "receivables/import.html")]
struct ImportPage<'p> {
    frame: Frame<'p>,
    /// Each in a line, and as the body of a claim names it.
    accounts: Vec<(String, String)>,
    centres: Vec<KnownParty>,
    names: Names,
    /// The headings that are known, in English and in Chinese.
    columns: Vec<(&'static str, &'static str)>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(SUPPLIER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let profile = store.profile(viewer, viewer.party).await?;
    let centres = store
        .parties_acting_as(viewer, Capacity::ConfirmationCentre)
        .await?;
    let names = Names::of(store, viewer, centres.iter().map(|centre| centre.id)).await?;
    let columns = ClaimColumn::ALL.into_iter().map(|column| {
        let chinese = column.chinese().first().copied().unwrap_or_default();
        (column.name(), chinese)
    });
    let frame = Frame::new(&portal, seated.visit);
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let told = |account: &BankAccount| {
        let body = serde_json::to_string(account).unwrap_or_default();
        (frame.account(account), body)
    };
    written(&ImportPage {
        accounts: accounts.iter().map(told).collect(),
        columns: columns.collect(),
        frame,
        centres,
        names,
    })
}
