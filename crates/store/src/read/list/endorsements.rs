//! Promises of banks on certificates.

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{CertificateId, Money, PartyId};

use super::arms::List;
use super::row::Row;
use crate::entity::certificate;
use crate::entity::endorsement::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which endorsements; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct EndorsementFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// For this debtor.
    pub debtor: Option<PartyId>,
    /// Which page.
    pub page: Paging,
}

/// An endorsement in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedEndorsement {
    /// The certificate it was put on.
    pub id: CertificateId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// The debtor.
    pub debtor: PartyId,
    /// How much was promised.
    pub amount: Money,
    /// What of it still uses credit lines.
    pub bound: Money,
    /// What the bank paid on it.
    pub honoured: Money,
}

impl Store {
    /// The promises of the viewer's bank, those on what its party owes, and those on certificates that it holds.
    pub async fn endorsements(
        &self,
        viewer: &Viewer,
        filter: &EndorsementFilter,
    ) -> Result<Page<ListedEndorsement>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &EndorsementFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())));
    List {
        name: "endorsements",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank, Column::Debtor].map(|column| column.eq(party));
    let others = [Column::Certificate.in_subquery(held(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The certificates of a holder.
fn held(party: &str) -> SelectStatement {
    Query::select()
        .column(certificate::Column::Subject)
        .from(certificate::Entity)
        .and_where(certificate::Column::Holder.eq(party))
        .to_owned()
}

fn listed(model: Model) -> Result<ListedEndorsement, StoreError> {
    let row = Row {
        table: "endorsements",
        subject: &model.subject,
    };
    Ok(ListedEndorsement {
        id: row.parse(&model.certificate)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        debtor: row.parse(&model.debtor)?,
        amount: row.money(model.amount, &model.currency)?,
        bound: row.money(model.bound, &model.currency)?,
        honoured: row.money(model.honoured, &model.currency)?,
        stage: model.stage,
    })
}
