//! What a holder is owed and was not paid in time.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};

use super::arms::{Date, List};
use super::certificates::{ListedCertificate, listed};
use crate::entity::certificate::{Column, Entity};
use crate::read::finance::LIVE;
use crate::read::page::Paging;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// The certificates that the viewer's party holds, that were due before a day and are not paid: so many of those that are late
    /// for longest.
    pub async fn certificates_late(
        &self,
        viewer: &Viewer,
        day: NaiveDate,
        limit: u64,
    ) -> Result<Vec<ListedCertificate>, StoreError> {
        let paging = Paging { after: None, limit };
        let page = list(viewer, day).page(self.reader(), &paging, listed).await?;
        Ok(page.items)
    }
}

/// Stage by stage, so that what was paid is passed over, however much it is.
pub(super) fn list(viewer: &Viewer, day: NaiveDate) -> List<Entity> {
    let holder = viewer.party.to_string();
    let of_stage = |stage: &str| {
        Condition::all()
            .add(Column::Holder.eq(holder.as_str()))
            .add(Column::Stage.eq(stage))
    };
    List {
        name: "certificates-late",
        arms: Some(LIVE.map(of_stage).into()),
        filter: Condition::all().add(Column::DueOn.lt(day.to_string())),
        subject: Column::Subject,
        date: Some(Date::Earliest(Column::DueOn)),
    }
}
