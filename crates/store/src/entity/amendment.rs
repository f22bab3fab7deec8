//! Amendments of contracts, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::contracts::Amendment;

use crate::rows::stage;

/// One amendment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "amendments")]
pub(crate) struct Model {
    /// `amendment/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The contract that it would change, `contract/…`.
    pub(crate) contract: String,
    /// The supplier, `party/…`.
    pub(crate) supplier: String,
    /// The buyer, `party/…`.
    pub(crate) buyer: String,
    /// Which side proposed it.
    pub(crate) proposed_by: String,
    /// The revision of the terms that it was written on.
    pub(crate) basis: i64,
    /// The day on which it was signed.
    pub(crate) signed_on: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, amendment: &Amendment) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(amendment.stage.name()),
            contract: amendment.contract.to_string(),
            supplier: amendment.supplier.to_string(),
            buyer: amendment.buyer.to_string(),
            proposed_by: amendment.proposed_by.to_string(),
            basis: i64::from(amendment.basis),
            signed_on: amendment.changes.signed_on.to_string(),
        }
    }
}
