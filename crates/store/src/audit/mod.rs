//! Recomputing everything from the bytes that were signed.
//!
//! An audit reads the entries in order and appends them again, into an empty database beside the real one, through the
//! same function as the append path: signatures, keys, versions and links are checked, every command is decided again,
//! and leaf and outcome must come out byte for byte. Then the two databases are compared, table by table, row by row,
//! column by column; the first difference is named. Memory stays flat, since what is folded lies in the other database.
//!
//! A rebuild is the smaller sister: it folds the recorded outcomes without deciding again.

mod backup;
mod compare;
mod read;
mod rebuild;
mod replay;
mod scratch;
mod scrub;
mod types;
mod unsigned;
mod waiting;

#[cfg(test)]
mod tests;

use std::path::Path;

use sea_orm::DatabaseTransaction;
use serde::Serialize;
use tallystick_base::Digest;
use tallystick_migrations::missing_guard;

pub use backup::backup;
pub use rebuild::{check_read_model, rebuild};

use crate::database::Database;
use crate::entity::{body, checkpoint, entry, head, key, outcome_part, subject, tree_node};
use crate::rows::Rows;
use crate::{Pepper, Settings, StoreError};
pub(crate) use compare::{Sides, compare};
pub(crate) use rebuild::replace;
use replay::{Mode, Replay};
pub(crate) use scratch::Scratch;
pub(crate) use types::of_table;

/// Of a row that ought to be there.
const MISSING: &str = "the row is missing";

/// How far an audit or a rebuild has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many of so many entries are read.
    Entries {
        /// Read so far.
        done: u64,
        /// In all.
        all: u64,
    },
    /// This table is being compared.
    Table(&'static str),
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditReport {
    /// The ledger.
    pub ledger: String,
    /// How many entries it has.
    pub entries: u64,
    /// The root over them, in lower-case hexadecimal.
    pub root: String,
    /// The first difference; none where everything is as it was signed.
    pub difference: Option<Difference>,
}

impl AuditReport {
    /// Whether everything is as it was signed.
    pub const fn is_clean(&self) -> bool {
        self.difference.is_none()
    }
}

/// A place where the database is not what the signed bytes lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The table.
    pub table: String,
    /// The row, by its key.
    pub id: String,
    /// The column; none where a whole row is missing or too many.
    pub column: Option<String>,
    /// What is wrong.
    pub detail: String,
}

impl Difference {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids are numbers, subjects and texts, and short"
    )]
    fn new(table: &str, id: impl ToString, column: Option<&str>, detail: impl Into<String>) -> Self {
        Self {
            table: table.to_owned(),
            id: id.to_string(),
            column: column.map(str::to_owned),
            detail: detail.into(),
        }
    }
}

/// Why replaying stops.
pub(crate) enum Stop {
    Difference(Difference),
    Fault(StoreError),
}

impl From<Difference> for Stop {
    fn from(difference: Difference) -> Self {
        Self::Difference(difference)
    }
}

impl<E: Into<StoreError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

/// Audits a database. It reads one moment of it, so the service may go on; `scratch` is an empty folder that is used
/// meanwhile and left empty.
pub async fn audit(
    settings: &Settings,
    pepper: &Pepper,
    scratch: &Path,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let database = Database::connect(&settings.database, 1).await?;
    let scratch = Scratch::create(scratch).await?;
    let live = database.snapshot().await?;
    let result = audit_between(&live, &scratch, pepper, progress).await;
    live.rollback().await?;
    scratch.delete().await?;
    database.close().await?;
    result
}

async fn audit_between(
    live: &DatabaseTransaction,
    scratch: &Scratch,
    pepper: &Pepper,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<AuditReport, StoreError> {
    let mut replay = Replay::new(live, scratch, Mode::Decide(pepper)).await?;
    let sides = Sides {
        live,
        scratch: scratch.connection(),
    };
    let found = differences(&sides, &mut replay, pepper, progress).await;
    report(&replay, found)
}

/// Every table: those of the ledger, the states, and what lists are made from. Proposals follow from no entry; what is signed
/// of them is checked instead, what follows from that, and the seals of those that were declined. What the portal keeps follows from none either, and proves nothing: it is left alone.
async fn differences(
    sides: &Sides<'_>,
    replay: &mut Replay<'_>,
    pepper: &Pepper,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), Stop> {
    types::check(sides.live).await?;
    replay.run(progress).await?;
    compare::<entry::Entity>(sides, "entries", progress).await?;
    compare::<body::Entity>(sides, "bodies", progress).await?;
    compare::<outcome_part::Entity>(sides, "outcome_parts", progress).await?;
    compare::<tree_node::Entity>(sides, "tree_nodes", progress).await?;
    compare::<checkpoint::Entity>(sides, "checkpoints", progress).await?;
    compare::<head::Entity>(sides, "head", progress).await?;
    states(sides, progress).await?;
    progress(Progress::Table("proposals"));
    waiting::check(sides.live, replay.head(), replay.keys(), pepper).await?;
    // Last, for what was changed says more than how it could be.
    guarded(sides.live).await
}

/// The tables that follow from outcomes.
async fn states(sides: &Sides<'_>, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<(), Stop> {
    compare::<subject::Entity>(sides, "subjects", progress).await?;
    compare::<key::Entity>(sides, "keys", progress).await?;
    Rows::compare(sides, progress).await
}

/// The triggers that keep the ledger's rows as they are.
async fn guarded(live: &DatabaseTransaction) -> Result<(), Stop> {
    match missing_guard(live).await? {
        None => Ok(()),
        Some(guard) => {
            let detail =
                "the trigger is missing, switched off or changed: rows could be changed without a trace";
            let id = format!("trigger {}", guard.name);
            Err(Difference::new(&guard.table, id, None, detail).into())
        }
    }
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
