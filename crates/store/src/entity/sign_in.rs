//! Who is signed in to the portal.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ins")]
pub(crate) struct Model {
    /// The digest of the secret, in hexadecimal. The secret itself is nowhere but in the browser.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) kid: String,
    /// `party/…`.
    pub(crate) party: String,
    /// `member/…`.
    pub(crate) member: String,
    pub(crate) begun: i64,
    /// When it was last used, to the minute.
    pub(crate) seen: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
