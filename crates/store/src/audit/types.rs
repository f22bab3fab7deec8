//! What kind of value stands in a column. PostgreSQL sees to it; on SQLite any column takes a value of any kind, and such a
//! row cannot even be read.

use sea_orm::sea_query::ColumnType;
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, DbBackend, EntityTrait, Iden as _, Iterable as _,
    PrimaryKeyToColumn as _, Statement,
};

use super::{Difference, Stop};
use crate::bulk;
use crate::entity::{
    body, checkpoint, decline, entry, head, key, outcome_part, proposal, proposal_signature, subject,
    tree_node,
};
use crate::rows::Rows;

/// Looks through every table.
pub(super) async fn check(live: &DatabaseTransaction) -> Result<(), Stop> {
    if live.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    of_table::<entry::Entity>(live).await?;
    of_table::<body::Entity>(live).await?;
    of_table::<outcome_part::Entity>(live).await?;
    of_table::<tree_node::Entity>(live).await?;
    of_table::<checkpoint::Entity>(live).await?;
    of_table::<head::Entity>(live).await?;
    of_table::<subject::Entity>(live).await?;
    of_table::<key::Entity>(live).await?;
    of_table::<proposal::Entity>(live).await?;
    of_table::<proposal_signature::Entity>(live).await?;
    of_table::<decline::Entity>(live).await?;
    Rows::check_types(live).await
}

/// The first row of a table with a value of another kind than its column is for.
pub(crate) async fn of_table<E: EntityTrait>(live: &DatabaseTransaction) -> Result<(), Stop> {
    let table = bulk::table::<E>();
    let columns: Vec<(String, String)> = E::Column::iter()
        .filter_map(|column| Some((column.to_string(), strange(&column)?)))
        .collect();
    let cases: Vec<String> = columns
        .iter()
        .map(|(name, strange)| format!("WHEN {strange} THEN '{name}'"))
        .collect();
    let conditions: Vec<&str> = columns.iter().map(|(_, strange)| strange.as_str()).collect();
    let keys: Vec<String> = E::PrimaryKey::iter()
        .map(|key| format!("CAST({} AS TEXT)", key.into_column().to_string()))
        .collect();
    let sql = format!(
        "SELECT {} AS id, CASE {} END AS name FROM {table} WHERE {} LIMIT 1",
        keys.join(" || ', ' || "),
        cases.join(" "),
        conditions.join(" OR ")
    );
    let found = live
        .query_one_raw(Statement::from_string(live.get_database_backend(), sql))
        .await?;
    let Some(row) = found else {
        return Ok(());
    };
    let (id, column): (Option<String>, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
    let detail = "it is a value of another kind than the column is for";
    Err(Difference::new(&table, id.unwrap_or_default(), Some(&column), detail).into())
}

/// The condition under which a value is of another kind.
fn strange<C: ColumnTrait>(column: &C) -> Option<String> {
    let definition = column.def();
    let kind = match definition.get_column_type() {
        ColumnType::BigInteger => "integer",
        ColumnType::String(_) | ColumnType::Text => "text",
        ColumnType::VarBinary(_) | ColumnType::Blob => "blob",
        // The schema has no others.
        _ => return None,
    };
    let or_nothing = if definition.is_null() { ", 'null'" } else { "" };
    Some(format!(
        "typeof({}) NOT IN ('{kind}'{or_nothing})",
        column.to_string()
    ))
}
