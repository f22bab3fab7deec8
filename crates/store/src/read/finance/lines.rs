//! What is used of a credit line, and how it came about.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{CreditLineId, Millis, Money};
use tallystick_commands::Transition;
use tallystick_commands::banking::{LineUse, LineUseTransition};
use utoipa::ToSchema;

use crate::entity::{entry, line_use, outcome_part};
use crate::read::history;
use crate::read::list::row::Row;
use crate::read::page::{Cursor, Page, Paging};
use crate::read::states::{corrupt, natural};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// What is used of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineStanding {
    /// How many loans and endorsements use it.
    pub users: u64,
    /// All that is reserved.
    pub reserved: Money,
    /// All that is drawn.
    pub drawn: Money,
    /// All that was ever drawn.
    pub ever_drawn: Money,
}

/// One entry that moved the use of a line. There is no other record of movements than the ledger's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineMovement {
    /// The version that it gave the line's use.
    pub version: u64,
    /// The entry.
    pub seq: u64,
    /// When it was received.
    pub received: Millis,
    /// What happened, in order, each with the totals from there on.
    pub transitions: Vec<LineUseTransition>,
}

impl Store {
    /// What is used of these lines.
    pub(crate) async fn line_standings(
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
                users: row.number(model.users)?,
                reserved: money(model.reserved)?,
                drawn: money(model.drawn)?,
                ever_drawn: money(model.ever_drawn)?,
            };
            Ok((row.parse(&model.line)?, standing))
        };
        rows.iter().map(standing).collect()
    }

    /// The movements of a line, from its opening on; `None` where there is none that the viewer may see.
    pub async fn line_movements(
        &self,
        viewer: &Viewer,
        line: CreditLineId,
        paging: &Paging,
    ) -> Result<Option<Page<LineMovement>>, StoreError> {
        let after = match paging.key::<1>(LIST)? {
            Some([version]) => version.parse().map_err(|_| cursor_of(paging))?,
            None => 0_i64,
        };
        let subject = LineUse::subject_of(line);
        if self.subject(viewer, &subject).await?.is_none() {
            return Ok(None);
        }
        let parts = outcome_part::Entity::find()
            .filter(outcome_part::Column::Subject.eq(subject.as_str()))
            .filter(outcome_part::Column::Version.gt(after))
            .order_by_asc(outcome_part::Column::Version)
            .limit(paging.limit() + 1)
            .all(self.reader())
            .await?;
        let received = self
            .received_at(parts.iter().map(|part| part.seq).collect())
            .await?;
        let cursor = |part: &outcome_part::Model| Cursor::new(LIST, &[&part.version.to_string()]);
        Page::of(parts, paging.limit(), cursor, |part| movement(&part, &received)).map(Some)
    }

    /// When these entries were received.
    async fn received_at(&self, entries: BTreeSet<i64>) -> Result<BTreeMap<i64, i64>, StoreError> {
        let rows: Vec<(i64, i64)> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Seq)
            .column(entry::Column::Received)
            .filter(entry::Column::Seq.is_in(entries))
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().collect())
    }
}

fn movement(part: &outcome_part::Model, received: &BTreeMap<i64, i64>) -> Result<LineMovement, StoreError> {
    let happened = history::read(part)?;
    let row = Row {
        table: "entries",
        subject: happened.subject.as_str(),
    };
    let received = received.get(&part.seq).copied();
    let received = received.ok_or_else(|| corrupt("entries", part.seq, "the entry of a part is missing"))?;
    let mut transitions = Vec::new();
    for transition in happened.transitions()? {
        match transition {
            Transition::Banking(tallystick_commands::banking::Transition::LineUse(one)) => {
                transitions.push(one);
            }
            _ => {
                return Err(corrupt(
                    "outcome_parts",
                    &happened.subject,
                    "it is no movement of a line",
                ));
            }
        }
    }
    Ok(LineMovement {
        version: natural("outcome_parts", &happened.subject, part.version)?,
        seq: happened.seq,
        received: row.moment(received)?,
        transitions,
    })
}

const LIST: &str = "line-movements";

fn cursor_of(paging: &Paging) -> StoreError {
    StoreError::Cursor(paging.after.as_ref().map(ToString::to_string).unwrap_or_default())
}
