//! Certificates by the day of the split that they came of, for who looks for those that were split often in a short time.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    // With all that is counted of a split, so that no row is read.
    "CREATE INDEX certificates_by_split ON certificates (issued_on, root, parent, depth) WHERE parent IS NOT NULL",
];

const DROP: &[&str] = &["DROP INDEX certificates_by_split"];

/// The thirteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0013_certificate_splits";
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
