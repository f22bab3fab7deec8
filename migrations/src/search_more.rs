//! Where a search for a guarantee or a filing looks: indexes on the amount and the number that people type.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE INDEX guarantees_by_at_most ON guarantees (at_most, subject)",
    "CREATE INDEX filings_by_number ON filings (number, subject)",
];

const DROP: &[&str] = &["DROP INDEX filings_by_number", "DROP INDEX guarantees_by_at_most"];

/// The seventh migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0007_search_more";
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
