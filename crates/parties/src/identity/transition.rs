use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId};

use super::Identity;

/// What happened to the code of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum IdentityTransition {
    /// A party was registered under it, for good.
    Taken {
        /// The party.
        party: PartyId,
    },
}

impl IdentityTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
        }
    }
}

/// Applies a transition to the code of an organisation.
pub fn apply(
    state: Option<Identity>,
    transition: &IdentityTransition,
) -> Result<Identity, IllegalTransition> {
    match (state, transition) {
        (None, IdentityTransition::Taken { party }) => Ok(Identity { party: *party }),
        (Some(_), IdentityTransition::Taken { .. }) => Err(IllegalTransition {
            aggregate: "identity",
            stage: "Taken",
            transition: transition.name(),
        }),
    }
}
