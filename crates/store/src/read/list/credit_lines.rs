//! Credit lines, with what is used of them.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{CreditLineId, Money, PartyId};

use super::arms::List;
use super::row::Row;
use crate::entity::credit_line::{Column, Entity, Model};
use crate::read::finance::LineStanding;
use crate::read::page::{Page, Paging};
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which lines; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct CreditLineFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// On this kind of somebody, such as `debtor`.
    pub scope: Option<String>,
    /// On this party.
    pub party: Option<PartyId>,
    /// To be used until this day or longer.
    pub valid_from: Option<NaiveDate>,
    /// To be used until this day at the latest.
    pub valid_until: Option<NaiveDate>,
    /// Which page.
    pub page: Paging,
}

/// A credit line in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedCreditLine {
    /// The line.
    pub id: CreditLineId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// On what kind of somebody it is.
    pub scope: String,
    /// On whom.
    pub party: Option<PartyId>,
    /// The supplier of a pair.
    pub supplier: Option<PartyId>,
    /// The programme.
    pub programme: Option<String>,
    /// The limit.
    pub limit: Money,
    /// The first day on which it can be used.
    pub valid_from: NaiveDate,
    /// The last.
    pub valid_to: NaiveDate,
    /// Whether what is paid back can be used again.
    pub revolving: bool,
    /// What of it is reserved for money that is not out yet, and for promises.
    pub reserved: Money,
    /// What of it is drawn.
    pub drawn: Money,
    /// What is left of the limit; below zero where it was lowered under the use.
    pub left: Money,
}

impl Store {
    /// The lines of the viewer's bank, each with what is used of it.
    pub async fn credit_lines(
        &self,
        viewer: &Viewer,
        filter: &CreditLineFilter,
    ) -> Result<Page<ListedCreditLine>, StoreError> {
        let page = list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await?;
        Ok(Page {
            items: self.with_standings(page.items).await?,
            next: page.next,
        })
    }

    /// The same lines, each with what is used of it.
    pub(super) async fn with_standings(
        &self,
        mut items: Vec<ListedCreditLine>,
    ) -> Result<Vec<ListedCreditLine>, StoreError> {
        let lines: Vec<CreditLineId> = items.iter().map(|line| line.id).collect();
        let standings = self.line_standings(&lines).await?;
        for line in &mut items {
            if let Some(standing) = standings.get(&line.id) {
                line.stands_at(standing)?;
            }
        }
        Ok(items)
    }
}

impl ListedCreditLine {
    fn stands_at(&mut self, standing: &LineStanding) -> Result<(), StoreError> {
        let fault = |error| corrupt("line_uses", self.id, error);
        let drawn = if self.revolving {
            standing.drawn
        } else {
            standing.ever_drawn
        };
        let counted = standing.reserved.checked_add(drawn).map_err(fault)?;
        self.left = self.limit.checked_sub(counted).map_err(fault)?;
        self.reserved = standing.reserved;
        self.drawn = standing.drawn;
        Ok(())
    }
}

pub(super) fn list(viewer: &Viewer, filter: &CreditLineFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.scope.as_ref().map(|value| Column::Scope.eq(value)))
        .add_option(filter.party.map(|id| Column::Party.eq(id.to_string())))
        .add_option(filter.valid_from.map(|day| Column::ValidTo.gte(day.to_string())))
        .add_option(filter.valid_until.map(|day| Column::ValidTo.lte(day.to_string())));
    List {
        name: "credit_lines",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    vec![Condition::all().add(Column::Bank.eq(party))]
}

pub(super) fn listed(model: Model) -> Result<ListedCreditLine, StoreError> {
    let row = Row {
        table: "credit_lines",
        subject: &model.subject,
    };
    Ok(ListedCreditLine {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        party: row.optional(model.party.as_ref())?,
        supplier: row.optional(model.supplier.as_ref())?,
        limit: row.money(model.credit_limit, &model.currency)?,
        valid_from: row.parse(&model.valid_from)?,
        valid_to: row.parse(&model.valid_to)?,
        revolving: model.revolving != 0,
        // Until its standing is read: nothing is used.
        reserved: row.money(0, &model.currency)?,
        drawn: row.money(0, &model.currency)?,
        left: row.money(model.credit_limit, &model.currency)?,
        stage: model.stage,
        scope: model.scope,
        programme: model.programme,
    })
}
