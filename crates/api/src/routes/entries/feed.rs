//! The feed: entries as they are published, to whoever keeps the connection open.

use std::collections::VecDeque;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use tallystick_base::Thumbprint;
use tallystick_store::EntryView;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::Api;
use crate::problem::{ApiRefusal, Failure};
use crate::views::EntryItem;

/// How many entries are read at once. A reader that does not keep up holds so many in memory, and no more: the next page is
/// read when it has taken these.
const PAGE: u64 = 100;

/// The entries after a position, without end.
pub(super) fn feed(
    api: Api,
    kid: Thumbprint,
    after: Option<u64>,
) -> Result<Sse<impl Stream<Item = Result<Event, axum::Error>>>, Failure> {
    let room = api.gate().feeds.clone().try_acquire_owned();
    let room = room.map_err(|_| ApiRefusal::TooBusy)?;
    let beat = api.limits().feed_beat;
    let follower = Follower {
        published: api.store().watch(),
        stopped: api.stopped(),
        _open: Open::new(room),
        api,
        kid,
        after,
        waiting: VecDeque::new(),
    };
    let events = futures::stream::unfold(follower, |mut follower| async move {
        let entry = follower.next().await?;
        Some((event(entry), follower))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(beat)))
}

/// Where one reader is.
struct Follower {
    api: Api,
    kid: Thumbprint,
    after: Option<u64>,
    waiting: VecDeque<EntryView>,
    published: watch::Receiver<u64>,
    stopped: watch::Receiver<bool>,
    _open: Open,
}

impl Follower {
    /// The next entry; `None` when the feed ends: the service stops, the key may no longer read, or the store does not answer.
    /// In each case the reader comes back with its position, or is told then why not.
    async fn next(&mut self) -> Option<EntryView> {
        loop {
            if *self.stopped.borrow() {
                return None;
            }
            if let Some(entry) = self.waiting.pop_front() {
                self.after = Some(entry.seq);
                return Some(entry);
            }
            // Marked as seen before reading, so that what is published while we read wakes us again.
            self.published.borrow_and_update();
            let store = self.api.store();
            let viewer = store.viewer(&self.kid).await.ok()??;
            self.waiting = store.entries(&viewer, self.after, PAGE).await.ok()?.into();
            if self.waiting.is_empty() {
                tokio::select! {
                    changed = self.published.changed() => changed.ok()?,
                    stopped = self.stopped.wait_for(|stopped| *stopped) => {
                        stopped.ok()?;
                        return None;
                    }
                }
            }
        }
    }
}

fn event(entry: EntryView) -> Result<Event, axum::Error> {
    let seq = entry.seq.to_string();
    Event::default()
        .id(seq)
        .event("entry")
        .json_data(EntryItem::from(entry))
}

/// An open feed: its place, and its mark on the gauge.
struct Open {
    _room: OwnedSemaphorePermit,
}

impl Open {
    fn new(room: OwnedSemaphorePermit) -> Self {
        metrics::gauge!("tallystick_feeds_open").increment(1);
        Self { _room: room }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        metrics::gauge!("tallystick_feeds_open").decrement(1);
    }
}
