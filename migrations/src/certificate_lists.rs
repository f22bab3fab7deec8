//! Lists of certificates that answer from an index however many there are.
//!
//! A page is read in the order of the page and no further than it goes. That takes an index for each role in which a party may
//! have very many certificates, with what the list is narrowed by in front of what it is sorted by: stages of all of them, and
//! the few that are overdue.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const MAKE: &[&str] = &[
    // Whoever was passed a part sees what it was split from. With this there is no need to look at the parents of all that it holds.
    "ALTER TABLE certificates ADD COLUMN received {integer} NOT NULL DEFAULT 0",
    "CREATE INDEX certificates_received ON certificates (holder, parent) WHERE received = 1",
    "CREATE INDEX certificates_by_supplier_and_due ON certificates (supplier, due_on, subject)",
    "CREATE INDEX certificates_by_debtor_and_stage ON certificates (debtor, stage, subject)",
    "CREATE INDEX certificates_by_supplier_and_stage ON certificates (supplier, stage, subject)",
    "CREATE INDEX certificates_by_holder_and_stage ON certificates (holder, stage, subject)",
    "CREATE INDEX certificates_by_debtor_stage_and_due ON certificates (debtor, stage, due_on, subject)",
    "CREATE INDEX certificates_by_supplier_stage_and_due ON certificates (supplier, stage, due_on, subject)",
    "CREATE INDEX certificates_by_holder_stage_and_due ON certificates (holder, stage, due_on, subject)",
    "CREATE INDEX overdue_certificates ON certificates (subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_debtor ON certificates (debtor, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_supplier ON certificates (supplier, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_holder ON certificates (holder, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_due ON certificates (due_on, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_debtor_and_due ON certificates (debtor, due_on, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_supplier_and_due ON certificates (supplier, due_on, subject) WHERE overdue_since IS NOT NULL",
    "CREATE INDEX overdue_certificates_by_holder_and_due ON certificates (holder, due_on, subject) WHERE overdue_since IS NOT NULL",
];

const UNDO: &[&str] = &[
    "DROP INDEX overdue_certificates_by_holder_and_due",
    "DROP INDEX overdue_certificates_by_supplier_and_due",
    "DROP INDEX overdue_certificates_by_debtor_and_due",
    "DROP INDEX overdue_certificates_by_due",
    "DROP INDEX overdue_certificates_by_holder",
    "DROP INDEX overdue_certificates_by_supplier",
    "DROP INDEX overdue_certificates_by_debtor",
    "DROP INDEX overdue_certificates",
    "DROP INDEX certificates_by_holder_stage_and_due",
    "DROP INDEX certificates_by_supplier_stage_and_due",
    "DROP INDEX certificates_by_debtor_stage_and_due",
    "DROP INDEX certificates_by_holder_and_stage",
    "DROP INDEX certificates_by_supplier_and_stage",
    "DROP INDEX certificates_by_debtor_and_stage",
    "DROP INDEX certificates_by_supplier_and_due",
    "DROP INDEX certificates_received",
    "ALTER TABLE certificates DROP COLUMN received",
];

/// The sixth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "0006_certificate_lists"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, MAKE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, UNDO).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
