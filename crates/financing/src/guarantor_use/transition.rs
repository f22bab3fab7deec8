//! What can happen to a guarantor's use.

use serde::{Deserialize, Serialize};
use tallystick_base::{GuaranteeId, IllegalTransition};

use super::state::{GuaranteeUse, GuarantorUse};

/// Something that happened to a guarantor's use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum GuarantorUseTransition {
    /// A guarantee was issued.
    Taken {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// What it uses.
        #[serde(rename = "use")]
        taken: GuaranteeUse,
    },
    /// A guarantee was paid, released, or ended with its request.
    Freed {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
}

impl GuarantorUseTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
            Self::Freed { .. } => "freed",
        }
    }
}

/// Follows one arrow. A use that does not exist yet is nothing.
pub fn apply(
    before: Option<GuarantorUse>,
    transition: &GuarantorUseTransition,
) -> Result<GuarantorUse, IllegalTransition> {
    let mut state = before.unwrap_or_default();
    let fits = match transition {
        GuarantorUseTransition::Taken { guarantee, taken } => state.uses.insert(*guarantee, *taken).is_none(),
        GuarantorUseTransition::Freed { guarantee } => state.uses.remove(guarantee).is_some(),
    };
    if fits {
        Ok(state)
    } else {
        Err(IllegalTransition {
            aggregate: GuarantorUse::KIND,
            stage: "another use",
            transition: transition.name(),
        })
    }
}
