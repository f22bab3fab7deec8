//! Proposed amendments.

use serde::Serialize;
use tallystick_base::{AmendmentId, ContractId, PartyId};
use tallystick_commands::contracts::amendment::{Amendment, AmendmentStage as State, Changes};
use tallystick_commands::parties::ShortText;
use utoipa::ToSchema;

use super::Stamp;
use super::stage::AmendmentStage;

/// A proposed change of a contract.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Amendment)]
pub(crate) struct AmendmentView {
    /// The amendment.
    id: AmendmentId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands.
    stage: AmendmentStage,
    /// The contract that it would change.
    contract: ContractId,
    /// The supplier of that contract.
    supplier: PartyId,
    /// Its buyer.
    buyer: PartyId,
    /// Which side proposed it: `supplier` or `buyer`.
    #[schema(example = "supplier")]
    proposed_by: &'static str,
    /// The revision of the terms that the proposer saw.
    basis: u32,
    /// What it would change.
    changes: Changes,
    /// Why it was rejected.
    reason: Option<ShortText>,
}

impl AmendmentView {
    pub(crate) fn of(stamp: Stamp, amendment: Amendment) -> Self {
        let stage = AmendmentStage::from(&amendment.stage);
        let reason = match amendment.stage {
            State::Rejected { reason } => Some(reason),
            State::Proposed {} | State::Accepted {} | State::Withdrawn {} => None,
        };
        Self {
            id: amendment.id,
            stamp,
            stage,
            contract: amendment.contract,
            supplier: amendment.supplier,
            buyer: amendment.buyer,
            proposed_by: amendment.proposed_by.as_str(),
            basis: amendment.basis,
            changes: amendment.changes,
            reason,
        }
    }
}
