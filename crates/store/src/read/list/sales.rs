//! Loans that are offered to pools.

use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{LoanId, Millis, Money, PartyId, PoolId, SaleId};

use super::arms::{List, managed};
use super::row::Row;
use crate::entity::sale::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

/// Which sales; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct SaleFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// To this pool.
    pub pool: Option<PoolId>,
    /// Of this loan.
    pub loan: Option<LoanId>,
    /// Ending at this moment or later.
    pub ends_from: Option<Millis>,
    /// Ending at this moment or earlier.
    pub ends_until: Option<Millis>,
    /// Which page.
    pub page: Paging,
}

/// A sale in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedSale {
    /// The sale.
    pub id: SaleId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// The pool.
    pub pool: PoolId,
    /// For how much.
    pub price: Money,
    /// The last moment at which it can be accepted.
    pub until: Millis,
}

impl Store {
    /// What the viewer's bank offered to pools, and what its pools were offered.
    pub async fn sales(&self, viewer: &Viewer, filter: &SaleFilter) -> Result<Page<ListedSale>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &SaleFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.pool.map(|id| Column::Pool.eq(id.subject().to_string())))
        .add_option(filter.loan.map(|id| Column::Loan.eq(id.subject().to_string())))
        .add_option(filter.ends_from.map(|at| Column::Until.gte(moment(at))))
        .add_option(filter.ends_until.map(|at| Column::Until.lte(moment(at))));
    List {
        name: "sales",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank].map(|column| column.eq(party));
    let others = [Column::Pool.in_subquery(managed(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

pub(super) fn listed(model: Model) -> Result<ListedSale, StoreError> {
    let row = Row {
        table: "sales",
        subject: &model.subject,
    };
    Ok(ListedSale {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        loan: row.parse(&model.loan)?,
        pool: row.parse(&model.pool)?,
        price: row.money(model.price, &model.currency)?,
        until: row.moment(model.until)?,
        stage: model.stage,
    })
}
