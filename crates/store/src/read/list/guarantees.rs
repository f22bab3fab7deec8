//! Guarantees.

use chrono::NaiveDate;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{FinancingRequestId, GuaranteeId, LoanId, Millis, Money, PartyId, Ratio, Term};

use super::arms::List;
use super::row::Row;
use crate::entity::guarantee::{Column, Entity, Model};
use crate::entity::{loan, review};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which guarantees; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct GuaranteeFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// For this request.
    pub request: Option<FinancingRequestId>,
    /// Of this guarantor.
    pub guarantor: Option<PartyId>,
    /// On which this loan relies.
    pub loan: Option<LoanId>,
    /// Whose loan was to be paid back on this day or earlier.
    pub matured: Option<NaiveDate>,
    /// Which page.
    pub page: Paging,
}

/// A guarantee in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedGuarantee {
    /// The guarantee.
    pub id: GuaranteeId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The request.
    pub request: FinancingRequestId,
    /// The guarantor.
    pub guarantor: PartyId,
    /// Who borrows.
    pub borrower: PartyId,
    /// To whom the guarantor is bound.
    pub bank: Option<PartyId>,
    /// The loan that relies on it.
    pub loan: Option<LoanId>,
    /// Which share of what is owed.
    pub share: Ratio,
    /// And how much at most.
    pub at_most: Money,
    /// What the guarantor takes.
    pub fee: Money,
    /// For how much it is or was bound.
    pub bound: Option<Money>,
    /// How much the bank asks for.
    pub called: Option<Money>,
    /// How much the guarantor paid.
    pub paid: Option<Money>,
    /// How long after maturity the bank may call it.
    pub period: Term,
    /// The last moment at which it can be issued.
    pub until: Millis,
}

impl Store {
    /// The guarantees that the viewer's party gives or asked for, and those of requests that it may lend on.
    pub async fn guarantees(
        &self,
        viewer: &Viewer,
        filter: &GuaranteeFilter,
    ) -> Result<Page<ListedGuarantee>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &GuaranteeFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(
            filter
                .request
                .map(|id| Column::Request.eq(id.subject().to_string())),
        )
        .add_option(filter.guarantor.map(|id| Column::Guarantor.eq(id.to_string())))
        .add_option(filter.loan.map(|id| Column::Loan.eq(id.subject().to_string())))
        .add_option(filter.matured.map(|day| Column::Loan.in_subquery(matured(day))));
    List {
        name: "guarantees",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Guarantor, Column::Borrower].map(|column| column.eq(party));
    let others = [Column::Request.in_subquery(reviewed(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The loans that were to be paid back by a day.
fn matured(day: NaiveDate) -> SelectStatement {
    Query::select()
        .column(loan::Column::Subject)
        .from(loan::Entity)
        .and_where(loan::Column::MaturesOn.lte(day.to_string()))
        .to_owned()
}

/// The requests that a bank was asked by.
fn reviewed(party: &str) -> SelectStatement {
    Query::select()
        .column(review::Column::Request)
        .from(review::Entity)
        .and_where(review::Column::Bank.eq(party))
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedGuarantee, StoreError> {
    let row = Row {
        table: "guarantees",
        subject: &model.subject,
    };
    Ok(ListedGuarantee {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        request: row.parse(&model.request)?,
        guarantor: row.parse(&model.guarantor)?,
        borrower: row.parse(&model.borrower)?,
        bank: row.optional(model.bank.as_ref())?,
        loan: row.optional(model.loan.as_ref())?,
        share: row.parse(&model.share)?,
        at_most: row.money(model.at_most, &model.currency)?,
        fee: row.money(model.fee, &model.currency)?,
        bound: model
            .bound
            .map(|minor| row.money(minor, &model.currency))
            .transpose()?,
        called: model
            .called
            .map(|minor| row.money(minor, &model.currency))
            .transpose()?,
        paid: model
            .paid
            .map(|minor| row.money(minor, &model.currency))
            .transpose()?,
        period: row.parse(&model.period)?,
        until: row.moment(model.until)?,
        stage: model.stage,
    })
}
