//! Pools, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::Pool;

use crate::rows::{number, stage};

/// One pool.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pools")]
pub(crate) struct Model {
    /// `pool/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The asset manager, `party/…`.
    pub(crate) manager: String,
    /// Its name.
    pub(crate) name: String,
    /// Its currency.
    pub(crate) currency: String,
    /// How many loans it bought.
    pub(crate) loans: i64,
    /// For how much, in minor units.
    pub(crate) price: i64,
    /// What was open of their principal then, in minor units.
    pub(crate) open: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, pool: &Pool) -> Self {
        let bought = pool.loans.values();
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(pool.stage.name()),
            manager: pool.manager.to_string(),
            name: pool.name.to_string(),
            currency: pool.eligibility.currency.to_string(),
            loans: number(pool.loans.len()),
            price: bought
                .clone()
                .map(|one| one.price.minor())
                .fold(0, i64::saturating_add),
            open: bought.map(|one| one.open.minor()).fold(0, i64::saturating_add),
        }
    }
}
