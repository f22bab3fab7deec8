//! Receivables.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{CertificateId, ContractId, Money, PartyId, ReceivableId};

use super::Order;
use super::arms::{Date, List, financed};
use super::row::Row;
use crate::entity::certificate;
use crate::entity::receivable::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which receivables; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct ReceivableFilter {
    /// Of this stage, in lower case, such as `claimed`.
    pub stage: Option<String>,
    /// Owed to this party.
    pub supplier: Option<PartyId>,
    /// Owed by this party.
    pub buyer: Option<PartyId>,
    /// Of which this confirmation centre was asked.
    pub centre: Option<PartyId>,
    /// Whether the centre passed it on.
    pub forwarded: Option<bool>,
    /// Under this contract.
    pub contract: Option<ContractId>,
    /// Claimed on this day or later.
    pub claimed_from: Option<NaiveDate>,
    /// Claimed on this day or earlier.
    pub claimed_until: Option<NaiveDate>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_until: Option<NaiveDate>,
    /// To be answered by this day or later.
    pub answer_from: Option<NaiveDate>,
    /// To be answered by this day or earlier.
    pub answer_until: Option<NaiveDate>,
    /// In which order.
    pub order: Order,
    /// Which page.
    pub page: Paging,
}

/// A receivable in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedReceivable {
    /// The receivable.
    pub id: ReceivableId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The contract under which it is owed.
    pub contract: ContractId,
    /// Whom it is owed to.
    pub supplier: PartyId,
    /// Who owes it.
    pub buyer: PartyId,
    /// The confirmation centre that was asked.
    pub centre: Option<PartyId>,
    /// The claimed amount.
    pub amount: Money,
    /// The confirmed amount, once it is confirmed.
    pub confirmed: Option<Money>,
    /// The day of the request to confirm.
    pub claimed_on: NaiveDate,
    /// When it falls due: as confirmed, otherwise as claimed.
    pub due_on: NaiveDate,
    /// The last day for the buyer's answer, where there is one.
    pub answer_by: Option<NaiveDate>,
    /// The day of the buyer's first answer, or of the withdrawal.
    pub answered_on: Option<NaiveDate>,
    /// Whether the confirmation centre passed it on.
    pub forwarded: bool,
    /// How many mismatches between papers, contract and claim are shown to the buyer.
    pub mismatches: u64,
    /// The receivable that was confirmed in part and left this rest.
    pub rest_of: Option<ReceivableId>,
    /// The certificate that its confirmation issued.
    pub certificate: Option<CertificateId>,
}

impl Store {
    /// The receivables that the viewer's party claimed, owes, or checks as the confirmation centre.
    pub async fn receivables(
        &self,
        viewer: &Viewer,
        filter: &ReceivableFilter,
    ) -> Result<Page<ListedReceivable>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &ReceivableFilter) -> List<Entity> {
    let party = viewer.party.to_string();
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(filter.supplier.map(|id| side(viewer, Column::Supplier, id)))
        .add_option(filter.buyer.map(|id| side(viewer, Column::Buyer, id)))
        .add_option(filter.centre.map(|id| Column::Centre.eq(id.to_string())))
        .add_option(filter.forwarded.map(|set| Column::Forwarded.eq(i64::from(set))))
        .add_option(
            filter
                .answer_from
                .map(|day| Column::AnswerBy.gte(day.to_string())),
        )
        .add_option(filter.contract.map(|id| Column::Contract.eq(id.to_string())))
        .add_option(
            filter
                .claimed_from
                .map(|day| Column::ClaimedOn.gte(day.to_string())),
        )
        .add_option(
            filter
                .claimed_until
                .map(|day| Column::ClaimedOn.lte(day.to_string())),
        )
        .add_option(filter.due_from.map(|day| Column::DueOn.gte(day.to_string())))
        .add_option(filter.due_until.map(|day| Column::DueOn.lte(day.to_string())))
        .add_option(
            filter
                .answer_until
                .map(|day| Column::AnswerBy.lte(day.to_string())),
        );
    let (name, date) = match filter.order {
        Order::Newest => ("receivables", None),
        Order::Due => ("receivables-due", Some(Date::Earliest(Column::DueOn))),
    };
    List {
        name,
        arms: (!viewer.auditor).then(|| {
            let desk = [Column::Supplier, Column::Buyer, Column::Centre].map(|column| column.eq(&party));
            let financed = financed(certificate::Column::Receivable, &party)
                .map(|some| Column::Subject.in_subquery(some));
            let roles = desk.into_iter().chain(financed);
            roles.map(|role| Condition::all().add(role)).collect()
        }),
        filter: narrow,
        subject: Column::Subject,
        date,
    }
}

/// A side of the trade. An auditor's list goes through the index of that side. In a party's it only narrows the rows of each role:
/// what the column is compared through keeps the database from reading all that the other side ever traded.
fn side(viewer: &Viewer, column: Column, party: PartyId) -> Expr {
    let party = party.to_string();
    if viewer.auditor {
        return column.eq(party);
    }
    let side = Func::coalesce([column.into_expr(), Expr::val("")]);
    Expr::expr(side).eq(party)
}

pub(super) fn listed(model: Model) -> Result<ListedReceivable, StoreError> {
    let row = Row {
        table: "receivables",
        subject: &model.subject,
    };
    let confirmed = model.confirmed.map(|minor| row.money(minor, &model.currency));
    Ok(ListedReceivable {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        contract: row.parse(&model.contract)?,
        supplier: row.parse(&model.supplier)?,
        buyer: row.parse(&model.buyer)?,
        centre: row.optional(model.centre.as_ref())?,
        amount: row.money(model.amount, &model.currency)?,
        confirmed: confirmed.transpose()?,
        claimed_on: row.parse(&model.claimed_on)?,
        due_on: row.parse(&model.due_on)?,
        answer_by: row.optional(model.answer_by.as_ref())?,
        answered_on: row.optional(model.answered_on.as_ref())?,
        forwarded: model.forwarded != 0,
        mismatches: row.number(model.mismatches)?,
        rest_of: row.optional(model.rest_of.as_ref())?,
        certificate: row.optional(model.certificate.as_ref())?,
        stage: model.stage,
    })
}
