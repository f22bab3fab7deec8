//! A contract and the stage it is in.

use std::fmt;

use serde::{Deserialize, Serialize};
use tallystick_base::{AmendmentId, Capacity, ContractId, PartyId, SizeClass, Subject};
use tallystick_parties::ShortText;

use super::protection::Protection;
use super::terms::Terms;

/// A contract between a supplier and a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// Who delivers and is paid.
    pub supplier: PartyId,
    /// Who is delivered to and pays.
    pub buyer: PartyId,
    /// Which side registered it; the other accepts.
    pub registered_by: Side,
    /// The subject that holds its number, so that the pair cannot register it twice.
    pub number: Subject,
    /// The supplier's size class at signing.
    pub supplier_size: SizeClass,
    /// Which part of Order 802 governs it.
    pub protection: Protection,
    /// What was agreed, with every amendment that both sides accepted.
    pub terms: Terms,
    /// How often the terms were set: 1 at registration, one more with each amendment.
    pub revision: u32,
    /// The last amendment that both sides accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_amendment: Option<AmendmentId>,
    /// The stage it is in.
    pub stage: ContractStage,
}

/// One of the two sides of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 供应商.
    Supplier,
    /// 采购单位.
    Buyer,
}

/// How far a contract has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContractStage {
    /// Registered by one side; the other has not answered.
    Registered {},
    /// Accepted by the other side; receivables are claimed under it.
    Accepted {},
    /// Rejected by the other side; final, and its number is free again.
    Rejected {
        /// Why.
        reason: ShortText,
    },
    /// Withdrawn by the side that registered it; final, and its number is free again.
    Withdrawn {},
    /// Closed: nothing new is claimed under it. What was claimed goes on. Final.
    Closed {
        /// Which side closed it.
        by: Side,
    },
    /// Terminated before its time: nothing new is claimed under it. What was claimed goes on. Final.
    Terminated {
        /// Which side terminated it.
        by: Side,
        /// Why.
        reason: ShortText,
    },
}

impl Side {
    /// The side that acts in this capacity; `None` for the capacities of others.
    pub const fn of(capacity: Capacity) -> Option<Self> {
        match capacity {
            Capacity::Supplier => Some(Self::Supplier),
            Capacity::Buyer => Some(Self::Buyer),
            Capacity::Bank
            | Capacity::Guarantor
            | Capacity::AssetManager
            | Capacity::ConfirmationCentre
            | Capacity::Auditor
            | Capacity::Operator
            | Capacity::Service => None,
        }
    }

    /// The opposite side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Supplier => Self::Buyer,
            Self::Buyer => Self::Supplier,
        }
    }

    /// The kebab-case name, which is that of the capacity too.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Buyer => "buyer",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl ContractStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered {} => "Registered",
            Self::Accepted {} => "Accepted",
            Self::Rejected { .. } => "Rejected",
            Self::Withdrawn {} => "Withdrawn",
            Self::Closed { .. } => "Closed",
            Self::Terminated { .. } => "Terminated",
        }
    }
}

impl Contract {
    /// The party on a side.
    pub const fn party(&self, side: Side) -> PartyId {
        match side {
            Side::Supplier => self.supplier,
            Side::Buyer => self.buyer,
        }
    }

    /// The side on which a party stands in this capacity; `None` where it stands on neither.
    pub fn side_of(&self, party: PartyId, capacity: Capacity) -> Option<Side> {
        Side::of(capacity).filter(|&side| self.party(side) == party)
    }

    /// Whether new receivables may be claimed under it. Those claimed before its end can still be confirmed after it.
    pub const fn is_accepted(&self) -> bool {
        matches!(self.stage, ContractStage::Accepted {})
    }
}
