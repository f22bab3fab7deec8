//! The ledger, its tree and its keys; the states that it leads to; and the statements that wait.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::execute;

/// What is appended once and never changed again.
pub(crate) const APPEND_ONLY: [&str; 5] = ["entries", "bodies", "outcome_parts", "tree_nodes", "checkpoints"];

const TABLES: &[&str] = &[
    "CREATE TABLE entries (
        seq {integer} NOT NULL PRIMARY KEY CHECK (seq >= 0),
        received {integer} NOT NULL,
        statement {bytes} NOT NULL UNIQUE,
        kind {text} NOT NULL,
        issuer {text} NOT NULL,
        subject {text} NOT NULL,
        leaf {bytes} NOT NULL,
        leaf_hash {bytes} NOT NULL,
        chain {bytes} NOT NULL
    )",
    "CREATE TABLE bodies (
        seq {integer} NOT NULL PRIMARY KEY,
        body {bytes} NOT NULL
    )",
    // That a version is given once is what decides between two writers; it is not left to the code above.
    "CREATE TABLE outcome_parts (
        subject {text} NOT NULL,
        version {integer} NOT NULL CHECK (version >= 1),
        seq {integer} NOT NULL,
        place {integer} NOT NULL,
        part {bytes} NOT NULL,
        PRIMARY KEY (subject, version)
    )",
    "CREATE UNIQUE INDEX outcome_parts_by_entry ON outcome_parts (seq, place)",
    "CREATE TABLE tree_nodes (
        level {integer} NOT NULL,
        place {integer} NOT NULL,
        hash {bytes} NOT NULL,
        PRIMARY KEY (level, place)
    )",
    "CREATE TABLE checkpoints (
        size {integer} NOT NULL PRIMARY KEY,
        root {bytes} NOT NULL,
        note {text} NOT NULL
    )",
    "CREATE TABLE head (
        id {integer} NOT NULL PRIMARY KEY CHECK (id = 0),
        ledger {text} NOT NULL,
        size {integer} NOT NULL,
        received {integer} NOT NULL,
        chain {bytes} NOT NULL,
        root {bytes} NOT NULL,
        peaks {bytes} NOT NULL
    )",
    "CREATE TABLE subjects (
        subject {text} NOT NULL PRIMARY KEY,
        version {integer} NOT NULL,
        seq {integer} NOT NULL,
        chain {bytes} NOT NULL,
        state {text} NOT NULL
    )",
    "CREATE TABLE keys (
        kid {text} NOT NULL PRIMARY KEY,
        party {text} NOT NULL,
        member {text},
        jwk {text} NOT NULL,
        added {integer} NOT NULL,
        revoked {integer}
    )",
    "CREATE INDEX keys_by_party ON keys (party)",
    "CREATE INDEX keys_by_entry ON keys (added)",
    "CREATE TABLE proposals (
        id {text} NOT NULL PRIMARY KEY,
        payload {text} NOT NULL,
        body {bytes} NOT NULL,
        party {text} NOT NULL,
        kind {text} NOT NULL,
        subject {text} NOT NULL,
        created {integer} NOT NULL,
        expires {integer} NOT NULL,
        needed {integer} NOT NULL,
        checker {integer} NOT NULL,
        stage {text} NOT NULL CHECK (stage IN ('waiting', 'declined', 'appended')),
        seq {integer},
        declined_by {text},
        reason {text}
    )",
    "CREATE INDEX proposals_by_party ON proposals (party, stage, created, id)",
    "CREATE TABLE proposal_signatures (
        proposal {text} NOT NULL,
        place {integer} NOT NULL,
        kid {text} NOT NULL,
        member {text} NOT NULL,
        line {text} NOT NULL,
        received {integer} NOT NULL,
        PRIMARY KEY (proposal, place)
    )",
    "CREATE UNIQUE INDEX proposal_signatures_by_member ON proposal_signatures (proposal, member)",
];

pub(crate) const HEAD_ON_SQLITE: &[&str] = &[
    "CREATE TRIGGER head_only_forward BEFORE UPDATE ON head
        WHEN NEW.size <= OLD.size OR NEW.received < OLD.received OR NEW.ledger <> OLD.ledger
        BEGIN SELECT RAISE(ABORT, 'the head of the ledger only moves forward'); END",
    "CREATE TRIGGER head_stays BEFORE DELETE ON head
        BEGIN SELECT RAISE(ABORT, 'the head of the ledger only moves forward'); END",
];

pub(crate) const GUARDS_ON_POSTGRES: &[&str] = &[
    "CREATE FUNCTION tallystick_never() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% of a ledger never change', TG_TABLE_NAME; END $$",
    "CREATE FUNCTION tallystick_forward() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'UPDATE' OR NEW.size <= OLD.size OR NEW.received < OLD.received
                OR NEW.ledger <> OLD.ledger THEN
                RAISE EXCEPTION 'the head of the ledger only moves forward';
            END IF;
            RETURN NEW;
        END $$",
    "CREATE TRIGGER head_only_forward BEFORE UPDATE OR DELETE ON head
        FOR EACH ROW EXECUTE FUNCTION tallystick_forward()",
    "CREATE TRIGGER head_stays BEFORE TRUNCATE ON head
        FOR EACH STATEMENT EXECUTE FUNCTION tallystick_forward()",
];

/// The first migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "0001_ledger"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, TABLES).await?;
        if manager.get_connection().get_database_backend() == DbBackend::Postgres {
            execute(manager, GUARDS_ON_POSTGRES).await?;
        } else {
            execute(manager, HEAD_ON_SQLITE).await?;
        }
        for table in APPEND_ONLY {
            guard(manager, table).await?;
        }
        Ok(())
    }

    /// A ledger is not taken down by a migration.
    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the ledger's tables are never dropped".into()))
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// No row of this table changes or goes away.
async fn guard(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in guards_of(table, connection.get_database_backend()) {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The statements that make the guards of a table.
pub(crate) fn guards_of(table: &str, backend: DbBackend) -> Vec<String> {
    if backend == DbBackend::Postgres {
        vec![
            format!(
                "CREATE TRIGGER {table}_never_change BEFORE UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION tallystick_never()"
            ),
            format!(
                "CREATE TRIGGER {table}_never_vanish BEFORE TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION tallystick_never()"
            ),
        ]
    } else {
        ["UPDATE", "DELETE"]
            .map(|act| {
                let name = act.to_lowercase();
                format!(
                    "CREATE TRIGGER {table}_never_{name} BEFORE {act} ON {table}
                        BEGIN SELECT RAISE(ABORT, '{table} of a ledger never change'); END"
                )
            })
            .to_vec()
    }
}
