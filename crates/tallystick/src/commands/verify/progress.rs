//! How far the check of a long log has come, for whoever waits at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter logs are checked before a bar could be read.
const LONG: u64 = 5_000;

/// A bar on standard error; nothing is drawn when that is no terminal, or the log is short.
pub(super) fn bar(entries: u64) -> ProgressBar {
    if entries < LONG {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(entries);
    if let Ok(style) = ProgressStyle::with_template("checking [{bar:40}] {pos} of {len} entries, {eta} left")
    {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
