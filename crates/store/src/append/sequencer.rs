//! The task that owns writing.

use std::sync::{Arc, Mutex, RwLock};

use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::Checked;
use super::batch::{BatchError, Outcome, Read, Uncommitted, Writer};
use crate::{Refused, StoreError};

/// How many statements may wait for the next batch; beyond that callers are told to come back.
const MOST_WAITING: usize = 8_192;
/// How many statements one batch takes at most. It bounds memory, and how long a caller waits for one commit.
const MOST_IN_BATCH: usize = 1_024;
/// How often a batch is tried that other instances overtook.
const MOST_ATTEMPTS: u32 = 8;

/// What a caller hands over: its statements, which keep their order, and where the answers go.
struct Job {
    checked: Vec<Checked>,
    answer: oneshot::Sender<Vec<Outcome>>,
}

/// The way to the task that writes.
#[derive(Debug)]
pub(crate) struct Sequencer {
    /// None once no more is taken.
    jobs: RwLock<Option<mpsc::Sender<Job>>>,
    published: Published,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Sequencer {
    /// Starts the task. `size` is the number of entries now.
    pub(crate) fn start(writer: Writer, size: u64) -> Self {
        let (jobs, queue) = mpsc::channel(MOST_WAITING);
        let published = Published(watch::Sender::new(size));
        let task = tokio::spawn(run(writer, queue, published.clone()));
        Self {
            jobs: RwLock::new(Some(jobs)),
            published,
            task: Mutex::new(Some(task)),
        }
    }

    /// Hands statements over and waits for what becomes of them.
    pub(crate) async fn append(&self, checked: Vec<Checked>) -> Result<Vec<Outcome>, Refused> {
        let (answer, outcome) = oneshot::channel();
        let jobs = self.jobs.read().ok().and_then(|jobs| jobs.clone());
        let jobs = jobs.ok_or(Refused::Fault(StoreError::Stopping))?;
        jobs.try_send(Job { checked, answer })
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => Refused::Busy,
                mpsc::error::TrySendError::Closed(_) => Refused::Fault(StoreError::Stopping),
            })?;
        drop(jobs);
        outcome.await.map_err(|_| Refused::Fault(StoreError::Stopping))
    }

    /// The number of published entries, as this instance wrote or saw them.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.published.0.subscribe()
    }

    /// Tells of entries that another instance published.
    pub(crate) fn saw(&self, size: u64) {
        self.published.tell(size);
    }

    /// Whether the task still takes statements.
    pub(crate) fn is_running(&self) -> bool {
        let jobs = self.jobs.read();
        jobs.is_ok_and(|jobs| jobs.as_ref().is_some_and(|jobs| !jobs.is_closed()))
    }

    /// Takes no more, and waits until everything that was handed over has been answered.
    pub(crate) async fn drain(&self) {
        if let Ok(mut jobs) = self.jobs.write() {
            *jobs = None;
        }
        let task = self.task.lock().ok().and_then(|mut task| task.take());
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the task that writes did not end well");
        }
    }
}

/// The number of published entries, for everybody who follows it.
#[derive(Debug, Clone)]
struct Published(watch::Sender<u64>);

impl Published {
    /// It only grows: whoever read the head before a batch was committed may tell of it after that.
    fn tell(&self, size: u64) {
        self.0.send_if_modified(|known| {
            let more = size > *known;
            *known = size.max(*known);
            more
        });
    }
}

async fn run(mut writer: Writer, queue: mpsc::Receiver<Job>, published: Published) {
    let mut line = Line::new(queue);
    while let Some(mut batch) = line.next().await {
        let Some(written) = batch.write(&mut writer).await else {
            batch.answer();
            continue;
        };
        let next = line.whole_batch();
        match read_ahead(&mut writer, &written, &next).await {
            Ok(Some(read)) => {
                let committing = commit(written, batch, published.clone());
                writer.follow(read, tokio::spawn(committing));
            }
            Ok(None) => {
                if !commit(written, batch, published.clone()).await {
                    writer.forget();
                }
            }
            Err(error) => {
                writer.forget();
                batch.fail(error);
                batch.answer();
            }
        }
    }
    if let Err(error) = writer.close().await {
        tracing::warn!(%error, "the database connections did not close cleanly");
    }
}

/// Reads for the next batch, if there is one.
async fn read_ahead(
    writer: &mut Writer,
    written: &Uncommitted,
    next: &[&Checked],
) -> Result<Option<Read>, StoreError> {
    if next.is_empty() {
        return Ok(None);
    }
    writer.read_ahead(written, next).await
}

/// Commits a batch, tells of it, and answers its callers. Whether it stands.
async fn commit(written: Uncommitted, mut batch: Batch, published: Published) -> bool {
    let result = written.commit().await;
    let stands = result.is_ok();
    match result {
        Ok((outcomes, size)) => {
            if let Some(size) = size {
                published.tell(size);
            }
            batch.settle(outcomes);
        }
        Err(error) => batch.fail(error),
    }
    batch.answer();
    stands
}

/// Those who wait for their turn.
struct Line {
    queue: mpsc::Receiver<Job>,
    /// Taken from the queue for the next batch.
    jobs: Vec<Job>,
}

impl Line {
    const fn new(queue: mpsc::Receiver<Job>) -> Self {
        Self {
            queue,
            jobs: Vec::new(),
        }
    }

    /// The next batch; none once nobody is left who could hand one over.
    ///
    /// There is no timer: what arrived while the last batch was being written is the next one, and when nothing did, the next
    /// statement is a batch of its own.
    async fn next(&mut self) -> Option<Batch> {
        if self.jobs.is_empty() {
            self.jobs.push(self.queue.recv().await?);
        }
        self.fill();
        Some(Batch::of(self.jobs.drain(..)))
    }

    /// The statements of the next batch, if so many wait that no more are taken: then nobody gains from waiting for a commit before
    /// they are read. A batch that is not full takes in what arrives during the commit.
    fn whole_batch(&mut self) -> Vec<&Checked> {
        if self.fill() < MOST_IN_BATCH {
            return Vec::new();
        }
        self.jobs.iter().flat_map(|job| &job.checked).collect()
    }

    /// Takes what waits, up to a whole batch. How many statements that are.
    fn fill(&mut self) -> usize {
        let mut count = self.jobs.iter().map(|job| job.checked.len()).sum();
        while count < MOST_IN_BATCH
            && let Ok(job) = self.queue.try_recv()
        {
            count += job.checked.len();
            self.jobs.push(job);
        }
        count
    }
}

/// A batch on its way, with those who wait for its answers.
struct Batch {
    outcomes: Vec<Option<Outcome>>,
    /// Those that have no outcome yet, with their places.
    left: Vec<(usize, Checked)>,
    shares: Vec<(usize, oneshot::Sender<Vec<Outcome>>)>,
}

impl Batch {
    fn of(jobs: impl Iterator<Item = Job>) -> Self {
        let (mut left, mut shares) = (Vec::new(), Vec::new());
        for job in jobs {
            shares.push((job.checked.len(), job.answer));
            left.extend(job.checked);
        }
        Self {
            outcomes: left.iter().map(|_| None).collect(),
            left: left.into_iter().enumerate().collect(),
            shares,
        }
    }

    /// Has it written: without those of its statements that are at fault, and again where the head moved meanwhile. Nothing where
    /// none is left to be committed.
    async fn write(&mut self, writer: &mut Writer) -> Option<Uncommitted> {
        let mut attempts = 0;
        while !self.left.is_empty() {
            let round: Vec<&Checked> = self.left.iter().map(|(_, checked)| checked).collect();
            match writer.write(&round).await {
                Ok(written) => return Some(written),
                Err(BatchError::Culprit(at, error)) if at < self.left.len() => {
                    tracing::error!(%error, "a statement could not be decided");
                    let (place, _) = self.left.remove(at);
                    self.set(place, Outcome::Refused(Refused::Fault(error)));
                }
                Err(BatchError::Overtaken) if attempts < MOST_ATTEMPTS => attempts += 1,
                Err(BatchError::Overtaken) => self.fail(StoreError::Contended(attempts)),
                Err(BatchError::Culprit(_, error) | BatchError::Fault(error)) => self.fail(error),
            }
        }
        None
    }

    /// Takes the outcomes of those that are left.
    fn settle(&mut self, outcomes: Vec<Outcome>) {
        for ((place, _), outcome) in std::mem::take(&mut self.left).into_iter().zip(outcomes) {
            self.set(place, outcome);
        }
    }

    /// Gives all that are left the same fault.
    fn fail(&mut self, error: StoreError) {
        tracing::error!(%error, "a batch was not written");
        let shared = Arc::new(error);
        for (place, _) in std::mem::take(&mut self.left) {
            let error = StoreError::Batch(Arc::clone(&shared));
            self.set(place, Outcome::Refused(Refused::Fault(error)));
        }
    }

    fn set(&mut self, place: usize, outcome: Outcome) {
        if let Some(slot) = self.outcomes.get_mut(place) {
            *slot = Some(outcome);
        }
    }

    /// Answers everybody. A caller that went away does not undo what was committed; asking again finds it.
    fn answer(self) {
        let unanswered = || Outcome::Refused(Refused::Fault(StoreError::Stopping));
        let mut outcomes = self
            .outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or_else(unanswered));
        for (share, answer) in self.shares {
            let _ = answer.send(outcomes.by_ref().take(share).collect());
        }
    }
}
