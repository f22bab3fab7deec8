//! Entries that concern the viewer, the newest first.

use tallystick_base::{Capacity, PartyId};
use tallystick_store::{EntryView, MAX_PAGE, Viewer};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{address, timeline};
use crate::people::People;
use crate::{Portal, figures, mentions, news};

/// How many lines a page has at least, where there are as many.
const LINES: usize = 50;
/// How many times a page reads further back for them. What lies between concerns others.
const ROUNDS: u32 = 10;

/// An entry as a line of the feed.
pub(super) struct LineView {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) act: String,
    pub(super) party: String,
    pub(super) capacity: Capacity,
    /// The members who signed, where the viewer sees their house.
    pub(super) members: String,
    /// Where what it is about is shown; none where it has no page.
    pub(super) address: Option<String>,
    pub(super) is_new: bool,
}

/// A part of the feed.
pub(super) struct Feed {
    pub(super) lines: Vec<LineView>,
    /// Entries before this one follow; none at the beginning of the ledger.
    pub(super) before: Option<u64>,
}

/// The feed before an entry.
pub(super) async fn read(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    acting: Capacity,
    before: u64,
) -> Result<Feed, Failure> {
    let store = portal.store();
    let mut found: Vec<EntryView> = Vec::new();
    let mut end = before;
    for _ in 0..ROUNDS {
        if end == 0 || found.len() >= LINES {
            break;
        }
        let begin = end.saturating_sub(MAX_PAGE);
        let entries = store.entries(viewer, begin.checked_sub(1), end - begin).await?;
        found.extend(entries.into_iter().rev().filter(news::concerns));
        end = begin;
    }
    // What was read beyond a page stands at the head of the next one.
    if found.len() > LINES {
        end = found.get(LINES - 1).map_or(end, |last| last.seq);
        found.truncate(LINES);
    }
    let mark = store.read_mark(viewer).await?;
    let bodies = found.iter().filter_map(|entry| entry.body.as_deref());
    let people = People::in_texts(store, viewer, bodies).await?;
    let parties = found.iter().filter_map(issuer).collect();
    let members = found
        .iter()
        .flat_map(|entry| &entry.signers)
        .filter_map(|signer| signer.member);
    let people = people.join(People::of(store, viewer, parties, members.collect()).await?);
    // An entry may concern the viewer by what it moved, and what it was about need not.
    let about = found.iter().map(|entry| entry.subject.clone()).collect();
    let concerning = store.concerning(viewer, about).await?;
    let line = |entry: &EntryView| LineView {
        address: Some(&entry.subject)
            .filter(|subject| concerning.contains(*subject))
            .and_then(|subject| address::in_house(subject, acting)),
        ..line(portal, frame, &people, entry, news::is_new(viewer, mark, entry))
    };
    Ok(Feed {
        lines: found.iter().map(line).collect(),
        before: (end > 0).then_some(end),
    })
}

fn line(portal: &Portal, frame: &Frame<'_>, people: &People, entry: &EntryView, is_new: bool) -> LineView {
    let members: Vec<String> = entry
        .signers
        .iter()
        .filter_map(|signer| signer.member)
        .map(|member| people.name(member.subject()))
        .collect();
    LineView {
        seq: entry.seq,
        at: figures::moment(entry.received),
        act: mentions::told(
            &timeline::act(portal, entry, frame.language()),
            people,
            portal.words().of(frame.language()),
        ),
        party: people.name(&entry.issuer),
        capacity: entry.capacity,
        members: members.join(&frame.say("list-comma")),
        address: None,
        is_new,
    }
}

fn issuer(entry: &EntryView) -> Option<PartyId> {
    entry.issuer.as_str().parse().ok()
}
