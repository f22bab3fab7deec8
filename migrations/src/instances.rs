//! Which processes serve the ledger: one row each, which it writes anew as long as it serves.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &["CREATE TABLE instances (
        id {text} NOT NULL PRIMARY KEY,
        address {text} NOT NULL,
        version {text} NOT NULL,
        began {integer} NOT NULL,
        seen {integer} NOT NULL,
        swept {integer},
        scrubbed {integer}
    )"];

const DROP: &[&str] = &["DROP TABLE instances"];

/// The eighth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0012_instances";
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
