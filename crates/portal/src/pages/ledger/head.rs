//! The head of the ledger, who signs it, and what came last.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};
use tallystick_base::PartyId;
use tallystick_ledger::verify_checkpoint;
use tallystick_store::Cursor;

use super::leaf::{self, Leaf};
use super::may_read;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::pager::Pager;
use crate::pages::timeline::{as_beginning, word_of};
use crate::pages::{Asked, written};
use crate::seat::Visit;

/// How many entries a page has: fewer than lists have rows, since every leaf is read and checked, and one may move a hundred subjects.
const ROWS: u64 = 25;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// Entries below this number.
    after: Option<String>,
    /// The number of an entry to go to.
    #[serde(skip_serializing)]
    entry: Option<String>,
}

#[derive(Template)]
#[template(path = "ledger/head.html")]
struct HeadPage<'p> {
    frame: Frame<'p>,
    size: u64,
    root: String,
    /// The signed note, as it is.
    note: String,
    vkeys: Vec<String>,
    /// Whether the visitor may read leaves.
    reads: bool,
    rows: Vec<EntryRow>,
    pager: Pager,
    /// A number that was typed and that no entry has.
    wrong: Option<String>,
}

/// An entry as a row.
struct EntryRow {
    seq: u64,
    received: String,
    act: String,
    kind: String,
    subject: String,
    issuer: String,
    /// The name of the acting party, where the visitor is told.
    issuer_name: Option<String>,
    capacity: String,
    signatures: usize,
    moved: usize,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let store = portal.store();
    let note = store.checkpoint().await?;
    let head = verify_checkpoint(&note, &store.vkeys()).map_err(|error| {
        tracing::error!(%error, "the stored checkpoint does not verify");
        Failure::Fault
    })?;
    let sought = query.entry.as_deref().map(str::trim);
    let found = sought.and_then(|text| text.parse::<u64>().ok());
    if let Some(seq) = found.filter(|seq| *seq < head.size) {
        return Ok(Redirect::to(&format!("/ledger/{seq}")).into_response());
    }
    let before = match query.after.as_deref() {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.to_owned()))?,
        None => head.size,
    };
    let before = before.min(head.size);
    let from = before.saturating_sub(ROWS);
    let reads = may_read(&portal, &visit);
    let leaves = if reads {
        leaf::between(store, from, before).await?
    } else {
        Vec::new()
    };
    let next = (reads && from > 0).then(|| Cursor::from(from.to_string()));
    let pager = Pager::of("/ledger", &query, query.after.as_deref(), next.as_ref());
    let names = names(&portal, &visit, &leaves).await?;
    let frame = Frame::new(&portal, visit);
    let rows = leaves.into_iter().map(|leaf| row(&frame, &names, leaf));
    let mut rows: Vec<EntryRow> = rows.collect();
    rows.reverse();
    let page = written(&HeadPage {
        size: head.size,
        root: hex::encode(head.root.as_bytes()),
        vkeys: store.vkeys().iter().map(ToString::to_string).collect(),
        frame,
        note,
        reads,
        rows,
        pager,
        wrong: query.entry,
    })?;
    Ok(page.into_response())
}

/// The names of the acting parties, for members; the public reads ids, which is all that leaves have.
async fn names(
    portal: &Portal,
    visit: &Visit,
    leaves: &[Leaf],
) -> Result<BTreeMap<PartyId, String>, Failure> {
    let Some(seat) = &visit.seat else {
        return Ok(BTreeMap::new());
    };
    let parties: BTreeSet<PartyId> = leaves.iter().filter_map(issuer).collect();
    Ok(portal.store().party_names(&seat.viewer, &parties).await?)
}

fn issuer(leaf: &Leaf) -> Option<PartyId> {
    PartyId::try_from(&leaf.entry.statement.claims().issuer).ok()
}

fn row(frame: &Frame<'_>, names: &BTreeMap<PartyId, String>, leaf: Leaf) -> EntryRow {
    let issuer_name = issuer(&leaf).and_then(|party| names.get(&party).cloned());
    let entry = leaf.entry;
    let claims = entry.statement.claims();
    let kind = claims.kind.to_string();
    EntryRow {
        seq: entry.sequence,
        received: figures::moment(entry.received),
        act: as_beginning(&frame.say(&word_of(&kind))),
        subject: claims.subject.to_string(),
        issuer: claims.issuer.id().to_owned(),
        issuer_name,
        capacity: frame.capacity(&claims.capacity),
        signatures: entry.statement.signatures().len(),
        moved: entry.moved.len(),
        kind,
    }
}

impl HeadPage<'_> {
    /// The number of the newest entry.
    fn last(&self) -> u64 {
        self.size.saturating_sub(1)
    }
}
