//! Contracts.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{ContractId, Money, PartyId};

use super::arms::{List, financed};
use super::row::Row;
use crate::entity::certificate;
use crate::entity::contract::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which contracts; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct ContractFilter {
    /// Of this stage, in lower case, such as `accepted`.
    pub stage: Option<String>,
    /// Of this supplier.
    pub supplier: Option<PartyId>,
    /// Of this buyer.
    pub buyer: Option<PartyId>,
    /// With this number, exactly as registered.
    pub number: Option<String>,
    /// Which page.
    pub page: Paging,
}

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedContract {
    /// The contract.
    pub id: ContractId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// Who delivers and is paid.
    pub supplier: PartyId,
    /// Who is delivered to and pays.
    pub buyer: PartyId,
    /// Which side registered it: `supplier` or `buyer`.
    pub registered_by: String,
    /// The number that both sides know it by.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The contract sum, tax included.
    pub amount: Money,
    /// The day of signing.
    pub signed_on: NaiveDate,
    /// What is bought: `goods`, `works` or `services`.
    pub procurement: String,
    /// Whether payment by electronic vouchers was agreed.
    pub vouchers_agreed: bool,
    /// How often the terms were set.
    pub revision: u64,
}

impl Store {
    /// The contracts that the viewer's party is a side of, and those of certificates that it lends on or is asked to.
    pub async fn contracts(
        &self,
        viewer: &Viewer,
        filter: &ContractFilter,
    ) -> Result<Page<ListedContract>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &ContractFilter) -> List<Entity> {
    let party = viewer.party.to_string();
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(filter.supplier.map(|id| Column::Supplier.eq(id.to_string())))
        .add_option(filter.buyer.map(|id| Column::Buyer.eq(id.to_string())))
        .add_option(filter.number.as_ref().map(|number| Column::Number.eq(number)));
    List {
        name: "contracts",
        arms: (!viewer.auditor).then(|| {
            let sides = [Column::Supplier, Column::Buyer].map(|column| column.eq(&party));
            let financed =
                financed(certificate::Column::Contract, &party).map(|some| Column::Subject.in_subquery(some));
            let roles = sides.into_iter().chain(financed);
            roles.map(|role| Condition::all().add(role)).collect()
        }),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

pub(super) fn listed(model: Model) -> Result<ListedContract, StoreError> {
    let row = Row {
        table: "contracts",
        subject: &model.subject,
    };
    Ok(ListedContract {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        supplier: row.parse(&model.supplier)?,
        buyer: row.parse(&model.buyer)?,
        amount: row.money(model.amount, &model.currency)?,
        signed_on: row.parse(&model.signed_on)?,
        vouchers_agreed: model.vouchers_agreed != 0,
        revision: row.number(model.revision)?,
        stage: model.stage,
        registered_by: model.registered_by,
        number: model.number,
        title: model.title,
        procurement: model.procurement,
    })
}
