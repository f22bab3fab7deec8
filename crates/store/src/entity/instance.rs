//! Which processes serve the ledger.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instances")]
pub(crate) struct Model {
    /// Drawn by chance when the process begins to serve.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    /// Where it is reached.
    pub(crate) address: String,
    /// Of the program.
    pub(crate) version: String,
    pub(crate) began: i64,
    /// When it last wrote this.
    pub(crate) seen: i64,
    /// When it last recorded what falls due.
    pub(crate) swept: Option<i64>,
    /// When it last read again what is stored.
    pub(crate) scrubbed: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
