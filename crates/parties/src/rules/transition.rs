use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, RulePack};

use super::Rules;

/// What happened to the rules of a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RulesTransition {
    /// The operator published them, for the first time or anew.
    Published {
        /// The whole pack.
        rules: Box<RulePack>,
    },
}

impl RulesTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Published { .. } => "published",
        }
    }
}

/// Applies a transition to the rules of a jurisdiction. They can always be published anew.
pub fn apply(state: Option<Rules>, transition: &RulesTransition) -> Result<Rules, IllegalTransition> {
    let RulesTransition::Published { rules } = transition;
    Ok(Rules {
        version: state.map_or(1, |published| published.version.saturating_add(1)),
        pack: (**rules).clone(),
    })
}
