//! Notices to debtors.

use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{LoanId, Millis, NoticeId, PartyId};

use super::arms::{List, lent};
use super::row::Row;
use crate::entity::loan;
use crate::entity::notice::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which notices; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct NoticeFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// For this loan.
    pub loan: Option<LoanId>,
    /// To this debtor.
    pub debtor: Option<PartyId>,
    /// Which page.
    pub page: Paging,
}

/// A notice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedNotice {
    /// The notice.
    pub id: NoticeId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// The debtor.
    pub debtor: PartyId,
    /// On how many certificates.
    pub certificates: u64,
    /// When it arrived.
    pub arrived_at: Millis,
    /// When the debtor signed that it did.
    pub acknowledged_at: Option<Millis>,
}

impl Store {
    /// The notices that the viewer's party sent or was sent, and those for loans that it took or on certificates that it holds.
    pub async fn notices(
        &self,
        viewer: &Viewer,
        filter: &NoticeFilter,
    ) -> Result<Page<ListedNotice>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &NoticeFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.loan.map(|id| Column::Loan.eq(id.subject().to_string())))
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())));
    List {
        name: "notices",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank, Column::Debtor].map(|column| column.eq(party));
    let others = [
        Column::Loan.in_subquery(lent(loan::Column::Borrower, party)),
        Column::Loan.in_subquery(lent(loan::Column::Holder, party)),
    ];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

pub(super) fn listed(model: Model) -> Result<ListedNotice, StoreError> {
    let row = Row {
        table: "notices",
        subject: &model.subject,
    };
    Ok(ListedNotice {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        loan: row.parse(&model.loan)?,
        debtor: row.parse(&model.debtor)?,
        certificates: row.number(model.certificates)?,
        arrived_at: row.moment(model.arrived_at)?,
        acknowledged_at: model.acknowledged_at.map(|at| row.moment(at)).transpose()?,
        stage: model.stage,
    })
}
