//! Entries: leaves, with what is looked up in them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) seq: i64,
    pub(crate) received: i64,
    /// The identity of the statement: one entry each.
    pub(crate) statement: Vec<u8>,
    pub(crate) kind: String,
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) leaf: Vec<u8>,
    /// Level 0 of the tree.
    pub(crate) leaf_hash: Vec<u8>,
    pub(crate) chain: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
