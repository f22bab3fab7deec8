//! Members, for the page of their party.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::parties::{Member, Role};

use crate::rows::{set_of, stage};

/// One member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "members")]
pub(crate) struct Model {
    /// `member/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// The party, `party/…`.
    pub(crate) party: String,
    /// The person's name.
    pub(crate) name: String,
    /// The roles, in the form of [`set_of`].
    pub(crate) roles: String,
    /// The stage, in lower case.
    pub(crate) stage: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, member: &Member) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            party: member.party.to_string(),
            name: member.name.to_string(),
            roles: set_of(member.roles.iter().copied().map(Role::as_str)),
            stage: stage(member.stage.name()),
        }
    }
}
