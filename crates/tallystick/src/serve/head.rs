//! Entries that other instances wrote, for the feed and for everything else that follows the head.

use std::time::Duration;

use tallystick_store::Store;
use tokio_util::sync::CancellationToken;

/// How often the head is looked at: one row by its key, for an entry that is a second late at most.
const PACE: Duration = Duration::from_secs(1);

/// Follows the head until `stop` is cancelled.
pub(super) async fn keep(store: Store, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = store.follow_others(PACE) => {}
    }
}
