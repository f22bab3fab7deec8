//! How far a command that reads the whole ledger has come, for whoever waits at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use tallystick_store::Progress;

/// A bar on standard error; nothing is drawn where that is no terminal.
pub(super) struct Shown(ProgressBar);

impl Shown {
    pub(super) fn start() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("reading [{bar:40}] {pos} of {len} entries {msg}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub(super) fn show(&self, progress: Progress) {
        match progress {
            Progress::Entries { done, all } => {
                self.0.set_length(all);
                self.0.set_position(done);
            }
            Progress::Table(table) => self.0.set_message(format!("– comparing {table}")),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
