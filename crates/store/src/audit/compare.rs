//! One table of the database against the same table as it was folded anew.

use std::cmp::Ordering;

use futures::TryStreamExt as _;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, EntityTrait, Iterable as _, ModelTrait, PrimaryKeyToColumn as _,
    QueryOrder, Value,
};

use super::{Difference, Progress, Stop};

/// How much of a value is shown.
const SHOWN: usize = 60;

/// The two databases.
pub(crate) struct Sides<'s> {
    pub(crate) live: &'s DatabaseTransaction,
    pub(crate) scratch: &'s DatabaseConnection,
}

/// Walks through both in the order of the key, and stops at the first difference.
pub(crate) async fn compare<E>(
    sides: &Sides<'_>,
    table: &'static str,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), Stop>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
{
    progress(Progress::Table(table));
    let mut query = E::find();
    for key in E::PrimaryKey::iter() {
        query = query.order_by_asc(key.into_column());
    }
    let mut stored = query.clone().stream(sides.live).await?;
    let mut folded = query.stream(sides.scratch).await?;
    loop {
        let (left, right) = (stored.try_next().await?, folded.try_next().await?);
        match (left, right) {
            (None, None) => return Ok(()),
            (Some(left), None) => return Err(surplus::<E>(table, &left).into()),
            (None, Some(right)) => return Err(missing::<E>(table, &right).into()),
            (Some(left), Some(right)) => same_row::<E>(table, &left, &right)?,
        }
    }
}

fn same_row<E>(table: &str, left: &E::Model, right: &E::Model) -> Result<(), Difference>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    match order::<E>(left, right) {
        Ordering::Less => return Err(surplus::<E>(table, left)),
        Ordering::Greater => return Err(missing::<E>(table, right)),
        Ordering::Equal => (),
    }
    for column in E::Column::iter() {
        let (stored, folded) = (left.get(column), right.get(column));
        if stored != folded {
            let detail = format!(
                "it is {}, and {} follows from the entries",
                shown(&stored),
                shown(&folded)
            );
            let name = sea_orm::Iden::to_string(&column);
            return Err(Difference::new(table, id::<E>(left), Some(&name), detail));
        }
    }
    Ok(())
}

/// The order of two rows by their keys. Texts are compared by their bytes on both databases.
fn order<E>(left: &E::Model, right: &E::Model) -> Ordering
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let compared = E::PrimaryKey::iter().map(|key| {
        let column = key.into_column();
        match (left.get(column), right.get(column)) {
            (Value::BigInt(left), Value::BigInt(right)) => left.cmp(&right),
            (Value::String(left), Value::String(right)) => left.cmp(&right),
            (Value::Bytes(left), Value::Bytes(right)) => left.cmp(&right),
            (_, _) => Ordering::Equal,
        }
    });
    compared.fold(Ordering::Equal, Ordering::then)
}

fn surplus<E>(table: &str, row: &E::Model) -> Difference
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    Difference::new(table, id::<E>(row), None, "the row follows from no entry")
}

fn missing<E>(table: &str, row: &E::Model) -> Difference
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    Difference::new(
        table,
        id::<E>(row),
        None,
        "the row is missing, and the entries lead to it",
    )
}

fn id<E>(row: &E::Model) -> String
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let parts: Vec<String> = E::PrimaryKey::iter()
        .map(|key| whole(&row.get(key.into_column())))
        .collect();
    parts.join(", ")
}

/// A value in full: keys are to be looked up.
fn whole(value: &Value) -> String {
    match value {
        Value::BigInt(Some(number)) => number.to_string(),
        Value::String(Some(text)) => text.clone(),
        Value::Bytes(Some(bytes)) => hex::encode(bytes),
        _ => "nothing".to_owned(),
    }
}

/// A value for people's eyes: a number, a text, or the beginning of bytes.
fn shown(value: &Value) -> String {
    let text = whole(value);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
