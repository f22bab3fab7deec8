//! What the service does by itself beside answering: recording what falls due, and reading again what is stored. Whoever runs it
//! tells here, and a page of the operator shows it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tallystick_base::Millis;

/// What was last done, in this process. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Upkeep(Arc<Mutex<Done>>);

/// What was last done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Done {
    /// When what fell due was last recorded, and how many entries that made.
    pub(crate) swept: Option<(Millis, u64)>,
    /// When that last failed, where it has not succeeded since.
    pub(crate) sweep_failed: Option<Millis>,
    /// When a stretch was last read again, and the entry before which it ended; 0 at the end of the ledger.
    pub(crate) scrubbed: Option<(Millis, u64)>,
    /// What was found there that is not as it was sealed, and when; it stays until the stretch is good again.
    pub(crate) scrub_found: Option<(Millis, String)>,
}

impl Upkeep {
    /// What fell due is recorded.
    pub fn swept(&self, at: Millis, recorded: u64) {
        let mut done = self.lock();
        done.swept = Some((at, recorded));
        done.sweep_failed = None;
    }

    /// What fell due could not be recorded.
    pub fn sweep_failed(&self, at: Millis) {
        self.lock().sweep_failed = Some(at);
    }

    /// A stretch was read again, and is as it was sealed; the next one begins at this entry.
    pub fn scrubbed(&self, at: Millis, next: u64) {
        let mut done = self.lock();
        done.scrubbed = Some((at, next));
        done.scrub_found = None;
    }

    /// A stretch is not as it was sealed, or could not be read.
    pub fn scrub_found(&self, at: Millis, what: String) {
        self.lock().scrub_found = Some((at, what));
    }

    /// When what fell due was last recorded.
    pub fn last_sweep(&self) -> Option<Millis> {
        self.lock().swept.map(|(at, _)| at)
    }

    /// When a stretch was last read again, whatever was found.
    pub fn last_scrub(&self) -> Option<Millis> {
        let done = self.lock();
        let found = done.scrub_found.as_ref().map(|(at, _)| *at);
        found.max(done.scrubbed.map(|(at, _)| at))
    }

    pub(crate) fn done(&self) -> Done {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Done> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
