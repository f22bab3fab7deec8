//! On SQLite a row can be replaced by `INSERT OR REPLACE`, which fires no trigger on deleting. So a row of the ledger whose key
//! is there already is refused before it is inserted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::execute;

pub(crate) const GUARDS: &[&str] = &[
    "CREATE TRIGGER entries_never_replaced BEFORE INSERT ON entries
        WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq OR statement = NEW.statement)
        BEGIN SELECT RAISE(ABORT, 'entries of a ledger never change'); END",
    "CREATE TRIGGER bodies_never_replaced BEFORE INSERT ON bodies
        WHEN EXISTS (SELECT 1 FROM bodies WHERE seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'bodies of a ledger never change'); END",
    "CREATE TRIGGER outcome_parts_never_replaced BEFORE INSERT ON outcome_parts
        WHEN EXISTS (
            SELECT 1 FROM outcome_parts
            WHERE (subject = NEW.subject AND version = NEW.version) OR (seq = NEW.seq AND place = NEW.place)
        )
        BEGIN SELECT RAISE(ABORT, 'outcome_parts of a ledger never change'); END",
    "CREATE TRIGGER tree_nodes_never_replaced BEFORE INSERT ON tree_nodes
        WHEN EXISTS (SELECT 1 FROM tree_nodes WHERE level = NEW.level AND place = NEW.place)
        BEGIN SELECT RAISE(ABORT, 'tree_nodes of a ledger never change'); END",
    "CREATE TRIGGER checkpoints_never_replaced BEFORE INSERT ON checkpoints
        WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size)
        BEGIN SELECT RAISE(ABORT, 'checkpoints of a ledger never change'); END",
    "CREATE TRIGGER head_never_replaced BEFORE INSERT ON head
        WHEN EXISTS (SELECT 1 FROM head WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the head of the ledger only moves forward'); END",
];

const DROP: &[&str] = &[
    "DROP TRIGGER head_never_replaced",
    "DROP TRIGGER checkpoints_never_replaced",
    "DROP TRIGGER tree_nodes_never_replaced",
    "DROP TRIGGER outcome_parts_never_replaced",
    "DROP TRIGGER bodies_never_replaced",
    "DROP TRIGGER entries_never_replaced",
];

/// The ninth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0009_replacing";
}

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        Self::NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, GUARDS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, DROP).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// PostgreSQL has no such statement: its `ON CONFLICT` updates, and is refused as an update.
async fn on_sqlite(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    match manager.get_connection().get_database_backend() {
        DbBackend::Sqlite => execute(manager, statements).await,
        _ => Ok(()),
    }
}
