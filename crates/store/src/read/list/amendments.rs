//! Amendments of contracts.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{AmendmentId, ContractId, PartyId};

use super::arms::List;
use super::row::Row;
use crate::entity::amendment::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which amendments; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct AmendmentFilter {
    /// Of this stage, in lower case, such as `proposed`.
    pub stage: Option<String>,
    /// Of this contract.
    pub contract: Option<ContractId>,
    /// Which page.
    pub page: Paging,
}

/// An amendment in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedAmendment {
    /// The amendment.
    pub id: AmendmentId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The contract that it would change.
    pub contract: ContractId,
    /// The supplier of that contract.
    pub supplier: PartyId,
    /// Its buyer.
    pub buyer: PartyId,
    /// Which side proposed it: `supplier` or `buyer`.
    pub proposed_by: String,
    /// The revision of the terms that it was written on.
    pub basis: u64,
    /// The day on which it was signed.
    pub signed_on: NaiveDate,
}

impl Store {
    /// The amendments of contracts that the viewer's party is a side of.
    pub async fn amendments(
        &self,
        viewer: &Viewer,
        filter: &AmendmentFilter,
    ) -> Result<Page<ListedAmendment>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &AmendmentFilter) -> List<Entity> {
    let party = viewer.party.to_string();
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(filter.contract.map(|id| Column::Contract.eq(id.to_string())));
    List {
        name: "amendments",
        arms: (!viewer.auditor).then(|| {
            let columns = [Column::Supplier, Column::Buyer];
            columns
                .map(|column| Condition::all().add(column.eq(&party)))
                .to_vec()
        }),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn listed(model: Model) -> Result<ListedAmendment, StoreError> {
    let row = Row {
        table: "amendments",
        subject: &model.subject,
    };
    Ok(ListedAmendment {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        contract: row.parse(&model.contract)?,
        supplier: row.parse(&model.supplier)?,
        buyer: row.parse(&model.buyer)?,
        basis: row.number(model.basis)?,
        signed_on: row.parse(&model.signed_on)?,
        stage: model.stage,
        proposed_by: model.proposed_by,
    })
}
