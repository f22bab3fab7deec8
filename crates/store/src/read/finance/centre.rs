//! What came to a confirmation centre, and how far it is.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Serialize;

use super::asked::{asked, rests};
use super::days::{AnswerDays, answered, days_between};
use crate::entity::receivable::{Column, Entity};
use crate::read::list::row::Row;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// What became of the claims that a confirmation centre was asked to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CentreRecord {
    /// How many there were. What a buyer left of a claim that it confirmed in part is no further one.
    pub claims: u64,
    /// How many of them it passed on.
    pub forwarded: u64,
    /// How many the buyer has answered, passed on or not.
    pub answered: u64,
    /// The median of the calendar days from claim to answer.
    pub median_days: Option<u32>,
}

/// Claims that were made and answered on the same days.
#[derive(FromQueryResult)]
struct Group {
    stage: String,
    claimed_on: String,
    answered_on: Option<String>,
    forwarded: i64,
    many: i64,
    rests: i64,
}

impl Store {
    /// What became of the claims, made on this day or later, that the viewer's party was asked to look at as a confirmation centre.
    pub async fn centre_record(&self, viewer: &Viewer, since: NaiveDate) -> Result<CentreRecord, StoreError> {
        let groups = Entity::find()
            .select_only()
            .column(Column::Stage)
            .column(Column::ClaimedOn)
            .column(Column::AnsweredOn)
            .column(Column::Forwarded)
            .column_as(Expr::expr(Column::Subject.count()).cast_as("bigint"), "many")
            .column_as(rests(), "rests")
            .filter(Column::Centre.eq(viewer.party.to_string()))
            .filter(Column::ClaimedOn.gte(since.to_string()))
            .group_by(Column::Stage)
            .group_by(Column::ClaimedOn)
            .group_by(Column::AnsweredOn)
            .group_by(Column::Forwarded)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        folded(&groups)
    }
}

fn folded(groups: &[Group]) -> Result<CentreRecord, StoreError> {
    let mut record = CentreRecord::default();
    let mut days = AnswerDays::default();
    for group in groups {
        let row = Row {
            table: "receivables",
            subject: "sum",
        };
        let many = asked(row, group.many, group.rests)?;
        record.claims = record.claims.saturating_add(many);
        if group.forwarded != 0 {
            record.forwarded = record.forwarded.saturating_add(many);
        }
        let Some(answered_on) = answered(&group.stage, group.answered_on.as_deref()) else {
            continue;
        };
        record.answered = record.answered.saturating_add(many);
        days.count(days_between(row, &group.claimed_on, answered_on)?, many);
    }
    record.median_days = days.median();
    Ok(record)
}
