//! Which processes serve the ledger: each writes a row of its own now and then, so that whoever runs several finds them on a page.
//!
//! The rows stand beside the ledger. Nothing follows from them; what orders the processes is the lock on the head.

use std::time::Duration;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use tallystick_base::Millis;

use crate::entity::instance::{Column, Entity, Model};
use crate::read::Viewer;
use crate::{Store, StoreError, bulk, proposal, rows};

/// How long the row of a process stays that ended without taking it away.
pub const INSTANCE_KEPT: Duration = Duration::from_hours(24);

/// A process that serves the ledger, as it tells of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Drawn by chance when it began to serve.
    pub id: String,
    /// Where it is reached.
    pub address: String,
    /// The version of the program.
    pub version: String,
    /// When it began to serve.
    pub began: Millis,
    /// When it told this.
    pub seen: Millis,
    /// When it last recorded what falls due.
    pub swept: Option<Millis>,
    /// When it last read again what is stored.
    pub scrubbed: Option<Millis>,
}

impl Store {
    /// Writes what a process tells of itself, in the place of what it told before, and forgets those that have been silent for
    /// [`INSTANCE_KEPT`] by then.
    pub async fn note_instance(&self, instance: &Instance) -> Result<(), StoreError> {
        let row = Model {
            id: instance.id.clone(),
            address: instance.address.clone(),
            version: instance.version.clone(),
            began: rows::moment(instance.began),
            seen: rows::moment(instance.seen),
            swept: instance.swept.map(rows::moment),
            scrubbed: instance.scrubbed.map(rows::moment),
        };
        let kept = i64::try_from(INSTANCE_KEPT.as_millis()).unwrap_or(i64::MAX);
        Entity::delete_many()
            .filter(Column::Seen.lte(row.seen.saturating_sub(kept)))
            .exec(self.writer())
            .await?;
        Ok(bulk::upsert::<Entity>(self.writer(), &[row]).await?)
    }

    /// Forgets a process that serves no longer.
    pub async fn forget_instance(&self, id: &str) -> Result<(), StoreError> {
        Entity::delete_by_id(id).exec(self.writer()).await?;
        Ok(())
    }

    /// The processes that told of themselves lately, those that serve the longest first. The viewer is any member.
    pub async fn instances(&self, _: &Viewer) -> Result<Vec<Instance>, StoreError> {
        let found = Entity::find()
            .order_by_asc(Column::Began)
            .order_by_asc(Column::Id)
            .all(self.reader())
            .await?;
        found.into_iter().map(instance).collect()
    }
}

fn instance(row: Model) -> Result<Instance, StoreError> {
    let moment = |millis: i64| {
        proposal::moment(millis).ok_or_else(|| StoreError::Corrupt {
            table: "instances",
            id: row.id.clone(),
            detail: "a time is out of range".to_owned(),
        })
    };
    Ok(Instance {
        began: moment(row.began)?,
        seen: moment(row.seen)?,
        swept: row.swept.map(moment).transpose()?,
        scrubbed: row.scrubbed.map(moment).transpose()?,
        address: row.address,
        version: row.version,
        id: row.id,
    })
}
