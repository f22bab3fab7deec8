//! Lines of statements by the day of their booking, the order in which their lists come: an index for each way in which a list is
//! narrowed.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE INDEX bank_entries_by_day ON bank_entries (booked_on, subject)",
    "CREATE INDEX bank_entries_by_bank_and_day ON bank_entries (bank, booked_on, subject)",
    "CREATE INDEX bank_entries_by_bank_stage_and_day ON bank_entries (bank, stage, booked_on, subject)",
    "CREATE INDEX bank_entries_by_loan_and_day ON bank_entries (loan, booked_on, subject) WHERE loan IS NOT NULL",
];

const DROP: &[&str] = &[
    "DROP INDEX bank_entries_by_loan_and_day",
    "DROP INDEX bank_entries_by_bank_stage_and_day",
    "DROP INDEX bank_entries_by_bank_and_day",
    "DROP INDEX bank_entries_by_day",
];

/// The eighteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0018_bank_entry_days";
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
