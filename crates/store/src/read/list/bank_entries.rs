//! Lines of bank statements.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{LoanId, Money, PartyId, Subject};

use super::arms::{Date, List};
use super::row::Row;
use crate::entity::bank_entry::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which lines; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct BankEntryFilter {
    /// Of this stage, in lower case, such as `unmatched`.
    pub stage: Option<String>,
    /// Booked on this loan.
    pub loan: Option<LoanId>,
    /// Which page.
    pub page: Paging,
}

/// A line of a bank statement in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedBankEntry {
    /// The line.
    pub id: Subject,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// The loan that it is booked on.
    pub loan: Option<LoanId>,
    /// The number of the bank's own account.
    pub own_account: String,
    /// Whether money came or went: `credit` or `debit`.
    pub direction: String,
    /// How much.
    pub amount: Money,
    /// The day of booking.
    pub booked_on: NaiveDate,
    /// The value date.
    pub value_on: NaiveDate,
    /// The account servicer's reference.
    pub reference: Option<String>,
    /// The end-to-end id.
    pub end_to_end: Option<String>,
    /// Who paid or was paid, as the file names it.
    pub counterparty: Option<String>,
    /// The text of the payment.
    pub text: Option<String>,
}

impl Store {
    /// The lines of the viewer's bank, those booked last first.
    pub async fn bank_entries(
        &self,
        viewer: &Viewer,
        filter: &BankEntryFilter,
    ) -> Result<Page<ListedBankEntry>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &BankEntryFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.loan.map(|id| Column::Loan.eq(id.subject().to_string())));
    List {
        name: "bank_entries",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: Some(Date::Latest(Column::BookedOn)),
    }
}

fn arms(party: &str) -> Vec<Condition> {
    vec![Condition::all().add(Column::Bank.eq(party))]
}

pub(super) fn listed(model: Model) -> Result<ListedBankEntry, StoreError> {
    let row = Row {
        table: "bank_entries",
        subject: &model.subject,
    };
    Ok(ListedBankEntry {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        loan: row.optional(model.loan.as_ref())?,
        amount: row.money(model.amount, &model.currency)?,
        booked_on: row.parse(&model.booked_on)?,
        value_on: row.parse(&model.value_on)?,
        stage: model.stage,
        own_account: model.own_account,
        direction: model.direction,
        reference: model.reference,
        end_to_end: model.end_to_end,
        counterparty: model.counterparty,
        text: model.text,
    })
}
