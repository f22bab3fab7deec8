//! Where a search by a number or an amount looks: indexes on the columns that people type from.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE INDEX certificates_by_amount ON certificates (amount, subject)",
    "CREATE INDEX certificates_by_outstanding ON certificates (outstanding, subject)",
    "CREATE INDEX contracts_by_written_number ON contracts (number, subject)",
    "CREATE INDEX contracts_by_amount ON contracts (amount, subject)",
    "CREATE INDEX receivables_by_amount ON receivables (amount, subject)",
    "CREATE INDEX payments_by_amount ON payments (amount, subject)",
    "CREATE INDEX payments_by_reference ON payments (reference, subject)",
    "CREATE INDEX requests_by_amount ON requests (amount, subject)",
    "CREATE INDEX requests_by_debtor ON requests (debtor, subject)",
    "CREATE INDEX loans_by_principal ON loans (principal, subject)",
    "CREATE INDEX loans_by_open_principal ON loans (open_principal, subject)",
    "CREATE INDEX loans_by_end_to_end ON loans (end_to_end, subject) WHERE end_to_end IS NOT NULL",
    "CREATE INDEX loans_by_debtor ON loans (debtor, subject)",
    "CREATE INDEX credit_lines_by_limit ON credit_lines (credit_limit, subject)",
    "CREATE INDEX credit_lines_by_party ON credit_lines (party, subject) WHERE party IS NOT NULL",
];

const DROP: &[&str] = &[
    "DROP INDEX credit_lines_by_party",
    "DROP INDEX credit_lines_by_limit",
    "DROP INDEX loans_by_debtor",
    "DROP INDEX loans_by_end_to_end",
    "DROP INDEX loans_by_open_principal",
    "DROP INDEX loans_by_principal",
    "DROP INDEX requests_by_debtor",
    "DROP INDEX requests_by_amount",
    "DROP INDEX payments_by_reference",
    "DROP INDEX payments_by_amount",
    "DROP INDEX receivables_by_amount",
    "DROP INDEX contracts_by_amount",
    "DROP INDEX contracts_by_written_number",
    "DROP INDEX certificates_by_outstanding",
    "DROP INDEX certificates_by_amount",
];

/// The fifth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0005_search";
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
