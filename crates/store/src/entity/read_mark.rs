//! How far members have read what changed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "read_marks")]
pub(crate) struct Model {
    /// `member/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) member: String,
    /// The last entry that the member has seen.
    pub(crate) seq: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
