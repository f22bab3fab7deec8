//! Promises of banks on certificates, for lists and the sweep.

use sea_orm::entity::prelude::*;
use tallystick_base::Money;
use tallystick_base::Subject;
use tallystick_commands::banking::EndorsementUse;

use crate::rows::{number, stage};

/// One endorsement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "endorsements")]
pub(crate) struct Model {
    /// `endorsement/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The certificate it was put on, `certificate/…`.
    pub(crate) certificate: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// The debtor, `party/…`.
    pub(crate) debtor: String,
    /// How much was promised, in minor units.
    pub(crate) amount: i64,
    /// What of it still uses credit lines, in minor units.
    pub(crate) bound: i64,
    /// What the bank paid on it, in minor units.
    pub(crate) honoured: i64,
    /// The currency.
    pub(crate) currency: String,
    /// Of how many certificates that carried it the end is counted.
    pub(crate) counted: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, endorsement: &EndorsementUse) -> Self {
        let record = &endorsement.record;
        let honoured = endorsement.honoured.values().copied().map(Money::minor);
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(endorsement.stage.name()),
            certificate: record.certificate.subject().to_string(),
            bank: record.bank.to_string(),
            debtor: record.debtor.to_string(),
            amount: record.amount.minor(),
            bound: endorsement.bound.minor(),
            honoured: honoured.fold(0, i64::saturating_add),
            currency: record.amount.currency().to_string(),
            counted: number(endorsement.counted.len()),
        }
    }
}
