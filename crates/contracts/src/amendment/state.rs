//! An amendment and the stage it is in.

use serde::{Deserialize, Serialize};
use tallystick_base::{AmendmentId, Capacity, ContractId, PartyId};
use tallystick_parties::ShortText;

use super::changes::Changes;
use crate::contract::Side;

/// A proposed change of a contract. It is a subject of its own, so that proposing makes nothing of the other side's
/// stale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Its id.
    pub id: AmendmentId,
    /// The contract it would change.
    pub contract: ContractId,
    /// The supplier of that contract.
    pub supplier: PartyId,
    /// Its buyer.
    pub buyer: PartyId,
    /// Which side proposed it; the other answers.
    pub proposed_by: Side,
    /// The revision of the terms that the proposer saw. Once another amendment takes effect, this one cannot.
    pub basis: u32,
    /// What it would change.
    pub changes: Changes,
    /// The stage it is in.
    pub stage: AmendmentStage,
}

/// How far an amendment has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AmendmentStage {
    /// Proposed by one side; the other has not answered.
    Proposed {},
    /// Accepted by the other side, and in effect since. Final.
    Accepted {},
    /// Rejected by the other side. Final.
    Rejected {
        /// Why.
        reason: ShortText,
    },
    /// Taken back by the side that proposed it. Final.
    Withdrawn {},
}

impl Amendment {
    /// The side on which a party stands in this capacity; `None` where it stands on neither.
    pub fn side_of(&self, party: PartyId, capacity: Capacity) -> Option<Side> {
        let side = Side::of(capacity)?;
        let own = match side {
            Side::Supplier => self.supplier,
            Side::Buyer => self.buyer,
        };
        (own == party).then_some(side)
    }
}

impl AmendmentStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed {} => "Proposed",
            Self::Accepted {} => "Accepted",
            Self::Rejected { .. } => "Rejected",
            Self::Withdrawn {} => "Withdrawn",
        }
    }
}
