//! Certificates by stage, for who sees all of them and stands in no role.

use sea_orm_migration::prelude::*;

use crate::table::execute;

/// Both hold every certificate. Their condition is one that only who sees all certificates asks with: without it SQLite, which keeps
/// no statistics, would prefer them to the indexes of the roles that few certificates have.
const CREATE: &[&str] = &[
    "CREATE INDEX certificates_by_stage ON certificates (stage, subject) WHERE depth >= 0",
    "CREATE INDEX certificates_by_stage_and_due ON certificates (stage, due_on, subject) WHERE depth >= 0",
];

const DROP: &[&str] = &[
    "DROP INDEX certificates_by_stage_and_due",
    "DROP INDEX certificates_by_stage",
];

/// The fourteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0014_certificate_stages";
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
