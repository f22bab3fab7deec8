use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId};

use super::{Member, MemberStage, Role};
use crate::ShortText;

/// What happened to a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MemberTransition {
    /// The party, or the operator who registered the party, named the person.
    Added {
        /// The party.
        party: PartyId,
        /// The person's name.
        name: ShortText,
        /// What the person does there.
        roles: BTreeSet<Role>,
    },
    /// The member has other roles.
    RolesChanged {
        /// The roles from here on.
        roles: BTreeSet<Role>,
    },
    /// The member left.
    Removed {},
}

impl MemberTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::RolesChanged { .. } => "roles_changed",
            Self::Removed {} => "removed",
        }
    }
}

/// Applies a transition to a member, or to nothing where it is the first.
pub fn apply(state: Option<Member>, transition: &MemberTransition) -> Result<Member, IllegalTransition> {
    use MemberStage::{Active, Removed};
    use MemberTransition as T;
    let illegal = |stage| IllegalTransition {
        aggregate: "member",
        stage,
        transition: transition.name(),
    };
    let Some(mut member) = state else {
        return match transition {
            T::Added { party, name, roles } => Ok(Member {
                party: *party,
                name: name.clone(),
                roles: roles.clone(),
                stage: Active {},
            }),
            T::RolesChanged { .. } | T::Removed {} => Err(illegal("nothing")),
        };
    };
    match (member.stage, transition) {
        (Active {}, T::RolesChanged { roles }) => member.roles.clone_from(roles),
        (Active {}, T::Removed {}) => member.stage = Removed {},
        (from @ Active {}, T::Added { .. })
        | (from @ Removed {}, T::Added { .. } | T::RolesChanged { .. } | T::Removed {}) => {
            return Err(illegal(from.name()));
        }
    }
    Ok(member)
}
