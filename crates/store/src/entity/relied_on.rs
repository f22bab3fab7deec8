//! On which guarantees loans rely.

use sea_orm::entity::prelude::*;
use tallystick_commands::banking::Loan;

/// One guarantee that a loan relies on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relied_on")]
pub(crate) struct Model {
    /// `loan/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) loan: String,
    /// `guarantee/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) guarantee: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(loan: &Loan) -> impl Iterator<Item = Self> + '_ {
        loan.approval.guarantees.iter().map(|guarantee| Self {
            loan: loan.id().subject().to_string(),
            guarantee: guarantee.subject().to_string(),
        })
    }
}
