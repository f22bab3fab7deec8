//! Links by which people make a key in the browser, and the keys that they made.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    /// The digest of the secret in the link, in hexadecimal.
    pub(crate) secret_hash: String,
    /// The party of whoever invited, `party/…`.
    pub(crate) inviter_party: String,
    /// Who invited, `member/…`.
    pub(crate) inviter: String,
    pub(crate) purpose: String,
    /// The party that is to own the key, `party/…`.
    pub(crate) party: String,
    /// The member who is to hold it, `member/…`.
    pub(crate) member: String,
    pub(crate) label: String,
    pub(crate) made: i64,
    pub(crate) expires: i64,
    /// When it was answered. What follows is there where this is.
    pub(crate) answered: Option<i64>,
    pub(crate) kid: Option<String>,
    pub(crate) jwk: Option<String>,
    pub(crate) possession: Option<String>,
    /// As the invited wrote it.
    pub(crate) name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
