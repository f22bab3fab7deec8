//! Audits that run beside the service: one at a time, each on a thread and connections of its own. What they found is kept
//! until the process ends; an audit is repeated in minutes, and proves nothing to anyone but whoever ran it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tallystick_base::Millis;
use tallystick_store::{AuditReport, Progress, Settings, Store};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

/// How many runs are remembered.
const KEPT: usize = 20;
/// How long a run may take: one that holds its view of the database for longer keeps the database from tidying up.
const LONGEST: Duration = Duration::from_hours(6);

/// What an audit needs.
#[derive(Debug, Clone)]
pub struct AuditSettings {
    /// How to open the database once more.
    pub store: Settings,
    /// A folder with room for a second database, in which each run makes one of its own.
    pub scratch: PathBuf,
    /// Ends a run that is under way.
    pub stop: CancellationToken,
}

impl AuditSettings {
    /// These, with a way to stop that nobody uses.
    pub fn new(store: Settings, scratch: PathBuf) -> Self {
        Self {
            store,
            scratch,
            stop: CancellationToken::new(),
        }
    }
}

/// The runs, the newest first. At most the first is under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Audits(Arc<Mutex<VecDeque<Run>>>);

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Who asked for it: member and party.
    pub(crate) asked_by: (String, String),
    /// When it began.
    pub(crate) began: Millis,
    /// How many entries the ledger had then.
    pub(crate) size: u64,
    /// How it stands.
    pub(crate) stands: Stands,
}

/// How a run stands.
#[derive(Debug, Clone)]
pub(crate) enum Stands {
    /// So many of so many entries are decided again.
    Entries { done: u64, all: u64 },
    /// This table is compared.
    Table(&'static str),
    /// It came to an end.
    Found { at: Millis, report: AuditReport },
    /// It broke off; the log says why.
    Broken { at: Millis },
}

impl Run {
    pub(crate) const fn is_under_way(&self) -> bool {
        match self.stands {
            Stands::Entries { .. } | Stands::Table(_) => true,
            Stands::Found { .. } | Stands::Broken { .. } => false,
        }
    }
}

impl From<Progress> for Stands {
    fn from(progress: Progress) -> Self {
        match progress {
            Progress::Entries { done, all } => Self::Entries { done, all },
            Progress::Table(table) => Self::Table(table),
        }
    }
}

impl Audits {
    /// The runs, the newest first.
    pub(crate) fn runs(&self) -> Vec<Run> {
        self.lock().iter().cloned().collect()
    }

    /// Begins a run, unless one is under way.
    pub(crate) fn begin(&self, store: &Store, settings: &AuditSettings, asked_by: (String, String)) {
        let run = Run {
            asked_by,
            began: store.now(),
            size: *store.watch().borrow(),
            stands: Stands::Entries { done: 0, all: 0 },
        };
        if !self.take_place(run) {
            return;
        }
        let (audits, store, settings) = (self.clone(), store.clone(), settings.clone());
        tokio::spawn(async move {
            let (board, reader, handle) = (audits.clone(), store.clone(), Handle::current());
            // Deciding again is work for the processor, and must not hold up a thread that answers requests.
            let work = move || handle.block_on(run_to_its_end(&board, &reader, &settings));
            let report = tokio::task::spawn_blocking(work).await.ok().flatten();
            let at = store.now();
            audits.tell(match report {
                Some(report) => Stands::Found { at, report },
                None => Stands::Broken { at },
            });
        });
    }

    fn take_place(&self, run: Run) -> bool {
        let mut runs = self.lock();
        if runs.front().is_some_and(Run::is_under_way) {
            return false;
        }
        runs.push_front(run);
        runs.truncate(KEPT);
        true
    }

    fn tell(&self, stands: Stands) {
        if let Some(run) = self.lock().front_mut() {
            run.stands = stands;
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Run>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The report; none where the run broke off, which is logged.
async fn run_to_its_end(audits: &Audits, store: &Store, settings: &AuditSettings) -> Option<AuditReport> {
    let folder = tempfile::Builder::new()
        .prefix(".scratch-")
        .tempdir_in(&settings.scratch);
    let folder = folder
        .inspect_err(|error| tracing::error!(%error, "an audit has no folder to work in"))
        .ok()?;
    let mut progress = |progress: Progress| audits.tell(progress.into());
    let audit = store.audit(&settings.store, folder.path(), &mut progress);
    let ended = settings
        .stop
        .run_until_cancelled(tokio::time::timeout(LONGEST, audit))
        .await?;
    let audited = ended
        .inspect_err(|_| tracing::error!("an audit took too long, and was broken off"))
        .ok()?;
    audited
        .inspect_err(|error| tracing::error!(code = error.code(), "an audit broke off"))
        .ok()
}
