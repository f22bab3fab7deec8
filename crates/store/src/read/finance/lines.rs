//! What is used of credit lines.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tallystick_base::{CreditLineId, Money};

use crate::entity::line_use;
use crate::read::list::row::Row;
use crate::{Store, StoreError};

/// What is used of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct LineStanding {
    /// All that is reserved.
    pub(in crate::read) reserved: Money,
    /// All that is drawn.
    pub(in crate::read) drawn: Money,
    /// All that was ever drawn.
    pub(in crate::read) ever_drawn: Money,
}

impl Store {
    /// What is used of these lines.
    pub(in crate::read) async fn line_standings(
        &self,
        lines: &[CreditLineId],
    ) -> Result<BTreeMap<CreditLineId, LineStanding>, StoreError> {
        let names = lines.iter().map(|line| line.subject().to_string());
        let rows = line_use::Entity::find()
            .filter(line_use::Column::Line.is_in(names))
            .all(self.reader())
            .await?;
        let standing = |model: &line_use::Model| {
            let row = Row {
                table: "line_uses",
                subject: &model.subject,
            };
            let money = |minor| row.money(minor, &model.currency);
            let standing = LineStanding {
                reserved: money(model.reserved)?,
                drawn: money(model.drawn)?,
                ever_drawn: money(model.ever_drawn)?,
            };
            Ok((row.parse(&model.line)?, standing))
        };
        rows.iter().map(standing).collect()
    }
}
