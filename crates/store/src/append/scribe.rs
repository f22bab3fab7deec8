//! Writes the first rows of a batch while the statements behind them are still being decided.

use sea_orm::DatabaseTransaction;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::write::Piece;
use crate::StoreError;

/// How many pieces may wait to be written; whoever decides waits then, so that a batch is not held in memory twice.
const MOST_WAITING: usize = 2;

/// The transaction of a batch, in the hands of the task that writes.
pub(super) struct Scribe {
    pieces: mpsc::Sender<Piece>,
    task: JoinHandle<Result<DatabaseTransaction, StoreError>>,
}

impl Scribe {
    pub(super) fn start(transaction: DatabaseTransaction) -> Self {
        let (pieces, mut queue) = mpsc::channel::<Piece>(MOST_WAITING);
        let task = tokio::spawn(async move {
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
    pub(super) async fn finish(self) -> Result<DatabaseTransaction, StoreError> {
        drop(self.pieces);
        self.task.await?
    }
}
