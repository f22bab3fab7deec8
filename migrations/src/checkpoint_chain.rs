//! Checkpoints form a chain: each row names the size of the one before it, so that one that goes missing leaves a gap.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::ledger::guards_of;
use crate::table::execute;

const TABLE: &str = "checkpoints";

const ADD: &[&str] = &[
    // 0 before the first.
    "ALTER TABLE checkpoints ADD COLUMN previous {integer} NOT NULL DEFAULT 0",
];

const FILL: &[&str] = &["UPDATE checkpoints SET previous = coalesce(
        (SELECT max(earlier.size) FROM checkpoints AS earlier WHERE earlier.size < checkpoints.size), 0
    )"];

const DROP: &[&str] = &["ALTER TABLE checkpoints DROP COLUMN previous"];

/// The eighth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0008_checkpoint_chain";
}

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        Self::NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// The rows that are there are written to once more, with their guard aside for as long as that takes.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, ADD).await?;
        if manager.get_connection().get_database_backend() == DbBackend::Postgres {
            execute(manager, &["ALTER TABLE checkpoints DISABLE TRIGGER USER"]).await?;
            execute(manager, FILL).await?;
            execute(manager, &["ALTER TABLE checkpoints ENABLE TRIGGER USER"]).await
        } else {
            execute(manager, &["DROP TRIGGER IF EXISTS checkpoints_never_update"]).await?;
            execute(manager, FILL).await?;
            let guards = guards_of(TABLE, DbBackend::Sqlite);
            let on_update = guards.iter().filter(|guard| guard.contains("BEFORE UPDATE"));
            execute(manager, &on_update.map(String::as_str).collect::<Vec<_>>()).await
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, DROP).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
