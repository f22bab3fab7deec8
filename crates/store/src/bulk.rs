//! Writing many rows with few statements.
//!
//! Rows go out in chunks of a few fixed sizes, so that the database sees the same handful of texts again and again and
//! keeps them prepared. The largest chunk stays far below what either database can bind in one statement.

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityTrait, Iden as _, Iterable as _, ModelTrait,
    PrimaryKeyToColumn as _, Statement, Value,
};

/// Chunk sizes, largest first. 256 rows of 20 columns are 5,120 values; SQLite binds 32,766.
const CHUNKS: [usize; 4] = [256, 32, 4, 1];

/// Inserts rows that are not there yet.
pub(crate) async fn insert<E>(connection: &impl ConnectionTrait, models: &[E::Model]) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    write::<E>(connection, models, "").await
}

/// Inserts rows, or replaces those of the same key. A table that is all key has nothing to replace.
pub(crate) async fn upsert<E>(connection: &impl ConnectionTrait, models: &[E::Model]) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let keys: Vec<String> = E::PrimaryKey::iter()
        .map(|key| key.into_column().to_string())
        .collect();
    let others: Vec<String> = E::Column::iter()
        .map(|column| column.to_string())
        .filter(|name| !keys.contains(name))
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    let keys = keys.join(", ");
    let conflict = if others.is_empty() {
        format!(" ON CONFLICT ({keys}) DO NOTHING")
    } else {
        format!(" ON CONFLICT ({keys}) DO UPDATE SET {}", others.join(", "))
    };
    write::<E>(connection, models, &conflict).await
}

async fn write<E>(connection: &impl ConnectionTrait, models: &[E::Model], conflict: &str) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let mut rest = models;
    while !rest.is_empty() {
        let size = CHUNKS.into_iter().find(|size| *size <= rest.len()).unwrap_or(1);
        let (chunk, after) = rest.split_at(size);
        connection
            .execute_raw(statement::<E>(connection.get_database_backend(), chunk, conflict))
            .await?;
        rest = after;
    }
    Ok(())
}

fn statement<E>(backend: DbBackend, models: &[E::Model], conflict: &str) -> Statement
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let names: Vec<String> = columns.iter().map(sea_orm::Iden::to_string).collect();
    let mut sql = format!("INSERT INTO {} ({}) VALUES ", table::<E>(), names.join(", "));
    let mut values: Vec<Value> = Vec::with_capacity(models.len() * columns.len());
    for (row, model) in models.iter().enumerate() {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                sql.push_str(", ");
            }
            values.push(model.get(*column));
            if backend == DbBackend::Postgres {
                sql.push('$');
                sql.push_str(&values.len().to_string());
            } else {
                sql.push('?');
            }
        }
        sql.push(')');
    }
    sql.push_str(conflict);
    Statement::from_sql_and_values(backend, sql, values)
}

/// The name of an entity's table.
pub(crate) fn table<E: EntityTrait>() -> String {
    E::default().table_name().to_owned()
}
