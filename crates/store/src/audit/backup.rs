//! A copy of a running database.

use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, Statement};
use tallystick_migrations::has_table;

use crate::bulk;
use crate::database::{Database, DatabaseUrl};
use crate::entity::{challenge, instance, sign_in};
use crate::{Settings, StoreError};

/// Writes a consistent copy of an SQLite database into a new file, while the service goes on. A PostgreSQL cluster has tools of
/// its own for that, which copy a database as consistently (`pg_dump`, base backups).
///
/// Who is signed in is not in the copy, nor which processes serve: a restored service lets nobody in who has not signed in again.
pub async fn backup(settings: &Settings, to: &Path) -> Result<(), StoreError> {
    if let DatabaseUrl::Postgres(_) = settings.database {
        let advice = "a PostgreSQL database is copied by pg_dump or by the cluster's base backups";
        return Err(StoreError::Address(advice.into()));
    }
    if to.exists() {
        return Err(StoreError::Address(format!(
            "{} exists; name a new file",
            to.display()
        )));
    }
    let path = to
        .to_str()
        .ok_or_else(|| StoreError::Address("the path of the copy must be text".into()))?;
    let database = Database::connect(&settings.database, 1).await?;
    let backend = database.reader.get_database_backend();
    let vacuum = Statement::from_sql_and_values(backend, "VACUUM INTO ?", [path.into()]);
    let result = database.reader.execute_raw(vacuum).await;
    database.close().await?;
    result?;
    let copy = Database::connect(&DatabaseUrl::Sqlite(to.into()), 1).await?;
    let result = forget_present(&copy.writer).await;
    copy.close().await?;
    result
}

/// Deletes what was so only while the copy was made: sign-ins, challenges and the processes that served; and writes over where they
/// stood.
async fn forget_present(copy: &DatabaseConnection) -> Result<(), StoreError> {
    copy.execute_unprepared("PRAGMA secure_delete = ON").await?;
    empty::<sign_in::Entity>(copy).await?;
    empty::<challenge::Entity>(copy).await?;
    empty::<instance::Entity>(copy).await
}

async fn empty<E: EntityTrait>(copy: &DatabaseConnection) -> Result<(), StoreError> {
    // A database of an earlier version is copied as it is.
    if has_table(copy, &bulk::table::<E>()).await? {
        E::delete_many().exec(copy).await?;
    }
    Ok(())
}
