//! Figures for Prometheus, on an address of their own.

use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tallystick_store::Store;
use tokio_util::sync::CancellationToken;

/// Upper bounds of the buckets of every histogram, in seconds: from an entry tile out of the cache to a batch on a slow disk.
const BUCKETS: [f64; 14] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// How often what was observed is summed up, so that it does not pile up where nobody scrapes.
const TIDY: Duration = Duration::from_secs(5);
/// The text format of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Everything that is counted in this process.
#[derive(Clone)]
pub(crate) struct Metrics(PrometheusHandle);

impl Metrics {
    /// Counts from here on. Once in a process.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let handle = PrometheusBuilder::new()
            .set_buckets(&BUCKETS)
            .context("the buckets of the histograms are not usable")?
            .install_recorder()
            .context("metrics are counted already in this process")?;
        metrics::describe_gauge!("tallystick_build_info", "Always 1; its label is the version.");
        metrics::describe_gauge!(
            "tallystick_ledger_entries",
            "Entries under the published checkpoint."
        );
        metrics::describe_gauge!("tallystick_connections", "Connections that stand.");
        metrics::describe_counter!("tallystick_sweeps_total", "Sweeps of what falls due, by outcome.");
        metrics::describe_counter!(
            "tallystick_scrubs_total",
            "Stretches of entries read again, by outcome."
        );
        metrics::gauge!("tallystick_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
        Ok(Self(handle))
    }

    pub(super) fn router(self, store: &Store) -> Router {
        let size = store.watch();
        let render = move || {
            let (metrics, size) = (self.clone(), size.clone());
            async move {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a figure for a chart, exact up to 2^53 entries"
                )]
                metrics::gauge!("tallystick_ledger_entries").set(*size.borrow() as f64);
                ([(header::CONTENT_TYPE, TEXT)], metrics.0.render())
            }
        };
        Router::new().route("/metrics", get(render))
    }

    /// Sums up what was observed, again and again, until `stop` is cancelled.
    pub(super) async fn tidy(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TIDY) => self.0.run_upkeep(),
            }
        }
    }
}
