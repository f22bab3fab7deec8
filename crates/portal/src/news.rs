//! Which entries are new to a member, and how many.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tallystick_base::MemberId;
use tallystick_store::{EntryView, StoreError, Viewer};

use crate::Portal;

/// How far back new entries are counted. Who was away for longer sees `99+` all the same.
const REACH: u64 = 1_000;
/// From how many on nobody is told how many more there are, so that they need not be read.
pub(crate) const MANY: u64 = 100;
/// How many entries are read at once: one may say much, and the first hundred may do.
const AT_ONCE: u64 = 100;
/// How many members are remembered; whoever is forgotten is counted anew.
const MOST_MEMBERS: usize = 20_000;

/// How many entries are new, by member. Counting goes on where it ended, so that a page reads only what was appended since the
/// last one.
#[derive(Default)]
pub(crate) struct NewsCounts(Mutex<BTreeMap<MemberId, Counted>>);

#[derive(Clone, Copy)]
struct Counted {
    /// The last entry that the member has read.
    mark: u64,
    /// The last entry that was counted.
    until: u64,
    count: u64,
}

impl NewsCounts {
    fn find(&self, member: MemberId, mark: u64) -> Option<Counted> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .get(&member)
            .copied()
            .filter(|counted| counted.mark == mark)
    }

    fn keep(&self, member: MemberId, counted: Counted) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST_MEMBERS {
            counts.clear();
        }
        counts.insert(member, counted);
    }
}

/// The number of the last entry.
pub(crate) fn last(portal: &Portal) -> u64 {
    portal.store().watch().borrow().saturating_sub(1)
}

/// How many entries are new to the viewer, or [`MANY`] and perhaps some more.
pub(crate) async fn count(portal: &Portal, viewer: &Viewer) -> Result<u64, StoreError> {
    let (store, last) = (portal.store(), last(portal));
    let mark = store.read_mark(viewer).await?;
    let mut counted = portal.news().find(viewer.member, mark).unwrap_or(Counted {
        mark,
        until: mark.max(last.saturating_sub(REACH)),
        count: 0,
    });
    while counted.until < last && counted.count < MANY {
        let entries = store.entries(viewer, Some(counted.until), AT_ONCE).await?;
        let Some(end) = entries.last().map(|entry| entry.seq) else {
            break;
        };
        let new = entries.iter().filter(|entry| is_new(viewer, mark, entry)).count();
        counted.count = counted
            .count
            .saturating_add(u64::try_from(new).unwrap_or(u64::MAX));
        counted.until = end;
    }
    portal.news().keep(viewer.member, counted);
    Ok(counted.count)
}

/// Whether the viewer sees what an entry says, or a part of what followed from it.
pub(crate) fn concerns(entry: &EntryView) -> bool {
    entry.body.is_some() || entry.moved.iter().any(|moved| moved.part.is_some())
}

/// Whether an entry concerns the viewer, who has neither read nor signed it.
pub(crate) fn is_new(viewer: &Viewer, mark: u64, entry: &EntryView) -> bool {
    let signed = entry
        .signers
        .iter()
        .any(|signer| signer.member == Some(viewer.member));
    entry.seq > mark && concerns(entry) && !signed
}
