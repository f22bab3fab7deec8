//! Notices to debtors, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::{Notice, NoticeStage};

use crate::rows::{moment, number, stage};

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub(crate) struct Model {
    /// `notice/…`.
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
    /// The debtor, `party/…`.
    pub(crate) debtor: String,
    /// On how many certificates.
    pub(crate) certificates: i64,
    /// When it arrived.
    pub(crate) arrived_at: i64,
    /// When the debtor signed that it did.
    pub(crate) acknowledged_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, notice: &Notice) -> Self {
        let record = &notice.record;
        let acknowledged_at = match notice.stage {
            NoticeStage::Arrived {} => None,
            NoticeStage::Acknowledged { at } => Some(at),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(notice.stage.name()),
            bank: record.bank.to_string(),
            loan: record.loan.subject().to_string(),
            debtor: record.debtor.to_string(),
            certificates: number(record.certificates.len()),
            arrived_at: moment(record.arrived_at),
            acknowledged_at: acknowledged_at.map(moment),
        }
    }
}
