//! Filings in the registry of security interests.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{FilingId, LoanId, Millis, PartyId};

use super::arms::{List, lent};
use super::row::Row;
use crate::entity::filing::{Column, Entity, Model};
use crate::entity::loan;
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which filings; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct FilingFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// For this loan.
    pub loan: Option<LoanId>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// Standing in the registry until this day or earlier.
    pub until: Option<NaiveDate>,
    /// Only those whose debt has ended.
    pub ended: bool,
    /// For one of these loans.
    pub among: Option<BTreeSet<LoanId>>,
    /// Which page.
    pub page: Paging,
}

/// A filing in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedFiling {
    /// The filing.
    pub id: FilingId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// Pledge or assignment.
    pub security: String,
    /// On how many certificates.
    pub certificates: u64,
    /// The number that the registry gave.
    pub number: String,
    /// When it was registered.
    pub registered_at: Millis,
    /// Until when it stands in the registry.
    pub until: NaiveDate,
    /// The day on which it was taken out again.
    pub discharged_on: Option<NaiveDate>,
}

impl Store {
    /// The filings of the viewer's bank, and those for loans that its party took or on certificates that it holds.
    pub async fn filings(
        &self,
        viewer: &Viewer,
        filter: &FilingFilter,
    ) -> Result<Page<ListedFiling>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &FilingFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.loan.map(|id| Column::Loan.eq(id.subject().to_string())))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.until.map(|day| Column::Until.lte(day.to_string())))
        .add_option(filter.ended.then(|| Column::Loan.in_subquery(ended())))
        .add_option(filter.among.as_ref().map(|ids| {
            let names = ids.iter().map(|id| id.subject().to_string());
            Column::Loan.is_in(names)
        }));
    List {
        name: "filings",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank].map(|column| column.eq(party));
    let others = [
        Column::Loan.in_subquery(lent(loan::Column::Borrower, party)),
        Column::Loan.in_subquery(lent(loan::Column::Holder, party)),
    ];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// Loans on which nothing is owed any more, or was never paid out.
fn ended() -> SelectStatement {
    Query::select()
        .column(loan::Column::Subject)
        .from(loan::Entity)
        .and_where(loan::Column::Stage.is_in(["closed", "cancelled", "lapsed"]))
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedFiling, StoreError> {
    let row = Row {
        table: "filings",
        subject: &model.subject,
    };
    Ok(ListedFiling {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        loan: row.parse(&model.loan)?,
        certificates: row.number(model.certificates)?,
        registered_at: row.moment(model.registered_at)?,
        until: row.parse(&model.until)?,
        discharged_on: row.optional(model.discharged_on.as_ref())?,
        stage: model.stage,
        security: model.security,
        number: model.number,
    })
}
