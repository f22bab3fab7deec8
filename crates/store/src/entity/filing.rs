//! Filings in the registry of security interests, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::{Filing, FilingStage};

use crate::rows::{listed, moment, number, stage, text};

/// One filing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filings")]
pub(crate) struct Model {
    /// `filing/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// The loan, `loan/…`.
    pub(crate) loan: String,
    /// Pledge or assignment.
    pub(crate) security: String,
    /// On how many certificates.
    pub(crate) certificates: i64,
    /// The number that the registry gave.
    pub(crate) number: String,
    /// When it was registered.
    pub(crate) registered_at: i64,
    /// Until when it stands in the registry.
    pub(crate) until: String,
    /// The day on which it was taken out again.
    pub(crate) discharged_on: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, filing: &Filing) -> Self {
        let record = &filing.record;
        let discharged_on = match filing.stage {
            FilingStage::Filed {} => None,
            FilingStage::Discharged { on, .. } => Some(on),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(filing.stage.name()),
            bank: record.bank.to_string(),
            loan: record.loan.subject().to_string(),
            security: listed(&record.security),
            certificates: number(record.certificates.len()),
            number: record.number.to_string(),
            registered_at: moment(record.registered_at),
            until: record.until.to_string(),
            discharged_on: discharged_on.map(text),
        }
    }
}
