//! Pools.

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{Money, PartyId, PoolId};

use super::arms::List;
use super::row::Row;
use crate::entity::loan;
use crate::entity::pool::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which pools; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct PoolFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this asset manager.
    pub manager: Option<PartyId>,
    /// Which page.
    pub page: Paging,
}

/// A pool in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedPool {
    /// The pool.
    pub id: PoolId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The asset manager.
    pub manager: PartyId,
    /// Its name.
    pub name: String,
    /// How many loans it bought.
    pub loans: u64,
    /// For how much.
    pub price: Money,
    /// What was open of their principal then.
    pub open: Money,
}

impl Store {
    /// The pools of the viewer's party, and those that bought its loans.
    pub async fn pools(&self, viewer: &Viewer, filter: &PoolFilter) -> Result<Page<ListedPool>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &PoolFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.manager.map(|id| Column::Manager.eq(id.to_string())));
    List {
        name: "pools",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Manager].map(|column| column.eq(party));
    let others = [Column::Subject.in_subquery(sold_to(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The pools that bought loans of a bank.
fn sold_to(party: &str) -> SelectStatement {
    Query::select()
        .column(loan::Column::Pool)
        .from(loan::Entity)
        .and_where(loan::Column::Bank.eq(party))
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedPool, StoreError> {
    let row = Row {
        table: "pools",
        subject: &model.subject,
    };
    Ok(ListedPool {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        manager: row.parse(&model.manager)?,
        loans: row.number(model.loans)?,
        price: row.money(model.price, &model.currency)?,
        open: row.money(model.open, &model.currency)?,
        stage: model.stage,
        name: model.name,
    })
}
