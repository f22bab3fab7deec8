//! The read model of financing and banking: as that of the first half, one row for each listed subject, which follows from its
//! state alone. Whom a request asks and which guarantees a loan relies on are rows of their own, since both are many.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const ASKING: &[&str] = &[
    "CREATE TABLE products (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        revision {integer} NOT NULL,
        name {text} NOT NULL,
        currency {text} NOT NULL,
        security {text} NOT NULL,
        recourse {text} NOT NULL,
        interest {text} NOT NULL,
        programme {text}
    )",
    "CREATE INDEX products_by_bank ON products (bank, subject)",
    "CREATE TABLE requests (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        borrower {text} NOT NULL,
        holder {text} NOT NULL,
        debtor {text} NOT NULL,
        downstream {integer} NOT NULL,
        amount {integer} NOT NULL,
        currency {text} NOT NULL,
        certificates {integer} NOT NULL,
        draw_on {text} NOT NULL,
        matures_on {text} NOT NULL,
        until {integer} NOT NULL,
        expires_after {integer},
        purpose {text} NOT NULL,
        sealed {integer} NOT NULL,
        bank {text},
        loan {text}
    )",
    "CREATE INDEX requests_by_borrower ON requests (borrower, subject)",
    "CREATE INDEX requests_by_holder ON requests (holder, subject)",
    "CREATE INDEX requests_by_expiry ON requests (expires_after) WHERE expires_after IS NOT NULL",
    "CREATE TABLE asked (
        request {text} NOT NULL,
        party {text} NOT NULL,
        PRIMARY KEY (request, party)
    )",
    "CREATE INDEX asked_by_party ON asked (party, request)",
    "CREATE TABLE reviews (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        request {text} NOT NULL,
        bank {text} NOT NULL,
        product {text} NOT NULL,
        sealed {integer} NOT NULL,
        assessed_on {text},
        offered {integer},
        currency {text} NOT NULL,
        rate {text},
        cost {integer},
        valid_until {integer}
    )",
    "CREATE INDEX reviews_by_bank ON reviews (bank, subject)",
    "CREATE INDEX reviews_by_bank_and_stage ON reviews (bank, stage, subject)",
    "CREATE INDEX reviews_by_request ON reviews (request, subject)",
    "CREATE TABLE auctions (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        request {text} NOT NULL,
        bids {integer} NOT NULL,
        opened {integer} NOT NULL,
        bids_until {integer} NOT NULL,
        reveal_until {integer} NOT NULL,
        over_after {integer},
        award {text}
    )",
    "CREATE INDEX auctions_by_end ON auctions (over_after) WHERE over_after IS NOT NULL",
    "CREATE TABLE guarantees (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        request {text} NOT NULL,
        guarantor {text} NOT NULL,
        borrower {text} NOT NULL,
        bank {text},
        loan {text},
        share {text} NOT NULL,
        at_most {integer} NOT NULL,
        fee {integer} NOT NULL,
        bound {integer},
        called {integer},
        paid {integer},
        currency {text} NOT NULL,
        period {text} NOT NULL,
        until {integer} NOT NULL,
        lapses_after {integer}
    )",
    "CREATE INDEX guarantees_by_guarantor ON guarantees (guarantor, subject)",
    "CREATE INDEX guarantees_by_borrower ON guarantees (borrower, subject)",
    "CREATE INDEX guarantees_by_request ON guarantees (request, subject)",
    "CREATE INDEX guarantees_by_lapse ON guarantees (lapses_after) WHERE lapses_after IS NOT NULL",
    "CREATE INDEX guarantees_issued ON guarantees (loan) WHERE stage = 'issued'",
];

const LENDING: &[&str] = &[
    "CREATE TABLE credit_lines (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        scope {text} NOT NULL,
        party {text},
        supplier {text},
        programme {text},
        credit_limit {integer} NOT NULL,
        currency {text} NOT NULL,
        valid_from {text} NOT NULL,
        valid_to {text} NOT NULL,
        revolving {integer} NOT NULL
    )",
    "CREATE INDEX credit_lines_by_bank ON credit_lines (bank, subject)",
    "CREATE TABLE line_uses (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        line {text} NOT NULL,
        users {integer} NOT NULL,
        reserved {integer} NOT NULL,
        drawn {integer} NOT NULL,
        ever_drawn {integer} NOT NULL,
        currency {text} NOT NULL
    )",
    "CREATE INDEX line_uses_by_line ON line_uses (line)",
    "CREATE TABLE loans (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        borrower {text} NOT NULL,
        holder {text} NOT NULL,
        debtor {text} NOT NULL,
        request {text} NOT NULL,
        programme {text},
        principal {integer} NOT NULL,
        lent {integer} NOT NULL,
        open_principal {integer} NOT NULL,
        currency {text} NOT NULL,
        rate {text} NOT NULL,
        approved_on {text} NOT NULL,
        matures_on {text} NOT NULL,
        disbursed_on {text},
        closed_on {text},
        end_to_end {text},
        lapses_after {integer},
        overdue_since {text},
        bucket_from {integer} NOT NULL,
        late_after {text},
        written_off {integer} NOT NULL,
        conflicts {integer} NOT NULL,
        pool {text},
        filing {text}
    )",
    "CREATE INDEX loans_by_bank ON loans (bank, subject)",
    "CREATE INDEX loans_by_bank_and_stage ON loans (bank, stage, subject)",
    "CREATE INDEX loans_by_bank_and_maturity ON loans (bank, matures_on, subject)",
    "CREATE INDEX loans_by_bank_and_id ON loans (bank, end_to_end) WHERE end_to_end IS NOT NULL",
    "CREATE INDEX loans_by_borrower ON loans (borrower, subject)",
    "CREATE INDEX loans_by_holder ON loans (holder, subject)",
    "CREATE INDEX loans_by_pool ON loans (pool, subject) WHERE pool IS NOT NULL",
    "CREATE INDEX loans_by_lapse ON loans (lapses_after) WHERE lapses_after IS NOT NULL",
    // What is paid back needs no mark; the sweep looks at the others only.
    "CREATE INDEX loans_by_mark ON loans (bucket_from, matures_on) WHERE late_after IS NOT NULL",
    "CREATE TABLE relied_on (
        loan {text} NOT NULL,
        guarantee {text} NOT NULL,
        PRIMARY KEY (loan, guarantee)
    )",
    "CREATE INDEX relied_on_by_guarantee ON relied_on (guarantee, loan)",
    "CREATE TABLE bank_entries (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        loan {text},
        own_account {text} NOT NULL,
        direction {text} NOT NULL,
        amount {integer} NOT NULL,
        currency {text} NOT NULL,
        booked_on {text} NOT NULL,
        value_on {text} NOT NULL,
        reference {text},
        end_to_end {text},
        counterparty {text},
        text {text}
    )",
    "CREATE INDEX bank_entries_by_bank ON bank_entries (bank, subject)",
    "CREATE INDEX bank_entries_by_bank_and_stage ON bank_entries (bank, stage, subject)",
    "CREATE INDEX bank_entries_by_loan ON bank_entries (loan, subject) WHERE loan IS NOT NULL",
];

const SECURING: &[&str] = &[
    "CREATE TABLE filings (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        loan {text} NOT NULL,
        security {text} NOT NULL,
        certificates {integer} NOT NULL,
        number {text} NOT NULL,
        registered_at {integer} NOT NULL,
        until {text} NOT NULL,
        discharged_on {text}
    )",
    "CREATE INDEX filings_by_bank ON filings (bank, subject)",
    "CREATE INDEX filings_by_loan ON filings (loan, subject)",
    "CREATE TABLE notices (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        loan {text} NOT NULL,
        debtor {text} NOT NULL,
        certificates {integer} NOT NULL,
        arrived_at {integer} NOT NULL,
        acknowledged_at {integer}
    )",
    "CREATE INDEX notices_by_bank ON notices (bank, subject)",
    "CREATE INDEX notices_by_debtor ON notices (debtor, subject)",
    "CREATE INDEX notices_by_loan ON notices (loan, subject)",
    "CREATE TABLE pools (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        manager {text} NOT NULL,
        name {text} NOT NULL,
        currency {text} NOT NULL,
        loans {integer} NOT NULL,
        price {integer} NOT NULL,
        open {integer} NOT NULL
    )",
    "CREATE INDEX pools_by_manager ON pools (manager, subject)",
    "CREATE TABLE sales (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        bank {text} NOT NULL,
        loan {text} NOT NULL,
        pool {text} NOT NULL,
        price {integer} NOT NULL,
        currency {text} NOT NULL,
        until {integer} NOT NULL
    )",
    "CREATE INDEX sales_by_bank ON sales (bank, subject)",
    "CREATE INDEX sales_by_pool ON sales (pool, subject)",
    "CREATE TABLE endorsements (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        stage {text} NOT NULL,
        certificate {text} NOT NULL,
        bank {text} NOT NULL,
        debtor {text} NOT NULL,
        amount {integer} NOT NULL,
        bound {integer} NOT NULL,
        honoured {integer} NOT NULL,
        currency {text} NOT NULL,
        counted {integer} NOT NULL
    )",
    "CREATE INDEX endorsements_by_bank ON endorsements (bank, subject)",
    "CREATE INDEX endorsements_by_debtor ON endorsements (debtor, subject)",
    "CREATE INDEX endorsements_by_certificate ON endorsements (certificate)",
    "CREATE INDEX endorsements_bound ON endorsements (certificate, counted) WHERE stage = 'bound'",
    // Which request a certificate is held for: its banks see what the certificate came from.
    "ALTER TABLE certificates ADD COLUMN reserved_for {text}",
    "CREATE INDEX certificates_by_request ON certificates (reserved_for) WHERE reserved_for IS NOT NULL",
    "CREATE INDEX certificates_by_bank_and_contract ON certificates (bank, contract) WHERE bank IS NOT NULL",
    "CREATE INDEX certificates_by_bank_and_receivable ON certificates (bank, receivable) WHERE bank IS NOT NULL",
    // Which promise a certificate carries: the one that was put on it, or on what it was split from.
    "ALTER TABLE certificates ADD COLUMN endorsed_as {text}",
    "CREATE INDEX certificates_by_endorsement ON certificates (endorsed_as, stage) WHERE endorsed_as IS NOT NULL",
];

/// The tables of this half of the read model.
const TABLES: [&str; 16] = [
    "products",
    "requests",
    "asked",
    "reviews",
    "auctions",
    "guarantees",
    "credit_lines",
    "line_uses",
    "loans",
    "relied_on",
    "bank_entries",
    "filings",
    "notices",
    "pools",
    "sales",
    "endorsements",
];

/// The third migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "0003_finance"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for tables in [ASKING, LENDING, SECURING] {
            execute(manager, tables).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            execute(manager, &[&format!("DROP TABLE {table}")]).await?;
        }
        let column = [
            "DROP INDEX certificates_by_endorsement",
            "ALTER TABLE certificates DROP COLUMN endorsed_as",
            "DROP INDEX certificates_by_request",
            "DROP INDEX certificates_by_bank_and_contract",
            "DROP INDEX certificates_by_bank_and_receivable",
            "ALTER TABLE certificates DROP COLUMN reserved_for",
        ];
        execute(manager, &column).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
