//! Reading behind the head, so that a bit that flipped on the disk is found in hours and not when someone needs the proof.

use std::time::Duration;

use tallystick_portal::Upkeep;
use tallystick_store::Store;
use tokio_util::sync::CancellationToken;

/// The pause between two stretches.
const PAUSE: Duration = Duration::from_mins(1);
/// Entries of one stretch: a million are read again within three and a half hours, for a few milliseconds a minute.
const STRETCH: u64 = 5_000;

/// Reads stretch after stretch, from the beginning again after the end, until `stop` is cancelled.
pub(super) async fn keep(store: Store, upkeep: Upkeep, stop: CancellationToken) {
    let mut from = 0;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
        match store.scrub(from, STRETCH).await {
            Ok(next) => {
                metrics::counter!("tallystick_scrubs_total", "outcome" => "done").increment(1);
                upkeep.scrubbed(store.now(), next);
                from = next;
            }
            // It stays at that place and tells again, until someone has looked.
            Err(error) => {
                metrics::counter!("tallystick_scrubs_total", "outcome" => "failed").increment(1);
                upkeep.scrub_found(store.now(), error.to_string());
                tracing::error!(%error, from, "what is stored is not what was sealed; run `tallystick audit`");
            }
        }
    }
}
