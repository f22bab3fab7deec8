//! Edits by hand, made from the schema.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use crate::audit::Scratch;

/// What the portal keeps beside the ledger, who serves it, and the list of migrations.
const BESIDE: [&str; 6] = [
    "challenges",
    "sign_ins",
    "invitations",
    "read_marks",
    "instances",
    "seaql_migrations",
];

pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Clone)]
pub(super) struct Column {
    pub(super) name: String,
    kind: String,
    nullable: bool,
    pub(super) is_key: bool,
}

/// One change, with what an audit is to name: the table, and the column where it is not a whole row.
pub(super) struct Edit {
    pub(super) sql: String,
    pub(super) table: String,
    pub(super) column: Option<Column>,
}

/// Every table that is audited, as the migrations made them.
pub(super) async fn tables(scratch: &Scratch) -> Vec<Table> {
    let sql =
        "SELECT m.name AS holder, p.name AS name, p.type AS kind, p.\"notnull\" AS filled, p.pk AS place
        FROM sqlite_master m JOIN pragma_table_info(m.name) p
        WHERE m.type = 'table' ORDER BY m.name, p.cid";
    let rows = scratch
        .connection()
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
        .unwrap();
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        let text = |name: &str| row.try_get::<String>("", name).unwrap();
        let number = |name: &str| row.try_get::<i64>("", name).unwrap();
        let holder = text("holder");
        if BESIDE.contains(&holder.as_str()) {
            continue;
        }
        if tables.last().is_none_or(|table| table.name != holder) {
            tables.push(Table {
                name: holder,
                columns: Vec::new(),
            });
        }
        tables.last_mut().unwrap().columns.push(Column {
            name: text("name"),
            kind: text("kind"),
            nullable: number("filled") == 0,
            is_key: number("place") > 0,
        });
    }
    tables
}

impl Column {
    /// Another value of the same kind.
    fn other(&self, backend: DbBackend) -> String {
        let name = &self.name;
        match (name.as_str(), self.kind.as_str(), backend) {
            ("stage", _, _) => format!("CASE {name} WHEN 'declined' THEN 'waiting' ELSE 'declined' END"),
            (_, "INTEGER", _) => format!("coalesce({name}, 0) + 100000"),
            (_, "TEXT", _) => format!("coalesce({name}, '') || 'x'"),
            (_, _, DbBackend::Postgres) => format!("coalesce({name}, ''::bytea) || '\\x78'::bytea"),
            (_, _, _) => format!("CAST(coalesce({name}, x'') || x'78' AS BLOB)"),
        }
    }

    /// A value of another kind, which only SQLite takes.
    pub(super) fn strange(&self) -> &'static str {
        match self.kind.as_str() {
            "TEXT" => "x'7801'",
            _ => "'some text'",
        }
    }

    /// A value to begin with.
    fn some(&self, backend: DbBackend) -> &'static str {
        match (self.kind.as_str(), backend) {
            ("INTEGER", _) => "1",
            ("TEXT", _) => "'x'",
            (_, DbBackend::Postgres) => "'\\x78'::bytea",
            (_, _) => "x'78'",
        }
    }
}

impl Table {
    /// The row at this place of those that fulfil a condition, as a condition.
    pub(super) fn row(&self, backend: DbBackend, condition: &str, place: u32) -> String {
        let own = if backend == DbBackend::Postgres {
            "ctid"
        } else {
            "rowid"
        };
        let name = &self.name;
        format!(
            "{own} = (SELECT {own} FROM {name} WHERE {condition} ORDER BY {} LIMIT 1 OFFSET {place})",
            self.key_names().join(", ")
        )
    }

    fn key_names(&self) -> Vec<&str> {
        let keys = self.columns.iter().filter(|column| column.is_key);
        keys.map(|column| column.name.as_str()).collect()
    }

    /// A row's key as an audit writes it.
    pub(super) async fn id(&self, live: &DatabaseTransaction, row: &str) -> Option<String> {
        let keys: Vec<String> = self
            .key_names()
            .iter()
            .map(|name| format!("CAST({name} AS TEXT)"))
            .collect();
        let sql = format!(
            "SELECT {} AS id FROM {} WHERE {row}",
            keys.join(" || ', ' || "),
            self.name
        );
        let statement = Statement::from_string(live.get_database_backend(), sql);
        let found = live.query_one_raw(statement).await.unwrap();
        found.map(|row| row.try_get("", "id").unwrap())
    }

    /// The keys of all rows.
    pub(super) async fn ids(&self, live: &DatabaseTransaction) -> Vec<String> {
        let keys: Vec<String> = self
            .key_names()
            .iter()
            .map(|name| format!("CAST({name} AS TEXT)"))
            .collect();
        let sql = format!("SELECT {} AS id FROM {}", keys.join(" || ', ' || "), self.name);
        let statement = Statement::from_string(live.get_database_backend(), sql);
        let rows = live.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
    }

    /// A row of made-up values, for a table in which the story leaves none.
    pub(super) fn made_up(&self, backend: DbBackend) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        let values: Vec<&str> = self.columns.iter().map(|column| column.some(backend)).collect();
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            names.join(", "),
            values.join(", ")
        )
    }

    /// Every column changed, what may be empty emptied, the row deleted, and a copy of it added under another key.
    pub(super) fn edits(&self, backend: DbBackend, row: &str) -> Vec<Edit> {
        let table = &self.name;
        let edit = |sql: String, column: Option<&Column>| Edit {
            sql,
            table: table.clone(),
            column: column.cloned(),
        };
        let mut edits = Vec::new();
        for column in &self.columns {
            let (name, other) = (&column.name, column.other(backend));
            edits.push(edit(
                format!("UPDATE {table} SET {name} = {other} WHERE {row}"),
                Some(column),
            ));
            if column.nullable && !column.is_key {
                let sql = format!("UPDATE {table} SET {name} = NULL WHERE {row} AND {name} IS NOT NULL");
                edits.push(edit(sql, Some(column)));
            }
        }
        edits.push(edit(format!("DELETE FROM {table} WHERE {row}"), None));
        let copied: Vec<String> = self
            .columns
            .iter()
            .map(|column| match (table.as_str(), column.name.as_str()) {
                ("entries", "statement") | ("outcome_parts", "seq") => column.other(backend),
                _ if column.is_key => column.other(backend),
                _ => column.name.clone(),
            })
            .collect();
        edits.push(edit(
            format!(
                "INSERT INTO {table} SELECT {} FROM {table} WHERE {row}",
                copied.join(", ")
            ),
            None,
        ));
        edits
    }
}

/// Makes a change as whoever owns the tables can: with the triggers of the table aside.
pub(super) async fn change(live: &DatabaseTransaction, table: &str, sql: &str) -> Result<u64, DbErr> {
    if live.get_database_backend() == DbBackend::Postgres {
        let triggers = |how: &str| format!("ALTER TABLE {table} {how} TRIGGER USER");
        live.execute_unprepared(&triggers("DISABLE")).await?;
        let changed = live.execute_unprepared(sql).await?.rows_affected();
        live.execute_unprepared(&triggers("ENABLE")).await?;
        return Ok(changed);
    }
    let query =
        format!("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'");
    let guards = live
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, query))
        .await?;
    for guard in &guards {
        let name: String = guard.try_get("", "name")?;
        live.execute_unprepared(&format!("DROP TRIGGER {name}")).await?;
    }
    let changed = live.execute_unprepared(sql).await?.rows_affected();
    for guard in &guards {
        let sql: String = guard.try_get("", "sql")?;
        live.execute_unprepared(&sql).await?;
    }
    Ok(changed)
}
