//! Statements that wait for further signatures of their party. They are not in the ledger yet.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) payload: String,
    pub(crate) body: Vec<u8>,
    pub(crate) party: String,
    pub(crate) kind: String,
    pub(crate) subject: String,
    pub(crate) created: i64,
    pub(crate) expires: i64,
    /// How many signatures it needs in all.
    pub(crate) needed: i64,
    /// 1 where a checker must be among those that are still missing.
    pub(crate) checker: i64,
    pub(crate) stage: String,
    /// The entry that it became.
    pub(crate) seq: Option<i64>,
    pub(crate) declined_by: Option<String>,
    pub(crate) reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
