//! Requests for financing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{FinancingRequestId, LoanId, Millis, Money, PartyId};

use super::arms::List;
use super::row::Row;
use crate::entity::request::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::present::asking;
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

/// Which requests; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this borrower.
    pub borrower: Option<PartyId>,
    /// On what this debtor owes.
    pub debtor: Option<PartyId>,
    /// On what this party holds.
    pub holder: Option<PartyId>,
    /// Whose accepted offer is this bank's.
    pub bank: Option<PartyId>,
    /// Ending at this moment or later.
    pub ends_from: Option<Millis>,
    /// Ending at this moment or earlier.
    pub ends_until: Option<Millis>,
    /// One of these.
    pub among: Option<BTreeSet<FinancingRequestId>>,
    /// Which page.
    pub page: Paging,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedRequest {
    /// The request.
    pub id: FinancingRequestId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// Who borrows.
    pub borrower: PartyId,
    /// Who holds the certificates.
    pub holder: PartyId,
    /// Who owes on them.
    pub debtor: PartyId,
    /// Whether the debtor borrows, and the money goes to the holder.
    pub downstream: bool,
    /// How much is asked for.
    pub amount: Money,
    /// On how many certificates.
    pub certificates: u64,
    /// The day on which the money is needed.
    pub draw_on: NaiveDate,
    /// The day on which it is paid back.
    pub matures_on: NaiveDate,
    /// The last moment for an approval.
    pub until: Millis,
    /// What it is for.
    pub purpose: String,
    /// Whether bids are sealed.
    pub sealed: bool,
    /// The bank whose offer was accepted, while it goes on.
    pub bank: Option<PartyId>,
    /// The loan, while it goes on.
    pub loan: Option<LoanId>,
}

impl Store {
    /// The requests that the viewer's party made or joins, or by which it is asked.
    pub async fn requests(
        &self,
        viewer: &Viewer,
        filter: &RequestFilter,
    ) -> Result<Page<ListedRequest>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &RequestFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.borrower.map(|id| Column::Borrower.eq(id.to_string())))
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())))
        .add_option(filter.holder.map(|id| Column::Holder.eq(id.to_string())))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.ends_from.map(|at| Column::Until.gte(moment(at))))
        .add_option(filter.ends_until.map(|at| Column::Until.lte(moment(at))))
        .add_option(filter.among.as_ref().map(|ids| {
            let names = ids.iter().map(|id| id.subject().to_string());
            Column::Subject.is_in(names)
        }));
    List {
        name: "requests",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Borrower, Column::Holder].map(|column| column.eq(party));
    let others = [Column::Subject.in_subquery(asking(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

pub(super) fn listed(model: Model) -> Result<ListedRequest, StoreError> {
    let row = Row {
        table: "requests",
        subject: &model.subject,
    };
    Ok(ListedRequest {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        borrower: row.parse(&model.borrower)?,
        holder: row.parse(&model.holder)?,
        debtor: row.parse(&model.debtor)?,
        downstream: model.downstream != 0,
        amount: row.money(model.amount, &model.currency)?,
        certificates: row.number(model.certificates)?,
        draw_on: row.parse(&model.draw_on)?,
        matures_on: row.parse(&model.matures_on)?,
        until: row.moment(model.until)?,
        sealed: model.sealed != 0,
        bank: row.optional(model.bank.as_ref())?,
        loan: row.optional(model.loan.as_ref())?,
        stage: model.stage,
        purpose: model.purpose,
    })
}
