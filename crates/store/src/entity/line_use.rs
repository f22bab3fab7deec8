//! What is used of credit lines.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::LineUse;

use crate::rows::number;

/// The running total of one line.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "line_uses")]
pub(crate) struct Model {
    /// `line-use/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// The line, `credit-line/…`.
    pub(crate) line: String,
    /// How many loans and endorsements use it.
    pub(crate) users: i64,
    /// All that is reserved, in minor units.
    pub(crate) reserved: i64,
    /// All that is drawn, in minor units.
    pub(crate) drawn: i64,
    /// All that was ever drawn, in minor units.
    pub(crate) ever_drawn: i64,
    /// The currency.
    pub(crate) currency: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, used: &LineUse) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            line: used.line.subject().to_string(),
            users: number(used.uses.len()),
            reserved: used.reserved.minor(),
            drawn: used.drawn.minor(),
            ever_drawn: used.ever_drawn.minor(),
            currency: used.reserved.currency().to_string(),
        }
    }
}
