//! Members: those of the viewer's own house, and for the operator and auditors of all.

use sea_orm::{ColumnTrait as _, Condition};
use tallystick_base::PartyId;

use crate::StoreError;
use crate::entity::member::{Column, Entity, Model};
use crate::read::list::arms::List;
use crate::read::list::parties::{ListedMember, member_of};
use crate::read::list::row::Row;
use crate::read::viewer::Viewer;

/// A member that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundMember {
    /// The party whose member it is.
    pub party: PartyId,
    /// The member.
    pub member: ListedMember,
}

pub(super) fn list(viewer: &Viewer) -> List<Entity> {
    List {
        name: "members",
        arms: (!viewer.auditor && !viewer.operator)
            .then(|| vec![Condition::all().add(Column::Party.eq(viewer.party.to_string()))]),
        filter: Condition::all(),
        subject: Column::Subject,
        date: None,
    }
}

pub(super) fn listed(model: Model) -> Result<FoundMember, StoreError> {
    let row = Row {
        table: "members",
        subject: &model.subject,
    };
    Ok(FoundMember {
        party: row.parse(&model.party)?,
        member: member_of(model)?,
    })
}
