//! The database that a ledger is folded into anew.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use tallystick_migrations::{Migrator, MigratorTrait as _};

use crate::StoreError;
use crate::database::{Database, DatabaseUrl};

/// An SQLite file that nobody else sees, and that is deleted in the end. It promises nothing, so it need not be durable.
pub(crate) struct Scratch {
    database: Database,
    path: PathBuf,
}

impl Scratch {
    pub(super) async fn create(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("scratch.sqlite");
        if path.exists() {
            return Err(StoreError::Address(format!(
                "{} exists; give an empty folder",
                path.display()
            )));
        }
        let database = Database::connect(&DatabaseUrl::Sqlite(path.clone()), 1).await?;
        database
            .writer
            .execute_unprepared("PRAGMA synchronous = OFF")
            .await?;
        Migrator::up(&database.writer, None).await?;
        Ok(Self { database, path })
    }

    /// What it is written and read through.
    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.database.writer
    }

    pub(super) async fn delete(self) -> Result<(), StoreError> {
        self.database.close().await?;
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.path.clone().into_os_string();
            path.push(suffix);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    tracing::warn!(%error, path = %PathBuf::from(&path).display(), "a scratch file stays behind");
                }
                _ => (),
            }
        }
        Ok(())
    }
}
