//! How far a member has read what changed.

use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ConnectionTrait as _, EntityTrait, ExprTrait as _};

use super::row::Row;
use crate::append::integer;
use crate::entity::read_mark;
use crate::read::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// The last entry up to which the viewer has seen what changed; 0, the opening, where it never looked.
    pub async fn read_mark(&self, viewer: &Viewer) -> Result<u64, StoreError> {
        let member = viewer.member.to_string();
        let found = read_mark::Entity::find_by_id(&member).one(self.reader()).await?;
        let row = Row {
            table: "read_marks",
            id: &member,
        };
        found.map_or(Ok(0), |found| {
            u64::try_from(found.seq).map_err(|_| row.corrupt("the number of an entry is negative"))
        })
    }

    /// Notes that the viewer has seen what changed up to this entry. A mark only moves forward, and not beyond the last entry: what
    /// is still to come cannot have been seen.
    pub async fn mark_read(&self, viewer: &Viewer, seq: u64) -> Result<(), StoreError> {
        let last = self.watch().borrow().saturating_sub(1);
        let reached = integer(Ord::min(seq, last))?;
        let conflict = OnConflict::column(read_mark::Column::Member)
            .update_column(read_mark::Column::Seq)
            .action_and_where(
                Expr::col(("excluded", read_mark::Column::Seq))
                    .gt(Expr::col((read_mark::Entity, read_mark::Column::Seq))),
            )
            .to_owned();
        let mark = Query::insert()
            .into_table(read_mark::Entity)
            .columns([read_mark::Column::Member, read_mark::Column::Seq])
            .values_panic([viewer.member.to_string().into(), reached.into()])
            .on_conflict(conflict)
            .to_owned();
        self.writer().execute(&mark).await?;
        Ok(())
    }
}
