//! The triggers that keep the ledger as it was written, and whether they are all there.
//!
//! They keep a slip from becoming a change. Who owns the tables can take them away; that they are away is what is found here.

use std::collections::HashMap;

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::ledger::{APPEND_ONLY, GUARDS_ON_POSTGRES, HEAD_ON_SQLITE, guards_of};
use crate::replacing;

/// A trigger on a table of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The table.
    pub table: String,
    /// The trigger's name.
    pub name: String,
    /// What it does, as far as the database tells.
    text: String,
    /// What makes it.
    statement: String,
}

/// The triggers of PostgreSQL that are on, with what a change of any of them would change: the bits of `pg_trigger.tgtype`, its
/// condition and columns, and the text of the function.
const ON_POSTGRES: &str = "
    SELECT c.relname::text AS \"table\", t.tgname::text AS name,
        t.tgtype::text || ' ' || coalesce(t.tgqual::text, '') || t.tgattr::text || p.prosrc AS text
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname = current_schema()";

const ON_SQLITE: &str = "
    SELECT tbl_name AS \"table\", name, sql AS text FROM sqlite_master WHERE type = 'trigger'";

const FUNCTION: &str = "CREATE FUNCTION";

/// Before a row is updated or deleted, and before a table is emptied: bits of `pg_trigger.tgtype`.
const ROW_CHANGES: u8 = 1 + 2 + 8 + 16;
const TRUNCATES: u8 = 2 + 32;

/// The first trigger that is not there, is switched off, or does not do what it was made for.
pub async fn missing_guard(connection: &impl ConnectionTrait) -> Result<Option<Guard>, DbErr> {
    let backend = connection.get_database_backend();
    let query = match backend {
        DbBackend::Postgres => ON_POSTGRES,
        _ => ON_SQLITE,
    };
    let mut found = HashMap::new();
    for row in connection
        .query_all_raw(Statement::from_string(backend, query))
        .await?
    {
        let (table, name, text): (String, String, String) = (
            row.try_get("", "table")?,
            row.try_get("", "name")?,
            row.try_get("", "text")?,
        );
        found.insert((table, name), in_one_line(&text));
    }
    let is_missing =
        |guard: &Guard| found.get(&(guard.table.clone(), guard.name.clone())) != Some(&guard.text);
    Ok(guards(backend).into_iter().find(is_missing))
}

/// Makes every trigger anew that [`missing_guard`] finds.
pub async fn put_guards_back(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = connection.get_database_backend();
    if missing_guard(connection).await?.is_none() {
        return Ok(());
    }
    if backend == DbBackend::Postgres {
        for function in GUARDS_ON_POSTGRES
            .iter()
            .filter(|text| text.starts_with(FUNCTION))
        {
            let again = function.replacen(FUNCTION, "CREATE OR REPLACE FUNCTION", 1);
            connection.execute_unprepared(&again).await?;
        }
    }
    for Guard {
        table,
        name,
        statement,
        ..
    } in guards(backend)
    {
        let on = if backend == DbBackend::Postgres {
            format!(" ON {table}")
        } else {
            String::new()
        };
        connection
            .execute_unprepared(&format!("DROP TRIGGER IF EXISTS {name}{on}"))
            .await?;
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn guards(backend: DbBackend) -> Vec<Guard> {
    let tables = APPEND_ONLY
        .into_iter()
        .flat_map(|table| guards_of(table, backend));
    let on_head = match backend {
        DbBackend::Postgres => GUARDS_ON_POSTGRES.iter().chain(&[]),
        _ => HEAD_ON_SQLITE.iter().chain(replacing::GUARDS),
    };
    tables
        .chain(on_head.map(|text| (*text).to_owned()))
        .filter_map(|statement| Guard::of(statement, backend))
        .collect()
}

impl Guard {
    /// Of `CREATE TRIGGER name BEFORE … ON table …`; of no other statement.
    fn of(statement: String, backend: DbBackend) -> Option<Self> {
        let mut words = statement.split_whitespace().skip_while(|word| *word == "CREATE");
        let name = words
            .next()
            .filter(|word| *word == "TRIGGER")
            .and_then(|_| words.next())?;
        let table = words.skip_while(|word| *word != "ON").nth(1)?;
        let text = match backend {
            DbBackend::Postgres => as_postgres_tells(&statement),
            // SQLite keeps the very statement.
            _ => statement.clone(),
        };
        Some(Self {
            table: table.to_owned(),
            name: name.to_owned(),
            text: in_one_line(&text),
            statement,
        })
    }
}

/// The type of a trigger, and the text of the function that it calls.
fn as_postgres_tells(statement: &str) -> String {
    let bits = if statement.contains("FOR EACH ROW") {
        ROW_CHANGES
    } else {
        TRUNCATES
    };
    let called = |text: &&&str| {
        let name = text
            .strip_prefix(FUNCTION)
            .and_then(|rest| rest.split("()").next());
        name.is_some_and(|name| statement.contains(&format!("EXECUTE FUNCTION{name}()")))
    };
    let function = GUARDS_ON_POSTGRES.iter().find(called);
    let source = function
        .and_then(|text| text.split("$$").nth(1))
        .unwrap_or_default();
    format!("{bits} {source}")
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
