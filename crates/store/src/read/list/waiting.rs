//! Claims that wait at a desk, those whose time ends first before the others.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use tallystick_base::{Money, ReceivableId};

use super::receivables::{ListedReceivable, listed};
use super::row::Row;
use crate::entity::receivable::{Column, Entity, Model};
use crate::read::page::{Cursor, Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

const LIST: &str = "receivables-waiting";

/// Claims without a clock come last. No deadline lies that far ahead.
const NEVER: &str = "9999-12-31";

/// Where a claim waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// The buyer has not answered.
    Buyer,
    /// The buyer disputed it, and has neither confirmed nor refused it since.
    Disputed,
    /// The confirmation centre has not passed it on.
    Centre,
    /// The confirmation centre passed it on, and the buyer has not answered.
    Passed,
}

/// Which of the claims at a desk are summed up: for a party, those on which its own members wait for each other stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among<'i> {
    /// All of them.
    All,
    /// Those of these that wait there.
    Only(&'i [ReceivableId]),
    /// All but these.
    Without(&'i [ReceivableId]),
}

/// What waits at a desk, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingSum {
    /// How many claims.
    pub many: u64,
    /// How many of them are to be answered by the day asked for, or should have been.
    pub soon: u64,
    /// What they are over.
    pub amount: Money,
}

#[derive(FromQueryResult)]
struct Group {
    currency: String,
    many: i64,
    soon: Option<i64>,
    amount: i64,
}

impl Store {
    /// The claims that wait for the viewer's party at a desk.
    pub async fn receivables_waiting(
        &self,
        viewer: &Viewer,
        desk: Desk,
        paging: &Paging,
    ) -> Result<Page<ListedReceivable>, StoreError> {
        let mut query = Entity::find().filter(waiting(viewer, desk));
        if let Some([day, subject]) = paging.key(LIST)? {
            let later = Condition::any().add(deadline().gt(day.clone())).add(
                Condition::all()
                    .add(deadline().eq(day))
                    .add(Column::Subject.gt(subject)),
            );
            query = query.filter(later);
        }
        let rows = query
            .order_by_asc(deadline())
            .order_by_asc(Column::Subject)
            .limit(paging.limit() + 1)
            .all(self.reader())
            .await?;
        let cursor =
            |row: &Model| Cursor::new(LIST, &[row.answer_by.as_deref().unwrap_or(NEVER), &row.subject]);
        Page::of(rows, paging.limit(), cursor, listed)
    }

    /// How many claims wait for the viewer's party at a desk, over how much, and how many of them are to be answered by a day: one
    /// sum for each currency in which there are any.
    pub async fn sums_waiting(
        &self,
        viewer: &Viewer,
        desk: Desk,
        among: Among<'_>,
        by: NaiveDate,
    ) -> Result<Vec<WaitingSum>, StoreError> {
        let soon = Expr::case(Column::AnswerBy.lte(by.to_string()), 1).finally(0);
        let groups = Entity::find()
            .select_only()
            .column(Column::Currency)
            .column_as(Expr::expr(Column::Subject.count()).cast_as("bigint"), "many")
            .column_as(Expr::expr(Func::sum(soon)).cast_as("bigint"), "soon")
            .column_as(
                Expr::expr(Func::sum(Expr::col(Column::Amount))).cast_as("bigint"),
                "amount",
            )
            .filter(waiting(viewer, desk))
            .filter(chosen(among))
            .group_by(Column::Currency)
            .order_by_asc(Column::Currency)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        let sum = |group: Group| {
            let row = Row {
                table: "receivables",
                subject: "sum",
            };
            Ok(WaitingSum {
                many: row.number(group.many)?,
                soon: row.number(group.soon.unwrap_or(0))?,
                amount: row.money(group.amount, &group.currency)?,
            })
        };
        groups.into_iter().map(sum).collect()
    }
}

/// The centre's part is done when it passed a claim on, and there is nothing left of it when the buyer has answered.
fn waiting(viewer: &Viewer, desk: Desk) -> Condition {
    let party = viewer.party.to_string();
    let at = match desk {
        Desk::Buyer | Desk::Disputed => Condition::all().add(Column::Buyer.eq(party)),
        Desk::Centre | Desk::Passed => Condition::all()
            .add(Column::Centre.eq(party))
            .add(Column::Forwarded.eq(i64::from(desk == Desk::Passed))),
    };
    at.add(Column::Stage.eq(match desk {
        Desk::Disputed => "disputed",
        Desk::Buyer | Desk::Centre | Desk::Passed => "claimed",
    }))
}

fn chosen(among: Among<'_>) -> Condition {
    let subjects = |ids: &[ReceivableId]| -> Vec<String> {
        let subjects = ids.iter().map(|id| id.subject().to_string());
        subjects.collect()
    };
    match among {
        Among::All => Condition::all(),
        Among::Only(ids) => Condition::all().add(Column::Subject.is_in(subjects(ids))),
        Among::Without(ids) => Condition::all().add(Column::Subject.is_not_in(subjects(ids))),
    }
}

fn deadline() -> SimpleExpr {
    Func::coalesce([Expr::col(Column::AnswerBy), Expr::val(NEVER)]).into()
}
