//! Folding the recorded outcomes into the states and lists that follow from them.

use std::path::Path;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Iterable as _, ModelTrait,
    PaginatorTrait as _, PrimaryKeyToColumn as _, QueryOrder,
};
use tallystick_migrations::put_guards_back;

use super::compare::Sides;
use super::replay::{Mode, Replay};
use super::scratch::Scratch;
use super::{AuditReport, Progress, Stop, report, states, types};
use crate::append::lock_head;
use crate::database::Database;
use crate::entity::{key, subject};
use crate::rows::Rows;
use crate::{Settings, StoreError, bulk};

/// How many rows are copied at once.
const AT_ONCE: u64 = 2_000;

/// Folds the outcomes anew, and compares what comes out with every row of states and lists. Nothing is changed.
pub async fn check_read_model(
    settings: &Settings,
    scratch: &Path,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let database = Database::connect(&settings.database, 1).await?;
    let scratch = Scratch::create(scratch).await?;
    let live = database.snapshot().await?;
    let result = check(&live, &scratch, progress).await;
    live.rollback().await?;
    scratch.delete().await?;
    database.close().await?;
    result
}

async fn check(
    live: &DatabaseTransaction,
    scratch: &Scratch,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let mut replay = Replay::new(live, scratch, Mode::Fold).await?;
    let sides = Sides {
        live,
        scratch: scratch.connection(),
    };
    let found = folded(&sides, &mut replay, progress).await;
    report(&replay, found)
}

async fn folded(
    sides: &Sides<'_>,
    replay: &mut Replay<'_>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), Stop> {
    types::check(sides.live).await?;
    replay.run(progress).await?;
    states(sides, progress).await
}

/// Replaces states and lists by what the outcomes lead to, and puts the ledger's triggers back where one is missing. Either all
/// of it is replaced or nothing is.
///
/// The service must be stopped. From the beginning to the end nobody else appends: on PostgreSQL the head's row is locked, on
/// SQLite the whole database is.
pub async fn rebuild(
    settings: &Settings,
    scratch: &Path,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let database = Database::connect(&settings.database, 1).await?;
    let scratch = Scratch::create(scratch).await?;
    let live = database.begin().await?;
    let result = replace_all(live, &scratch, progress).await;
    scratch.delete().await?;
    database.close().await?;
    result
}

async fn replace_all(
    live: DatabaseTransaction,
    scratch: &Scratch,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let before = lock_head(&live).await?.ok_or(StoreError::NoLedger)?;
    if live.get_database_backend() == DbBackend::Postgres {
        // Folding takes as long as it takes, and meanwhile nothing is asked of the database.
        live.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0")
            .await?;
    }
    let mut replay = Replay::new(&live, scratch, Mode::Fold).await?;
    let found = replay.run(progress).await;
    let report = report(&replay, found)?;
    if !report.is_clean() {
        live.rollback().await?;
        return Ok(report);
    }
    // The lock keeps away who asks for it; what was written past it would be lost.
    if lock_head(&live).await? != Some(before) {
        live.rollback().await?;
        return Err(StoreError::InUse);
    }
    replace::<subject::Entity>(&live, scratch).await?;
    replace::<key::Entity>(&live, scratch).await?;
    Rows::replace(&live, scratch).await?;
    put_guards_back(&live).await?;
    // A crash before this leaves the old rows, all of them.
    live.commit().await?;
    Ok(report)
}

/// Replaces the rows of one table.
pub(crate) async fn replace<E>(live: &DatabaseTransaction, scratch: &Scratch) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
{
    live.execute_unprepared(&format!("DELETE FROM {}", bulk::table::<E>()))
        .await?;
    let mut query = E::find();
    for key in E::PrimaryKey::iter() {
        query = query.order_by_asc(key.into_column());
    }
    let pages = query.paginate(scratch.connection(), AT_ONCE);
    for page in 0..pages.num_pages().await? {
        bulk::insert::<E>(live, &pages.fetch_page(page).await?).await?;
    }
    Ok(())
}
