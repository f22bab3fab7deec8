//! Lists of all certificates that answer from an index: by stage, for auditors, who stand in no role, and by the day of a split, for
//! who looks for certificates that were split often in a short time.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE INDEX certificates_by_stage ON certificates (stage, subject)",
    "CREATE INDEX certificates_by_stage_and_due ON certificates (stage, due_on, subject)",
    // With all that is counted of a split, so that no row is read.
    "CREATE INDEX certificates_by_split ON certificates (issued_on, root, parent, depth) WHERE parent IS NOT NULL",
];

const DROP: &[&str] = &[
    "DROP INDEX certificates_by_split",
    "DROP INDEX certificates_by_stage_and_due",
    "DROP INDEX certificates_by_stage",
];

/// The thirteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0013_certificate_stages";
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
