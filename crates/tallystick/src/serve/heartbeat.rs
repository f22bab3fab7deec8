//! A row by which this process tells that it serves, so that a page of the operator shows all that do.

use std::time::Duration;

use tallystick_base::Millis;
use tallystick_portal::Upkeep;
use tallystick_store::{Instance, Store};
use tokio_util::sync::CancellationToken;

use crate::host;

/// The pause between two rows. The page calls a process silent that missed several.
const PAUSE: Duration = Duration::from_mins(1);

/// What a process tells of itself as long as it serves.
pub(super) fn instance(store: &Store, address: &str, began: Millis) -> Instance {
    Instance {
        id: hex::encode(store.ambient().random::<16>()),
        address: address.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        began,
        seen: began,
        swept: None,
        scrubbed: None,
    }
}

/// Tells until `stop` is cancelled, and then that it serves no longer. A row that cannot be written is written the next time:
/// nothing rests on it.
pub(super) async fn keep(store: Store, mut instance: Instance, upkeep: Upkeep, stop: CancellationToken) {
    loop {
        instance.seen = host::now().unwrap_or(instance.seen);
        instance.swept = upkeep.last_sweep();
        instance.scrubbed = upkeep.last_scrub();
        if let Err(error) = store.note_instance(&instance).await {
            tracing::warn!(%error, "this process could not tell that it serves; it is tried again in a minute");
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
    if let Err(error) = store.forget_instance(&instance.id).await {
        tracing::warn!(%error, "this process could not tell that it serves no longer");
    }
}
