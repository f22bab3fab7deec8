//! How a table is written down: a few words that mean the same on both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The words of a schema, and what they mean on each database.
const WORDS: [(&str, &str, &str); 3] = [
    ("{integer}", "INTEGER", "BIGINT"),
    // Compared byte by byte, so that a text sorts on PostgreSQL as it does on SQLite, whatever the cluster's locale.
    ("{text}", "TEXT", "TEXT COLLATE \"C\""),
    ("{bytes}", "BLOB", "BYTEA"),
];

/// Executes statements whose column types are written as `{integer}`, `{text}` and `{bytes}`.
pub(crate) async fn execute(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = connection.get_database_backend() == DbBackend::Postgres;
    for statement in statements {
        let mut sql = (*statement).to_owned();
        for (word, on_sqlite, on_postgres) in WORDS {
            sql = sql.replace(word, if postgres { on_postgres } else { on_sqlite });
        }
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}
