//! From a row back to the values that it was made of, and rows whose time is over.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use tallystick_base::Millis;

use crate::{StoreError, proposal};

/// How many rows are forgotten at once.
const AT_ONCE: u64 = 200;

/// A row that is being read.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) table: &'static str,
    pub(super) id: &'r str,
}

impl Row<'_> {
    pub(super) fn corrupt(&self, detail: impl fmt::Display) -> StoreError {
        StoreError::Corrupt {
            table: self.table,
            id: self.id.to_owned(),
            detail: detail.to_string(),
        }
    }

    pub(super) fn parse<T>(&self, text: &str) -> Result<T, StoreError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        text.parse().map_err(|error: T::Err| self.corrupt(error))
    }

    pub(super) fn moment(&self, millis: i64) -> Result<Millis, StoreError> {
        proposal::moment(millis).ok_or_else(|| self.corrupt("a time is out of range"))
    }
}

/// So many milliseconds as a column holds them.
pub(super) fn length(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Deletes rows whose time is over, not too many at once. Those that another instance is deleting are left to it, so that two of
/// them never wait for each other.
pub(super) async fn forget<E>(
    connection: &impl ConnectionTrait,
    key: E::Column,
    over: Condition,
) -> Result<(), StoreError>
where
    E: EntityTrait,
{
    let found = E::find()
        .select_only()
        .column(key)
        .filter(over)
        .limit(AT_ONCE)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    E::delete_many()
        .filter(key.in_subquery(found))
        .exec(connection)
        .await?;
    Ok(())
}
