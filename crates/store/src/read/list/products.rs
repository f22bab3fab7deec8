//! Products of banks.

use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{PartyId, ProductId};

use super::arms::List;
use super::row::Row;
use crate::entity::product::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which products; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct ProductFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// Of this programme.
    pub programme: Option<String>,
    /// Which page.
    pub page: Paging,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedProduct {
    /// The product.
    pub id: ProductId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// How often its terms were set.
    pub revision: u64,
    /// Its name.
    pub name: String,
    /// In which currency the bank lends.
    pub currency: String,
    /// Pledge or assignment.
    pub security: String,
    /// Who bears it when the debtor does not pay.
    pub recourse: String,
    /// When interest is paid.
    pub interest: String,
    /// The programme it belongs to.
    pub programme: Option<String>,
}

impl Store {
    /// Every product: they are offered to everyone who is enrolled.
    pub async fn products(
        &self,
        viewer: &Viewer,
        filter: &ProductFilter,
    ) -> Result<Page<ListedProduct>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(_: &Viewer, filter: &ProductFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.programme.as_ref().map(|value| Column::Programme.eq(value)));
    List {
        name: "products",
        arms: None,
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

pub(super) fn listed(model: Model) -> Result<ListedProduct, StoreError> {
    let row = Row {
        table: "products",
        subject: &model.subject,
    };
    Ok(ListedProduct {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        revision: row.number(model.revision)?,
        stage: model.stage,
        name: model.name,
        currency: model.currency,
        security: model.security,
        recourse: model.recourse,
        interest: model.interest,
        programme: model.programme,
    })
}
