//! An older database is brought to the schema of this version.
//!
//! Tables of the read model follow from states, so what an upgrade adds to it is filled from them, in the same transaction. A
//! ledger of a million entries takes minutes, once. Tables beside the ledger begin empty; what was declined before is sealed as it
//! stands.

use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use tallystick_migrations::{Migrator, MigratorTrait as _, adds_declines, adds_to_read_model};

use crate::database::Database;
use crate::entity::{decline, proposal, subject};
use crate::read::read_state;
use crate::rows::Rows;
use crate::{Pepper, StoreError, bulk};

/// How many states are turned into rows at once.
const AT_ONCE: u64 = 1_000;

/// A lock of this number is nobody else's.
const TAKE_TURNS: &str = "SELECT pg_advisory_xact_lock(7881299347898368)";

/// Does what is missing, and nothing where nothing is.
pub(crate) async fn upgrade(database: &Database, pepper: &Pepper) -> Result<(), StoreError> {
    if Migrator::get_pending_migrations(&database.writer)
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let transaction = database.begin().await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        // Several instances that start at once stand in line here, and all but the first find nothing left to do.
        for statement in ["SET LOCAL lock_timeout = 0", TAKE_TURNS] {
            transaction.execute_unprepared(statement).await?;
        }
    }
    let pending = Migrator::get_pending_migrations(&transaction).await?;
    // A crash before the commit leaves the older schema, which the next start finds again.
    Migrator::up(&transaction, None).await?;
    if pending
        .iter()
        .any(|migration| adds_to_read_model(migration.name()))
    {
        fill(&transaction).await?;
    }
    if pending.iter().any(|migration| adds_declines(migration.name())) {
        seal_declines(&transaction, pepper).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Writes the rows of all states.
async fn fill(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    let mut last = String::new();
    loop {
        let found = subject::Entity::find()
            .filter(subject::Column::Subject.gt(last.as_str()))
            .order_by_asc(subject::Column::Subject)
            .limit(AT_ONCE)
            .all(transaction)
            .await?;
        let Some(end) = found.last() else {
            break;
        };
        last.clone_from(&end.subject);
        let mut rows = Rows::default();
        for row in &found {
            let (subject, stands) = read_state(row)?;
            rows.take(&subject, stands.version, &stands.state);
        }
        rows.write(transaction).await?;
    }
    Ok(())
}

/// Seals the proposals that were declined before there were seals.
async fn seal_declines(transaction: &DatabaseTransaction, pepper: &Pepper) -> Result<(), StoreError> {
    let declined: Vec<(String, Option<String>, Option<String>)> = proposal::Entity::find()
        .select_only()
        .columns([
            proposal::Column::Id,
            proposal::Column::DeclinedBy,
            proposal::Column::Reason,
        ])
        .filter(proposal::Column::Stage.eq("declined"))
        .into_tuple()
        .all(transaction)
        .await?;
    let seals: Vec<decline::Model> = declined
        .iter()
        .map(|(id, by, reason)| {
            let (by, reason) = (by.as_deref().unwrap_or_default(), reason.as_deref());
            decline::Model::of(id, by, reason.unwrap_or_default(), pepper)
        })
        .collect();
    bulk::insert::<decline::Entity>(transaction, &seals).await?;
    Ok(())
}
