//! What is outstanding on certificates that are alike, as the database adds it up.

use sea_orm::entity::prelude::*;

/// The certificates of one holder and debtor that are due on one day and in one stage.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_sums")]
pub(crate) struct Model {
    /// Who holds them, `party/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) holder: String,
    /// Who owes on them, `party/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) debtor: String,
    /// When they are due.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) due_on: String,
    /// Their stage, in lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) stage: String,
    /// Whether a court froze them, as 0 or 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) frozen: i64,
    /// The currency.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) currency: String,
    /// How many they are; never none.
    pub(crate) certificates: i64,
    /// What is outstanding on them, in minor units.
    pub(crate) outstanding: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
