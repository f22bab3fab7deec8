//! Parties, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::parties::Party;

use crate::rows::{listed, number, set_of, stage};

/// One party.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "parties")]
pub(crate) struct Model {
    /// `party/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// What it may act as, in the form of [`set_of`].
    pub(crate) capacities: String,
    /// What kind of buyer it is, where it is one.
    pub(crate) buyer_class: Option<String>,
    /// The scheme of its code.
    pub(crate) scheme: String,
    /// Its code.
    pub(crate) code: String,
    /// How many members it has.
    pub(crate) members: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, party: &Party) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(party.stage.name()),
            capacities: set_of(party.capacities.iter().map(|capacity| capacity.as_str())),
            buyer_class: party.buyer_class.as_ref().map(listed),
            scheme: party.identity.scheme().to_owned(),
            code: party.identity.code().to_owned(),
            members: number(party.members.len()),
        }
    }
}
