//! Empties SQLite's write-ahead log beside the writing.
//!
//! What a commit made durable stands in the write-ahead log, and has to be copied into the file sometime. SQLite lets the commit do
//! that with which the log has grown long enough, and that one takes several times as long as the others. Here it is done beside
//! them, by a connection that writes nothing, so that to the commit hardly anything is left.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::sync::watch;

/// From so many pages on it is worth it: fewer would be copied again and again, since batches change many of the same.
const WORTH_IT: i64 = 4_096;
/// How long to wait between two looks at least.
const PACE: Duration = Duration::from_millis(100);

/// Copies what has gathered, whenever entries were published. Ends with the sequencer that publishes them, and at once on a
/// database that is no file.
pub(crate) async fn keep_short(connection: DatabaseConnection, mut published: watch::Receiver<u64>) {
    if connection.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    while published.changed().await.is_ok() {
        if let Err(error) = shorten(&connection, WORTH_IT).await {
            // The next commit that finds the log too long does it itself.
            tracing::debug!(%error, "the write-ahead log was not copied");
        }
        tokio::time::sleep(PACE).await;
    }
}

/// Copies the pages that are not in the file yet, if there are so many. A crash on the way loses nothing: they still stand in the log.
/// How many there were.
async fn shorten(connection: &DatabaseConnection, worth_it: i64) -> Result<i64, DbErr> {
    let pages = run(connection, "NOOP").await?;
    if pages >= worth_it {
        run(connection, "PASSIVE").await?;
    }
    Ok(pages)
}

/// How many pages of the log were not in the file when it was done.
async fn run(connection: &DatabaseConnection, how: &str) -> Result<i64, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA wal_checkpoint({how})"));
    let Some(row) = connection.query_one_raw(statement).await? else {
        return Ok(0);
    };
    let (written, copied): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    Ok(written - copied)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::DatabaseUrl;
    use crate::database::Database;

    async fn opened(folder: &TempDir) -> Database {
        let url = DatabaseUrl::Sqlite(folder.path().join("ledger.sqlite"));
        Database::connect(&url, 1).await.unwrap()
    }

    #[tokio::test]
    async fn the_log_is_copied_once_it_is_worth_it() {
        let folder = tempfile::tempdir().unwrap();
        let database = opened(&folder).await;
        let begin = "CREATE TABLE written (text TEXT NOT NULL)";
        database.writer.execute_unprepared(begin).await.unwrap();
        let fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
            INSERT INTO written SELECT hex(zeroblob(4000)) FROM n";
        database.writer.execute_unprepared(fill).await.unwrap();

        let waiting = shorten(&database.reader, 1_000_000).await.unwrap();
        assert!(waiting > 100, "{waiting} pages");
        assert_eq!(shorten(&database.reader, 100).await.unwrap(), waiting);
        assert_eq!(shorten(&database.reader, 100).await.unwrap(), 0);
        database.close().await.unwrap();
    }

    #[tokio::test]
    async fn it_ends_with_who_publishes() {
        let folder = tempfile::tempdir().unwrap();
        let database = opened(&folder).await;
        let (sender, receiver) = watch::channel(0);
        drop(sender);
        keep_short(database.reader.clone(), receiver).await;
        database.close().await.unwrap();
    }
}
