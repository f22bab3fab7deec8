//! Products of banks, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::financing::Product;

use crate::rows::{listed, stage};

/// One product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub(crate) struct Model {
    /// `product/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// How often its terms were set.
    pub(crate) revision: i64,
    /// Its name.
    pub(crate) name: String,
    /// In which currency the bank lends.
    pub(crate) currency: String,
    /// Pledge or assignment.
    pub(crate) security: String,
    /// Who bears it when the debtor does not pay.
    pub(crate) recourse: String,
    /// When interest is paid.
    pub(crate) interest: String,
    /// The programme it belongs to.
    pub(crate) programme: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, product: &Product) -> Self {
        let terms = &product.terms;
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(product.stage.name()),
            bank: product.bank.to_string(),
            revision: i64::try_from(product.revision).unwrap_or(i64::MAX),
            name: terms.name.to_string(),
            currency: terms.currency.to_string(),
            security: listed(&terms.security),
            recourse: listed(&terms.recourse),
            interest: listed(&terms.interest),
            programme: terms
                .programme
                .as_ref()
                .map(|programme| programme.tag.to_string()),
        }
    }
}
