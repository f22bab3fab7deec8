//! Writes the first rows of a batch while the statements behind them are still being decided.

use sea_orm::DatabaseTransaction;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::write::Rows;
use crate::StoreError;

/// How many pieces may wait to be written; whoever decides waits then, so that a batch is not held in memory twice.
const MOST_WAITING: usize = 2;

/// The transaction of a batch, in the hands of the task that writes.
pub(super) struct Scribe {
    rows: mpsc::Sender<Rows>,
    task: JoinHandle<Result<DatabaseTransaction, StoreError>>,
}

impl Scribe {
    pub(super) fn start(transaction: DatabaseTransaction) -> Self {
        let (rows, mut queue) = mpsc::channel::<Rows>(MOST_WAITING);
        let task = tokio::spawn(async move {
            while let Some(rows) = queue.recv().await {
                rows.write(&transaction).await?;
            }
            // A crash up to here leaves nothing: the rows stand in a transaction that nobody commits.
            Ok(transaction)
        });
        Self { rows, task }
    }

    /// Hands rows over. After a fault nobody takes them; `finish` tells of it.
    pub(super) async fn write(&self, rows: Rows) {
        let _ = self.rows.send(rows).await;
    }

    /// Waits until everything is written, and gives the transaction back.
    pub(super) async fn finish(self) -> Result<DatabaseTransaction, StoreError> {
        drop(self.rows);
        self.task.await.map_err(|_| StoreError::Stopping)?
    }
}
