//! Where a search for a member looks: an index on the name that people type.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &["CREATE INDEX members_by_name ON members (name, subject)"];

const DROP: &[&str] = &["DROP INDEX members_by_name"];

/// The seventeenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0017_member_names";
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
