//! The task that owns writing.

use std::sync::{Arc, Mutex, RwLock};

use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::Checked;
use super::batch::{BatchError, Outcome, Writer};
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

async fn run(mut writer: Writer, mut queue: mpsc::Receiver<Job>, published: Published) {
    let mut jobs = Vec::new();
    // There is no timer: what arrived while the last batch was being committed is the next one, and when nothing did, the
    // next statement is a batch of its own.
    while let Some(first) = queue.recv().await {
        let mut count = first.checked.len();
        jobs.push(first);
        while count < MOST_IN_BATCH
            && let Ok(job) = queue.try_recv()
        {
            count += job.checked.len();
            jobs.push(job);
        }
        let mut batch = Vec::with_capacity(count);
        let mut shares = Vec::with_capacity(jobs.len());
        for job in jobs.drain(..) {
            shares.push((job.checked.len(), job.answer));
            batch.extend(job.checked);
        }
        let (outcomes, size) = finish(&mut writer, batch).await;
        if let Some(size) = size {
            published.tell(size);
        }
        let mut outcomes = outcomes.into_iter();
        for (share, answer) in shares {
            // A caller that went away does not undo what was committed; asking again finds it.
            let _ = answer.send(outcomes.by_ref().take(share).collect());
        }
    }
    if let Err(error) = writer.database.close().await {
        tracing::warn!(%error, "the database connections did not close cleanly");
    }
}

/// Runs a batch to its end: without those of its statements that are at fault, and again where the head moved meanwhile.
async fn finish(writer: &mut Writer, batch: Vec<Checked>) -> (Vec<Outcome>, Option<u64>) {
    let mut outcomes: Vec<Option<Outcome>> = batch.iter().map(|_| None).collect();
    let mut left: Vec<(usize, Checked)> = batch.into_iter().enumerate().collect();
    let mut attempts = 0;
    while !left.is_empty() {
        let round: Vec<&Checked> = left.iter().map(|(_, checked)| checked).collect();
        match writer.run(&round).await {
            Ok((found, size)) => {
                for ((place, _), outcome) in left.drain(..).zip(found) {
                    set(&mut outcomes, place, outcome);
                }
                return (complete(outcomes), size);
            }
            Err(BatchError::Culprit(at, error)) if at < left.len() => {
                tracing::error!(%error, "a statement could not be decided");
                let (place, _) = left.remove(at);
                set(&mut outcomes, place, Outcome::Refused(Refused::Fault(error)));
            }
            Err(BatchError::Overtaken) if attempts < MOST_ATTEMPTS => attempts += 1,
            Err(BatchError::Overtaken) => {
                fail(&mut outcomes, &mut left, StoreError::Contended(attempts));
            }
            Err(BatchError::Culprit(_, error) | BatchError::Fault(error)) => {
                tracing::error!(%error, "a batch was not written");
                fail(&mut outcomes, &mut left, error);
            }
        }
    }
    (complete(outcomes), None)
}

/// Answers all that are left with the same fault.
fn fail(outcomes: &mut [Option<Outcome>], left: &mut Vec<(usize, Checked)>, error: StoreError) {
    let shared = Arc::new(error);
    for (place, _) in left.drain(..) {
        let error = StoreError::Batch(Arc::clone(&shared));
        set(outcomes, place, Outcome::Refused(Refused::Fault(error)));
    }
}

fn set(outcomes: &mut [Option<Outcome>], place: usize, outcome: Outcome) {
    if let Some(slot) = outcomes.get_mut(place) {
        *slot = Some(outcome);
    }
}

fn complete(outcomes: Vec<Option<Outcome>>) -> Vec<Outcome> {
    let unanswered = || Outcome::Refused(Refused::Fault(StoreError::Stopping));
    outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_or_else(unanswered))
        .collect()
}
