//! Lines of bank statements, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::{BankEntry, BankEntryStage};

use crate::rows::{listed, stage, text};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_entries")]
pub(crate) struct Model {
    /// `bank-entry/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// The loan that it is booked on, `loan/…`.
    pub(crate) loan: Option<String>,
    /// The number of the bank's own account.
    pub(crate) own_account: String,
    /// Whether money came or went: `credit` or `debit`.
    pub(crate) direction: String,
    /// How much, in minor units.
    pub(crate) amount: i64,
    /// The currency.
    pub(crate) currency: String,
    /// The day of booking.
    pub(crate) booked_on: String,
    /// The value date.
    pub(crate) value_on: String,
    /// The account servicer's reference.
    pub(crate) reference: Option<String>,
    /// The end-to-end id.
    pub(crate) end_to_end: Option<String>,
    /// Who paid or was paid, as the file names it.
    pub(crate) counterparty: Option<String>,
    /// The text of the payment.
    pub(crate) text: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, entry: &BankEntry) -> Self {
        let line = &entry.line;
        let loan = match entry.stage {
            BankEntryStage::Unmatched {} => None,
            BankEntryStage::Booked { loan } => Some(loan),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(entry.stage.name()),
            bank: entry.bank.to_string(),
            loan: loan.map(|loan| loan.subject().to_string()),
            own_account: line.account.to_string(),
            direction: listed(&line.direction),
            amount: line.amount.minor(),
            currency: line.amount.currency().to_string(),
            booked_on: line.booked_on.to_string(),
            value_on: line.value_on.to_string(),
            reference: line.reference.as_ref().map(text),
            end_to_end: line.end_to_end.as_ref().map(text),
            counterparty: line.counterparty.as_ref().map(text),
            text: line.text.as_ref().map(text),
        }
    }
}
