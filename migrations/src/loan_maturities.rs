//! Loans by the day on which they are paid back: an index for each role whose list may come in that order. That of the bank is there.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE INDEX loans_by_maturity ON loans (matures_on, subject)",
    "CREATE INDEX loans_by_borrower_and_maturity ON loans (borrower, matures_on, subject)",
    "CREATE INDEX loans_by_holder_and_maturity ON loans (holder, matures_on, subject)",
    "CREATE INDEX loans_by_pool_and_maturity ON loans (pool, matures_on, subject) WHERE pool IS NOT NULL",
];

const DROP: &[&str] = &[
    "DROP INDEX loans_by_pool_and_maturity",
    "DROP INDEX loans_by_holder_and_maturity",
    "DROP INDEX loans_by_borrower_and_maturity",
    "DROP INDEX loans_by_maturity",
];

/// The fifteenth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0015_loan_maturities";
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
