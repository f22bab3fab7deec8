//! Contracts, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::contracts::Contract;

use crate::rows::{listed, stage};

/// One contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contracts")]
pub(crate) struct Model {
    /// `contract/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The supplier, `party/…`.
    pub(crate) supplier: String,
    /// The buyer, `party/…`.
    pub(crate) buyer: String,
    /// Which side registered it.
    pub(crate) registered_by: String,
    /// The subject that holds its number, `contract-number/…`.
    pub(crate) number_subject: String,
    /// The number that both sides know it by.
    pub(crate) number: String,
    /// What it is about.
    pub(crate) title: String,
    /// The contract sum in minor units.
    pub(crate) amount: i64,
    /// The currency of the sum.
    pub(crate) currency: String,
    /// The day of signing.
    pub(crate) signed_on: String,
    /// What is bought.
    pub(crate) procurement: String,
    /// 1 where payment by electronic vouchers was agreed.
    pub(crate) vouchers_agreed: i64,
    /// How often the terms were set.
    pub(crate) revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, contract: &Contract) -> Self {
        let terms = &contract.terms;
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(contract.stage.name()),
            supplier: contract.supplier.to_string(),
            buyer: contract.buyer.to_string(),
            registered_by: contract.registered_by.to_string(),
            number_subject: contract.number.to_string(),
            number: terms.number.to_string(),
            title: terms.title.to_string(),
            amount: terms.amount.minor(),
            currency: terms.amount.currency().to_string(),
            signed_on: terms.signed_on.to_string(),
            procurement: listed(&terms.procurement),
            vouchers_agreed: i64::from(terms.vouchers_agreed),
            revision: i64::from(contract.revision),
        }
    }
}
