//! The read model: one row for each listed subject, with what lists filter by, sort by and show.
//!
//! A row follows from the subject's state alone, so it can be rebuilt and compared at any time. Lists go through one party's
//! column in the order of a page; that is what most of the indexes are for.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const PARTIES: &[&str] = &[
    "CREATE TABLE parties (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        capacities {text} NOT NULL,
        buyer_class {text},
        scheme {text} NOT NULL,
        code {text} NOT NULL,
        members {integer} NOT NULL
    )",
    "CREATE TABLE profiles (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        party {text} NOT NULL,
        legal_name {text} NOT NULL,
        size {text}
    )",
    "CREATE INDEX profiles_by_party ON profiles (party)",
    "CREATE TABLE members (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        party {text} NOT NULL,
        name {text} NOT NULL,
        roles {text} NOT NULL,
        stage {text} NOT NULL
    )",
    "CREATE INDEX members_by_party ON members (party, subject)",
];

const CONTRACTS: &[&str] = &[
    "CREATE TABLE contracts (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        supplier {text} NOT NULL,
        buyer {text} NOT NULL,
        registered_by {text} NOT NULL,
        number_subject {text} NOT NULL,
        number {text} NOT NULL,
        title {text} NOT NULL,
        amount {integer} NOT NULL,
        currency {text} NOT NULL,
        signed_on {text} NOT NULL,
        procurement {text} NOT NULL,
        vouchers_agreed {integer} NOT NULL,
        revision {integer} NOT NULL
    )",
    "CREATE INDEX contracts_by_supplier ON contracts (supplier, subject)",
    "CREATE INDEX contracts_by_buyer ON contracts (buyer, subject)",
    "CREATE INDEX contracts_by_number ON contracts (number_subject)",
    "CREATE TABLE amendments (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        contract {text} NOT NULL,
        supplier {text} NOT NULL,
        buyer {text} NOT NULL,
        proposed_by {text} NOT NULL,
        basis {integer} NOT NULL,
        signed_on {text} NOT NULL
    )",
    "CREATE INDEX amendments_by_supplier ON amendments (supplier, subject)",
    "CREATE INDEX amendments_by_buyer ON amendments (buyer, subject)",
    "CREATE INDEX amendments_by_contract ON amendments (contract, subject)",
];

const RECEIVABLES: &[&str] = &[
    "CREATE TABLE receivables (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        contract {text} NOT NULL,
        supplier {text} NOT NULL,
        buyer {text} NOT NULL,
        centre {text},
        amount {integer} NOT NULL,
        currency {text} NOT NULL,
        claimed_on {text} NOT NULL,
        due_on {text} NOT NULL,
        answer_by {text},
        answered_on {text},
        lapses_after {text},
        lapse {text} NOT NULL,
        forwarded {integer} NOT NULL,
        mismatches {integer} NOT NULL,
        rest_of {text},
        certificate {text},
        confirmed {integer}
    )",
    "CREATE INDEX receivables_by_supplier ON receivables (supplier, subject)",
    "CREATE INDEX receivables_by_buyer ON receivables (buyer, subject)",
    "CREATE INDEX receivables_by_buyer_and_stage ON receivables (buyer, stage, subject)",
    "CREATE INDEX receivables_by_buyer_and_due ON receivables (buyer, due_on, subject)",
    "CREATE INDEX receivables_by_supplier_and_due ON receivables (supplier, due_on, subject)",
    "CREATE INDEX receivables_by_centre ON receivables (centre, subject) WHERE centre IS NOT NULL",
    "CREATE INDEX receivables_by_contract ON receivables (contract, subject)",
    "CREATE INDEX receivables_by_due ON receivables (due_on, subject)",
    // Answered in time is most of them; the sweep looks at the others only.
    "CREATE INDEX receivables_by_lapse ON receivables (lapses_after) WHERE lapses_after IS NOT NULL",
];

const CERTIFICATES: &[&str] = &[
    "CREATE TABLE certificates (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        number {text} NOT NULL,
        contract {text} NOT NULL,
        receivable {text} NOT NULL,
        debtor {text} NOT NULL,
        supplier {text} NOT NULL,
        holder {text} NOT NULL,
        offered_to {text},
        offered_until {integer},
        bank {text},
        endorser {text},
        amount {integer} NOT NULL,
        outstanding {integer} NOT NULL,
        currency {text} NOT NULL,
        issued_on {text} NOT NULL,
        due_on {text} NOT NULL,
        mark_after {text},
        overdue_since {text},
        frozen {integer} NOT NULL,
        transferable {integer} NOT NULL,
        parent {text},
        root {text} NOT NULL,
        depth {integer} NOT NULL
    )",
    "CREATE INDEX certificates_by_number ON certificates (number)",
    "CREATE INDEX certificates_by_debtor ON certificates (debtor, subject)",
    "CREATE INDEX certificates_by_debtor_and_due ON certificates (debtor, due_on, subject)",
    "CREATE INDEX certificates_by_supplier ON certificates (supplier, subject)",
    "CREATE INDEX certificates_by_holder ON certificates (holder, subject)",
    "CREATE INDEX certificates_by_holder_and_due ON certificates (holder, due_on, subject)",
    "CREATE INDEX certificates_by_due ON certificates (due_on, subject)",
    "CREATE INDEX certificates_by_offer ON certificates (offered_to, subject) WHERE offered_to IS NOT NULL",
    "CREATE INDEX certificates_by_bank ON certificates (bank, subject) WHERE bank IS NOT NULL",
    "CREATE INDEX certificates_by_endorser ON certificates (endorser, subject) WHERE endorser IS NOT NULL",
    "CREATE INDEX certificates_by_parent ON certificates (parent, subject) WHERE parent IS NOT NULL",
    "CREATE INDEX certificates_by_end_of_offer ON certificates (offered_until) WHERE offered_until IS NOT NULL",
    "CREATE INDEX certificates_by_mark ON certificates (mark_after) WHERE mark_after IS NOT NULL",
];

const BETWEEN_DEBTOR_AND_HOLDER: &[&str] = &[
    "CREATE TABLE payments (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        certificate {text} NOT NULL,
        debtor {text} NOT NULL,
        answered_by {text},
        amount {integer} NOT NULL,
        currency {text} NOT NULL,
        paid_on {text} NOT NULL,
        reference {text} NOT NULL
    )",
    "CREATE INDEX payments_by_debtor ON payments (debtor, subject)",
    "CREATE INDEX payments_by_answerer ON payments (answered_by, subject) WHERE answered_by IS NOT NULL",
    "CREATE INDEX payments_by_certificate ON payments (certificate, subject)",
    "CREATE TABLE cancellations (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        certificate {text} NOT NULL,
        proposed_by {text} NOT NULL,
        proposed_to {text} NOT NULL,
        debtor {text} NOT NULL,
        reason {text} NOT NULL
    )",
    "CREATE INDEX cancellations_by_proposer ON cancellations (proposed_by, subject)",
    "CREATE INDEX cancellations_by_asked ON cancellations (proposed_to, subject)",
    "CREATE INDEX cancellations_by_certificate ON cancellations (certificate, subject)",
];

/// The tables of the read model, in an order in which they can be dropped too.
const TABLES: [&str; 9] = [
    "parties",
    "profiles",
    "members",
    "contracts",
    "amendments",
    "receivables",
    "certificates",
    "payments",
    "cancellations",
];

/// The second migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "0002_read_model"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for tables in [
            PARTIES,
            CONTRACTS,
            RECEIVABLES,
            CERTIFICATES,
            BETWEEN_DEBTOR_AND_HOLDER,
        ] {
            execute(manager, tables).await?;
        }
        Ok(())
    }

    /// Unlike the ledger it can go: a rebuild makes it again.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            execute(manager, &[&format!("DROP TABLE {table}")]).await?;
        }
        Ok(())
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
