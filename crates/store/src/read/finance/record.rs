//! A buyer's own record: how soon it answers those who ask it to confirm, and what it answers.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use tallystick_base::{Money, PartyId};

use super::asked::{asked, rests, rests_over};
use super::days::{AnswerDays, answered, days_between};
use super::statistics::{add, lapsed_before};
use crate::entity::receivable::{Column, Entity};
use crate::read::list::row::Row;
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// How the viewer's party answered as a buyer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BuyerRecord {
    /// How many claims it was asked to confirm. What it left of a claim that it confirmed in part is no further one.
    pub claims: u64,
    /// How many of them it has answered; what the supplier took back is not among them.
    pub answered: u64,
    /// How many lapsed without an answer in time, answered later or not.
    pub lapsed: u64,
    /// The median of the calendar days from claim to answer.
    pub median_days: Option<u32>,
    /// The most that it took.
    pub most_days: Option<u32>,
    /// Its claims by stage.
    pub stages: Vec<StageSum>,
    /// Its answers by the month in which they were given, the oldest first.
    pub months: Vec<AnsweredMonth>,
}

/// The claims of one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageSum {
    /// The stage, in lower case.
    pub stage: String,
    /// How many.
    pub many: u64,
    /// What was claimed: one amount for each currency. What is left of a claim that was confirmed in part counts where it stands, and
    /// not once more in what was confirmed.
    pub claimed: Vec<Money>,
    /// What of it was confirmed.
    pub confirmed: Vec<Money>,
}

/// The answers of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnsweredMonth {
    /// The month, such as `2026-03`.
    pub month: String,
    /// How many.
    pub answered: u64,
    /// The median of the calendar days that they took.
    pub median_days: u32,
    /// The most that one took.
    pub most_days: u32,
    /// How many came after their last day.
    pub late: u64,
}

/// Claims that were made and answered on the same days.
#[derive(FromQueryResult)]
struct Group {
    stage: String,
    currency: String,
    claimed_on: String,
    answered_on: Option<String>,
    many: i64,
    rests: i64,
    rests_over: Option<i64>,
    lapses: i64,
    claimed: i64,
    confirmed: Option<i64>,
}

impl Store {
    /// How a buyer answered, over all time: its own record for a buyer, any for auditors; `None` for everyone else.
    pub async fn buyer_record(
        &self,
        viewer: &Viewer,
        buyer: PartyId,
    ) -> Result<Option<BuyerRecord>, StoreError> {
        if !viewer.auditor && viewer.party != buyer {
            return Ok(None);
        }
        self.answers_of(buyer).await.map(Some)
    }

    /// How a party answered as a buyer.
    pub(super) async fn answers_of(&self, buyer: PartyId) -> Result<BuyerRecord, StoreError> {
        let sum = |column: Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
        let groups = Entity::find()
            .select_only()
            .column(Column::Stage)
            .column(Column::Currency)
            .column(Column::ClaimedOn)
            .column(Column::AnsweredOn)
            .column_as(Expr::expr(Column::Subject.count()).cast_as("bigint"), "many")
            .column_as(rests(), "rests")
            .column_as(rests_over(), "rests_over")
            .column_as(lapsed_before(self.today().await?), "lapses")
            .column_as(sum(Column::Amount), "claimed")
            .column_as(sum(Column::Confirmed), "confirmed")
            .filter(Column::Buyer.eq(buyer.to_string()))
            .group_by(Column::Stage)
            .group_by(Column::Currency)
            .group_by(Column::ClaimedOn)
            .group_by(Column::AnsweredOn)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        folded(&groups)
    }
}

/// The answers of a month as they are counted.
#[derive(Default)]
struct Counted {
    days: AnswerDays,
    late: u64,
}

fn folded(groups: &[Group]) -> Result<BuyerRecord, StoreError> {
    let mut record = BuyerRecord::default();
    let mut all = AnswerDays::default();
    let mut months: BTreeMap<&str, Counted> = BTreeMap::new();
    let mut left = Vec::new();
    for group in groups {
        let row = Row {
            table: "receivables",
            subject: "sum",
        };
        let (many, lapses): (u64, u64) = (row.number(group.many)?, row.number(group.lapses)?);
        let asked = asked(row, group.many, group.rests)?;
        record.claims = record.claims.saturating_add(asked);
        record.lapsed = record.lapsed.saturating_add(lapses);
        let sum = stage_of(&mut record.stages, &group.stage);
        sum.many = sum.many.saturating_add(many);
        add(&mut sum.claimed, row.money(group.claimed, &group.currency)?)?;
        add(
            &mut left,
            row.money(group.rests_over.unwrap_or(0), &group.currency)?,
        )?;
        add(
            &mut sum.confirmed,
            row.money(group.confirmed.unwrap_or(0), &group.currency)?,
        )?;
        let answered_on = answered(&group.stage, group.answered_on.as_deref());
        let Some(answered_on) = answered_on.filter(|_| asked > 0) else {
            continue;
        };
        record.answered = record.answered.saturating_add(asked);
        let took = days_between(row, &group.claimed_on, answered_on)?;
        let month = months
            .entry(answered_on.get(..7).unwrap_or(answered_on))
            .or_default();
        month.late = month.late.saturating_add(lapses);
        all.count(took, asked);
        month.days.count(took, asked);
    }
    without(&mut record.stages, &left)?;
    record.median_days = all.median();
    record.most_days = all.most();
    record.months = months
        .into_iter()
        .map(|(name, month)| month_of(name, &month))
        .collect();
    Ok(record)
}

fn stage_of<'s>(stages: &'s mut Vec<StageSum>, name: &str) -> &'s mut StageSum {
    let place = if let Some(place) = stages.iter().position(|sum| sum.stage == name) {
        place
    } else {
        stages.push(StageSum {
            stage: name.to_owned(),
            many: 0,
            claimed: Vec::new(),
            confirmed: Vec::new(),
        });
        stages.len() - 1
    };
    stages
        .get_mut(place)
        .expect("the place was found or made just now")
}

/// Takes what was left of claims that were confirmed in part from what was claimed of those.
fn without(stages: &mut [StageSum], left: &[Money]) -> Result<(), StoreError> {
    let confirmed = stages.iter_mut().filter(|sum| sum.stage == "confirmed");
    for claimed in confirmed.flat_map(|sum| &mut sum.claimed) {
        let of_it = left.iter().find(|left| left.currency() == claimed.currency());
        if let Some(left) = of_it {
            let less = claimed.checked_sub(*left);
            *claimed = less.map_err(|error| corrupt("receivables", "sum", error))?;
        }
    }
    Ok(())
}

fn month_of(name: &str, month: &Counted) -> AnsweredMonth {
    AnsweredMonth {
        month: name.to_owned(),
        answered: month.days.many(),
        median_days: month.days.median().unwrap_or_default(),
        most_days: month.days.most().unwrap_or_default(),
        late: month.late,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(stage: &str, claimed_on: &str, answered_on: Option<&str>, many: i64, lapses: i64) -> Group {
        Group {
            stage: stage.to_owned(),
            currency: "CNY".to_owned(),
            claimed_on: claimed_on.to_owned(),
            answered_on: answered_on.map(str::to_owned),
            many,
            rests: 0,
            rests_over: Some(0),
            lapses,
            claimed: many * 10_000,
            confirmed: (stage == "confirmed").then_some(many * 9_000),
        }
    }

    #[test]
    fn answers_count_in_the_month_in_which_they_were_given() {
        let record = folded(&[
            group("confirmed", "2026-01-30", Some("2026-02-03"), 2, 0),
            group("rejected", "2026-01-02", Some("2026-02-10"), 1, 1),
            group("withdrawn", "2026-02-01", Some("2026-02-02"), 1, 0),
            group("claimed", "2026-02-20", None, 4, 0),
        ])
        .unwrap();
        assert_eq!((record.claims, record.answered, record.lapsed), (8, 3, 1));
        assert_eq!((record.median_days, record.most_days), (Some(4), Some(39)));
        let [february] = record.months.as_slice() else {
            panic!("{:?}", record.months)
        };
        assert_eq!(
            (february.answered, february.median_days, february.late),
            (3, 4, 1)
        );
        let confirmed = record.stages.iter().find(|sum| sum.stage == "confirmed").unwrap();
        assert_eq!(confirmed.confirmed.first().unwrap().to_string(), "180.00 CNY");
    }

    #[test]
    fn what_is_left_of_a_claim_is_no_answer_of_no_days() {
        let rest = Group {
            rests: 1,
            rests_over: Some(4_000),
            claimed: 4_000,
            ..group("disputed", "2026-02-03", Some("2026-02-03"), 1, 0)
        };
        let record = folded(&[group("confirmed", "2026-01-30", Some("2026-02-03"), 1, 0), rest]).unwrap();
        assert_eq!(
            (record.claims, record.answered, record.median_days),
            (1, 1, Some(4))
        );
        let months: Vec<_> = record.months.iter().map(|month| month.answered).collect();
        assert_eq!(months, [1]);
        let disputed = record.stages.iter().find(|sum| sum.stage == "disputed").unwrap();
        assert_eq!(disputed.many, 1, "it is still to be confirmed or refused");
        let claimed: Vec<String> = (record.stages.iter().flat_map(|sum| &sum.claimed))
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            claimed,
            ["60.00 CNY", "40.00 CNY"],
            "100.00 were claimed, and no more"
        );
    }
}
