//! A copy of a running database.

use std::path::Path;

use sea_orm::{ConnectionTrait, Statement};

use crate::database::{Database, DatabaseUrl};
use crate::{Settings, StoreError};

/// Writes a consistent copy of an SQLite database into a new file, while the service goes on. A PostgreSQL cluster has tools of
/// its own for that, which copy a database as consistently (`pg_dump`, base backups).
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
    Ok(())
}
