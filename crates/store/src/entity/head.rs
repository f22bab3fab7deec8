//! The head: one row that only moves forward.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "head")]
pub(crate) struct Model {
    /// Always 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: i64,
    pub(crate) ledger: String,
    pub(crate) size: i64,
    pub(crate) received: i64,
    pub(crate) chain: Vec<u8>,
    pub(crate) root: Vec<u8>,
    /// The perfect subtrees, largest first, 32 bytes each.
    pub(crate) peaks: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
