use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, MemberId, Thumbprint};

use super::{Announcement, Recovery, RecoveryStage};

/// What happened to a recovery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RecoveryTransition {
    /// The operator announced a new key; the window begins, anew where another was announced before.
    Announced(Announcement),
    /// A member of the party objected.
    Vetoed {
        /// Who.
        member: MemberId,
    },
    /// The announced key was added.
    Restored {
        /// The key.
        kid: Thumbprint,
    },
}

impl RecoveryTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Announced(_) => "announced",
            Self::Vetoed { .. } => "vetoed",
            Self::Restored { .. } => "restored",
        }
    }
}

/// Applies a transition to the recovery of a party.
pub fn apply(
    state: Option<Recovery>,
    transition: &RecoveryTransition,
) -> Result<Recovery, IllegalTransition> {
    use RecoveryStage as Stage;
    use RecoveryTransition as T;
    let reached = match (state.map(|recovery| recovery.stage), transition) {
        (_, T::Announced(announcement)) => Stage::Announced(announcement.clone()),
        (Some(Stage::Announced(_)), T::Vetoed { member }) => Stage::Vetoed { member: *member },
        (Some(Stage::Announced(_)), T::Restored { kid }) => Stage::Restored { kid: kid.clone() },
        (
            from @ (None | Some(Stage::Vetoed { .. } | Stage::Restored { .. })),
            T::Vetoed { .. } | T::Restored { .. },
        ) => {
            return Err(IllegalTransition {
                aggregate: "recovery",
                stage: from.as_ref().map_or("nothing", Stage::name),
                transition: transition.name(),
            });
        }
    };
    Ok(Recovery { stage: reached })
}
