use serde::{Deserialize, Serialize};
use tallystick_base::IllegalTransition;

use super::{Profile, ProfileData};

/// What happened to the file of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProfileTransition {
    /// It was opened at registration.
    Opened {
        /// What it states.
        data: ProfileData,
    },
    /// The party stated anew.
    Updated {
        /// What it states from here on.
        data: ProfileData,
    },
}

impl ProfileTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Updated { .. } => "updated",
        }
    }
}

/// Applies a transition to the file of a party.
pub fn apply(state: Option<Profile>, transition: &ProfileTransition) -> Result<Profile, IllegalTransition> {
    use ProfileTransition as T;
    let illegal = |stage| IllegalTransition {
        aggregate: "profile",
        stage,
        transition: transition.name(),
    };
    match (state, transition) {
        (None, T::Opened { data }) => Ok(Profile {
            version: 1,
            data: data.clone(),
        }),
        (Some(profile), T::Updated { data }) => Ok(Profile {
            version: profile.version.saturating_add(1),
            data: data.clone(),
        }),
        (None, T::Updated { .. }) => Err(illegal("nothing")),
        (Some(_), T::Opened { .. }) => Err(illegal("Open")),
    }
}
