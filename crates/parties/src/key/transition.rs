use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId};

use super::{Jwk, Key, KeyHolder, KeyStage};

/// What happened to a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyTransition {
    /// It may sign from the next entry on.
    Added {
        /// The party that owns it.
        party: PartyId,
        /// Who signs with it.
        holder: KeyHolder,
        /// The key.
        jwk: Jwk,
        /// Whether a recovery added it.
        restored: bool,
    },
    /// It may not sign from the next entry on.
    Revoked {
        /// The entry since which its signatures are doubted.
        suspect_from: Option<u64>,
    },
}

impl KeyTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Revoked { .. } => "revoked",
        }
    }
}

/// Applies a transition to a key. A key is added once and revoked once, so it has two versions at most.
pub fn apply(state: Option<Key>, transition: &KeyTransition) -> Result<Key, IllegalTransition> {
    use KeyTransition as T;
    let illegal = |stage| IllegalTransition {
        aggregate: "key",
        stage,
        transition: transition.name(),
    };
    match (state, transition) {
        (
            None,
            T::Added {
                party,
                holder,
                jwk,
                restored,
            },
        ) => Ok(Key {
            party: *party,
            holder: *holder,
            jwk: jwk.clone(),
            restored: *restored,
            stage: KeyStage::Active {},
        }),
        (Some(key), T::Revoked { suspect_from }) if key.is_active() => Ok(Key {
            stage: KeyStage::Revoked {
                suspect_from: *suspect_from,
            },
            ..key
        }),
        (None, T::Revoked { .. }) => Err(illegal("nothing")),
        (Some(key), T::Added { .. } | T::Revoked { .. }) => Err(illegal(key.stage.name())),
    }
}
