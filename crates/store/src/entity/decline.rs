//! What holds the decline of a proposal, of which nothing is signed: who declined it, and why.

use sea_orm::entity::prelude::*;

use crate::Pepper;

/// The seal of one decline.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "declines")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) proposal: String,
    /// Made with the pepper, so that whoever has only the database cannot make another.
    pub(crate) seal: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(proposal: &str, declined_by: &str, reason: &str, pepper: &Pepper) -> Self {
        Self {
            proposal: proposal.to_owned(),
            seal: pepper.seal(&["decline", proposal, declined_by, reason]),
        }
    }
}
