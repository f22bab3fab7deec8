//! What can happen to a contract number.

use serde::{Deserialize, Serialize};
use tallystick_base::{ContractId, IllegalTransition};

use super::state::{ContractNumber, ContractNumberStage};

/// What happened to a contract number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContractNumberTransition {
    /// A contract was registered under it.
    Taken {
        /// The contract.
        contract: ContractId,
    },
    /// That contract was rejected or withdrawn.
    Freed {},
}

impl ContractNumberTransition {
    /// The snake-case name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
            Self::Freed {} => "freed",
        }
    }
}

/// The number after a transition; an error where there is no such arrow.
pub fn apply(
    state: Option<ContractNumber>,
    transition: &ContractNumberTransition,
) -> Result<ContractNumber, IllegalTransition> {
    let before = state.map(|number| number.stage);
    let after = match (&before, transition) {
        (None | Some(ContractNumberStage::Free {}), ContractNumberTransition::Taken { contract }) => {
            ContractNumberStage::Taken { contract: *contract }
        }
        (Some(ContractNumberStage::Taken { .. }), ContractNumberTransition::Freed {}) => {
            ContractNumberStage::Free {}
        }
        (Some(ContractNumberStage::Taken { .. }), ContractNumberTransition::Taken { .. })
        | (None | Some(ContractNumberStage::Free {}), ContractNumberTransition::Freed {}) => {
            return Err(IllegalTransition {
                aggregate: ContractNumber::KIND,
                stage: before.as_ref().map_or("nothing", ContractNumberStage::name),
                transition: transition.name(),
            });
        }
    };
    Ok(ContractNumber { stage: after })
}
