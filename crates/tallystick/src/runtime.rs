//! The asynchronous runtime of the commands that need one.

use anyhow::Context as _;
use tokio::runtime::{Builder, Runtime};

/// A runtime with a thread for each core.
pub(crate) fn start() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the system gives no threads to work with")
}
