//! What parties state about themselves, as far as lists show it.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::parties::Profile;

/// One party's file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
pub(crate) struct Model {
    /// `profile/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// The party, `party/…`, whose id it shares.
    pub(crate) party: String,
    /// The name in its register.
    pub(crate) legal_name: String,
    /// Its size class, where it has one.
    pub(crate) size: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, profile: &Profile) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            party: format!("party/{}", subject.id()),
            legal_name: profile.data.legal_name.to_string(),
            size: profile.data.size.as_ref().map(crate::rows::listed),
        }
    }
}
