//! What falls due, recorded about once a minute.

use std::time::Duration;

use tallystick_portal::Upkeep;
use tallystick_store::Store;
use tokio_util::sync::CancellationToken;

/// The shortest pause between two sweeps, in milliseconds.
const PAUSE: u64 = 45_000;
/// What chance adds at most, so that instances started together do not sweep together.
const JITTER: u64 = 30_000;

/// Sweeps until `stop` is cancelled. A sweep that fails is tried again the next time; nothing is lost, for deadlines bind whether
/// or not they have been recorded.
pub(super) async fn keep(store: Store, upkeep: Upkeep, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause(&store)) => {}
        }
        sweep(&store, &upkeep).await;
    }
}

fn pause(store: &Store) -> Duration {
    let chance = u64::from(u32::from_be_bytes(store.ambient().random()));
    Duration::from_millis(PAUSE.saturating_add(chance % JITTER))
}

async fn sweep(store: &Store, upkeep: &Upkeep) {
    match store.sweep().await {
        Ok(report) => {
            let tallystick_store::SweepReport {
                recorded,
                overtaken,
                faulty,
            } = report;
            let outcome = if faulty == 0 { "done" } else { "incomplete" };
            metrics::counter!("tallystick_sweeps_total", "outcome" => outcome).increment(1);
            upkeep.swept(store.now(), recorded);
            if faulty > 0 {
                upkeep.sweep_failed(store.now());
                tracing::error!(faulty, "not all that fell due could be recorded; run an audit");
            }
            if recorded > 0 {
                tracing::info!(recorded, overtaken, "recorded what fell due");
            }
        }
        Err(error) => {
            metrics::counter!("tallystick_sweeps_total", "outcome" => "failed").increment(1);
            upkeep.sweep_failed(store.now());
            tracing::error!(%error, "what fell due could not be recorded; it is tried again in a minute");
        }
    }
}
