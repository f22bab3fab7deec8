//! What holds the declines of proposals, so that one that was changed by hand is found.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &["CREATE TABLE declines (
        proposal {text} NOT NULL PRIMARY KEY,
        seal {bytes} NOT NULL
    )"];

const DROP: &[&str] = &["DROP TABLE declines"];

/// The sixteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0016_declines";
}

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        Self::NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, CREATE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, DROP).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
