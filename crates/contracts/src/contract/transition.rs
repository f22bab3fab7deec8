//! What can happen to a contract.

use serde::{Deserialize, Serialize};
use tallystick_base::{AmendmentId, ContractId, IllegalTransition, PartyId, SizeClass, Subject};
use tallystick_parties::ShortText;

use super::protection::Protection;
use super::state::{Contract, ContractStage, Side};
use super::terms::Terms;

/// What happened to a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContractTransition {
    /// One side registered it.
    Registered {
        /// Its id.
        contract: ContractId,
        /// Who delivers and is paid.
        supplier: PartyId,
        /// Who is delivered to and pays.
        buyer: PartyId,
        /// Which side registered it.
        by: Side,
        /// The subject that holds its number.
        number: Subject,
        /// The supplier's size class at signing.
        supplier_size: SizeClass,
        /// Which part of Order 802 governs it.
        protection: Protection,
        /// What was agreed.
        terms: Box<Terms>,
    },
    /// The other side accepted it.
    Accepted {},
    /// The other side rejected it.
    Rejected {
        /// Why.
        reason: ShortText,
    },
    /// The side that registered it took it back.
    Withdrawn {},
    /// An amendment took effect.
    Amended {
        /// The amendment.
        amendment: AmendmentId,
        /// The revision of the terms from here on.
        revision: u32,
        /// All terms as they stand from here on.
        terms: Box<Terms>,
    },
    /// One side closed it.
    Closed {
        /// Which side.
        by: Side,
    },
    /// One side terminated it.
    Terminated {
        /// Which side.
        by: Side,
        /// Why.
        reason: ShortText,
    },
}

impl ContractTransition {
    /// The snake-case name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Accepted {} => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn {} => "withdrawn",
            Self::Amended { .. } => "amended",
            Self::Closed { .. } => "closed",
            Self::Terminated { .. } => "terminated",
        }
    }
}

/// The contract after a transition; an error where there is no such arrow.
pub fn apply(
    state: Option<Contract>,
    transition: &ContractTransition,
) -> Result<Contract, IllegalTransition> {
    let Some(mut contract) = state else {
        return registered(transition).ok_or_else(|| illegal("nothing", transition));
    };
    contract.stage =
        next(&contract.stage, transition).ok_or_else(|| illegal(contract.stage.name(), transition))?;
    if let ContractTransition::Amended {
        amendment,
        revision,
        terms,
    } = transition
    {
        contract.last_amendment = Some(*amendment);
        contract.revision = *revision;
        contract.terms = (**terms).clone();
    }
    Ok(contract)
}

fn next(stage: &ContractStage, transition: &ContractTransition) -> Option<ContractStage> {
    match stage {
        ContractStage::Registered {} => match transition {
            ContractTransition::Accepted {} => Some(ContractStage::Accepted {}),
            ContractTransition::Rejected { reason } => Some(ContractStage::Rejected {
                reason: reason.clone(),
            }),
            ContractTransition::Withdrawn {} => Some(ContractStage::Withdrawn {}),
            ContractTransition::Registered { .. }
            | ContractTransition::Amended { .. }
            | ContractTransition::Closed { .. }
            | ContractTransition::Terminated { .. } => None,
        },
        ContractStage::Accepted {} => match transition {
            ContractTransition::Amended { .. } => Some(ContractStage::Accepted {}),
            ContractTransition::Closed { by } => Some(ContractStage::Closed { by: *by }),
            ContractTransition::Terminated { by, reason } => Some(ContractStage::Terminated {
                by: *by,
                reason: reason.clone(),
            }),
            ContractTransition::Registered { .. }
            | ContractTransition::Accepted {}
            | ContractTransition::Rejected { .. }
            | ContractTransition::Withdrawn {} => None,
        },
        ContractStage::Rejected { .. }
        | ContractStage::Withdrawn {}
        | ContractStage::Closed { .. }
        | ContractStage::Terminated { .. } => None,
    }
}

fn registered(transition: &ContractTransition) -> Option<Contract> {
    let ContractTransition::Registered {
        contract,
        supplier,
        buyer,
        by,
        number,
        supplier_size,
        protection,
        terms,
    } = transition.clone()
    else {
        return None;
    };
    Some(Contract {
        id: contract,
        supplier,
        buyer,
        registered_by: by,
        number,
        supplier_size,
        protection,
        terms: *terms,
        revision: 1,
        last_amendment: None,
        stage: ContractStage::Registered {},
    })
}

const fn illegal(stage: &'static str, transition: &ContractTransition) -> IllegalTransition {
    IllegalTransition {
        aggregate: ContractId::KIND,
        stage,
        transition: transition.name(),
    }
}
