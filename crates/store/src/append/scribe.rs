//! Writes the first rows of a batch while the statements behind them are still being decided.

use std::future::Future;

use sea_orm::DatabaseTransaction;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::batch::BatchError;
use super::write::Piece;

/// How many pieces may wait to be written; whoever decides waits then, so that a batch is not held in memory twice.
const MOST_WAITING: usize = 2;

/// The transaction of a batch, in the hands of the task that writes.
pub(super) struct Scribe {
    pieces: mpsc::Sender<Piece>,
    task: JoinHandle<Result<DatabaseTransaction, BatchError>>,
}

impl Scribe {
    /// Starts it, with a transaction that is there or comes once the batch in front is committed.
    pub(super) fn start<F>(transaction: F) -> Self
    where
        F: Future<Output = Result<DatabaseTransaction, BatchError>> + Send + 'static,
    {
        let (pieces, mut queue) = mpsc::channel::<Piece>(MOST_WAITING);
        let task = tokio::spawn(async move {
            let transaction = transaction.await?;
            while let Some(piece) = queue.recv().await {
                piece.write(&transaction).await?;
            }
            // A crash up to here leaves nothing: the rows stand in a transaction that nobody commits.
            Ok(transaction)
        });
        Self { pieces, task }
    }

    /// Hands a piece over. After a fault nobody takes it; `finish` tells of that.
    pub(super) async fn write(&self, piece: Piece) {
        let _ = self.pieces.send(piece).await;
    }

    /// Waits until everything is written, and gives the transaction back.
    pub(super) async fn finish(self) -> Result<DatabaseTransaction, BatchError> {
        drop(self.pieces);
        self.task.await?
    }
}
