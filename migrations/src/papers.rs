//! The orders and receipts behind claims, by which people look for them, and where else a search looks: lines of statements, sales,
//! and by the bank of a guarantee and the supplier of a line.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE TABLE papers (
        receivable {text} NOT NULL,
        kind {text} NOT NULL,
        number {text} NOT NULL,
        PRIMARY KEY (receivable, kind, number)
    )",
    "CREATE INDEX papers_by_number ON papers (number, receivable)",
    "CREATE INDEX bank_entries_by_amount ON bank_entries (amount, subject)",
    "CREATE INDEX bank_entries_by_reference ON bank_entries (reference, subject) WHERE reference IS NOT NULL",
    "CREATE INDEX bank_entries_by_id ON bank_entries (end_to_end, subject) WHERE end_to_end IS NOT NULL",
    "CREATE INDEX bank_entries_by_counterparty ON bank_entries (counterparty, subject) WHERE counterparty IS NOT NULL",
    "CREATE INDEX sales_by_price ON sales (price, subject)",
    "CREATE INDEX guarantees_by_bank ON guarantees (bank, subject) WHERE bank IS NOT NULL",
    "CREATE INDEX credit_lines_by_supplier ON credit_lines (supplier, subject) WHERE supplier IS NOT NULL",
    // Of very many certificates a court freezes few.
    "CREATE INDEX frozen_certificates_by_holder ON certificates (holder, due_on, subject) WHERE frozen = 1",
    "CREATE INDEX frozen_certificates_by_debtor ON certificates (debtor, due_on, subject) WHERE frozen = 1",
];

const DROP: &[&str] = &[
    "DROP INDEX frozen_certificates_by_debtor",
    "DROP INDEX frozen_certificates_by_holder",
    "DROP INDEX credit_lines_by_supplier",
    "DROP INDEX guarantees_by_bank",
    "DROP INDEX sales_by_price",
    "DROP INDEX bank_entries_by_counterparty",
    "DROP INDEX bank_entries_by_id",
    "DROP INDEX bank_entries_by_reference",
    "DROP INDEX bank_entries_by_amount",
    "DROP TABLE papers",
];

/// The migration that follows [`crate::search_more`].
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "0010_papers"
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
