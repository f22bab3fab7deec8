//! Loans that are offered to pools, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::Sale;

use crate::rows::{moment, stage};

/// One sale.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sales")]
pub(crate) struct Model {
    /// `sale/…`.
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
    /// The pool, `pool/…`.
    pub(crate) pool: String,
    /// For how much, in minor units.
    pub(crate) price: i64,
    /// The currency.
    pub(crate) currency: String,
    /// The last moment at which it can be accepted.
    pub(crate) until: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, sale: &Sale) -> Self {
        let record = &sale.record;
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(sale.stage.name()),
            bank: record.bank.to_string(),
            loan: record.loan.subject().to_string(),
            pool: record.pool.subject().to_string(),
            price: record.price.minor(),
            currency: record.price.currency().to_string(),
            until: moment(record.until),
        }
    }
}
