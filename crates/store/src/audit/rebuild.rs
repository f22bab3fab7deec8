//! Folding the recorded outcomes into the states and lists that follow from them.

use std::path::Path;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, Iterable as _, ModelTrait, PaginatorTrait as _,
    PrimaryKeyToColumn as _, QueryOrder,
};

use super::compare::Sides;
use super::replay::{Mode, Replay};
use super::scratch::Scratch;
use super::{AuditReport, Progress, Stop, states};
use crate::database::Database;
use crate::entity::{key, subject};
use crate::rows::Rows;
use crate::{Settings, StoreError, bulk};
use tallystick_base::Digest;

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
    let found = match replay.run(progress).await {
        Ok(()) => states(&sides, progress).await,
        Err(stop) => Err(stop),
    };
    report(&replay, found)
}

/// Replaces states and lists by what the outcomes lead to. The service must be stopped; either all of it is replaced
/// or nothing is.
pub async fn rebuild(
    settings: &Settings,
    scratch: &Path,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let database = Database::connect(&settings.database, 1).await?;
    let scratch = Scratch::create(scratch).await?;
    let live = database.begin().await?;
    let mut replay = Replay::new(&live, &scratch, Mode::Fold).await?;
    let found = replay.run(progress).await;
    let report = report(&replay, found)?;
    if report.is_clean() {
        replace::<subject::Entity>(&live, &scratch).await?;
        replace::<key::Entity>(&live, &scratch).await?;
        Rows::replace(&live, &scratch).await?;
        // A crash before this leaves the old rows, all of them.
        live.commit().await?;
    } else {
        live.rollback().await?;
    }
    scratch.delete().await?;
    database.close().await?;
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

fn report(replay: &Replay<'_>, found: Result<(), Stop>) -> Result<AuditReport, StoreError> {
    let difference = match found {
        Ok(()) => None,
        Err(Stop::Difference(difference)) => Some(difference),
        Err(Stop::Fault(error)) => return Err(error),
    };
    let head = replay.head();
    Ok(AuditReport {
        ledger: head.ledger().to_string(),
        entries: head.size(),
        root: Digest::from_bytes(*head.root().as_bytes()).to_string(),
        difference,
    })
}
