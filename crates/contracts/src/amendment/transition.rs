//! What can happen to an amendment.

use serde::{Deserialize, Serialize};
use tallystick_base::{AmendmentId, ContractId, IllegalTransition, PartyId};
use tallystick_parties::ShortText;

use super::changes::Changes;
use super::state::{Amendment, AmendmentStage};
use crate::contract::Side;

/// What happened to an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AmendmentTransition {
    /// One side proposed it.
    Proposed {
        /// Its id.
        amendment: AmendmentId,
        /// The contract it would change.
        contract: ContractId,
        /// The supplier of that contract.
        supplier: PartyId,
        /// Its buyer.
        buyer: PartyId,
        /// Which side proposed it.
        by: Side,
        /// The revision of the terms it builds on.
        basis: u32,
        /// What it would change.
        changes: Box<Changes>,
    },
    /// The other side accepted it.
    Accepted {},
    /// The other side rejected it.
    Rejected {
        /// Why.
        reason: ShortText,
    },
    /// The side that proposed it took it back.
    Withdrawn {},
}

impl AmendmentTransition {
    /// The snake-case name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Accepted {} => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn {} => "withdrawn",
        }
    }
}

/// The amendment after a transition; an error where there is no such arrow.
pub fn apply(
    state: Option<Amendment>,
    transition: &AmendmentTransition,
) -> Result<Amendment, IllegalTransition> {
    let Some(mut amendment) = state else {
        return proposed(transition).ok_or_else(|| illegal("nothing", transition));
    };
    amendment.stage =
        next(&amendment.stage, transition).ok_or_else(|| illegal(amendment.stage.name(), transition))?;
    Ok(amendment)
}

fn next(stage: &AmendmentStage, transition: &AmendmentTransition) -> Option<AmendmentStage> {
    match stage {
        AmendmentStage::Proposed {} => match transition {
            AmendmentTransition::Accepted {} => Some(AmendmentStage::Accepted {}),
            AmendmentTransition::Rejected { reason } => Some(AmendmentStage::Rejected {
                reason: reason.clone(),
            }),
            AmendmentTransition::Withdrawn {} => Some(AmendmentStage::Withdrawn {}),
            AmendmentTransition::Proposed { .. } => None,
        },
        AmendmentStage::Accepted {} | AmendmentStage::Rejected { .. } | AmendmentStage::Withdrawn {} => None,
    }
}

fn proposed(transition: &AmendmentTransition) -> Option<Amendment> {
    let AmendmentTransition::Proposed {
        amendment,
        contract,
        supplier,
        buyer,
        by,
        basis,
        changes,
    } = transition.clone()
    else {
        return None;
    };
    Some(Amendment {
        id: amendment,
        contract,
        supplier,
        buyer,
        proposed_by: by,
        basis,
        changes: *changes,
        stage: AmendmentStage::Proposed {},
    })
}

const fn illegal(stage: &'static str, transition: &AmendmentTransition) -> IllegalTransition {
    IllegalTransition {
        aggregate: AmendmentId::KIND,
        stage,
        transition: transition.name(),
    }
}
