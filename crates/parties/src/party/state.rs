use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, MemberId};

use crate::{ApprovalPolicy, IdentityCode, ShortText};

/// An organisation known to the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The capacities it may act in.
    pub capacities: BTreeSet<Capacity>,
    /// What kind of buyer it is; present exactly where it acts as one.
    pub buyer_class: Option<BuyerClass>,
    /// The code under which it is registered with the State or worldwide.
    pub identity: IdentityCode,
    /// Its members who have not left. The set is part of the party, so that no decision can leave one out.
    pub members: BTreeSet<MemberId>,
    /// How many of its members sign which command.
    pub policy: ApprovalPolicy,
    /// Whether it may act.
    pub stage: PartyStage,
}

/// Whether a party may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PartyStage {
    /// Registered by the operator, not yet accepted by the party itself.
    Registered {},
    /// It accepted, and acts.
    Active {},
    /// Stopped by the operator: it begins nothing new, and still does what it owes to others.
    Suspended {
        /// Why.
        reason: ShortText,
    },
}

/// What kind of buyer a party is: Order 802 binds them differently.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum BuyerClass {
    /// 机关.
    StateOrgan,
    /// 事业单位.
    PublicInstitution,
    /// 国有企业, whatever its size.
    StateEnterprise,
    /// 大型企业 that the State does not own.
    LargeEnterprise,
    /// Any other firm, such as a pharmacy downstream.
    Other,
}

impl BuyerClass {
    /// Every class.
    pub const ALL: [Self; 5] = [
        Self::StateOrgan,
        Self::PublicInstitution,
        Self::StateEnterprise,
        Self::LargeEnterprise,
        Self::Other,
    ];

    /// Whether it is paid from public money: a state organ or a public institution (Order 802 article 9).
    pub const fn is_public_body(self) -> bool {
        match self {
            Self::StateOrgan | Self::PublicInstitution => true,
            Self::StateEnterprise | Self::LargeEnterprise | Self::Other => false,
        }
    }
}

impl Party {
    /// Whether it accepted its registration and is not suspended.
    pub const fn is_active(&self) -> bool {
        match self.stage {
            PartyStage::Active {} => true,
            PartyStage::Registered {} | PartyStage::Suspended { .. } => false,
        }
    }

    /// Whether it may act in this capacity.
    pub fn acts_as(&self, capacity: Capacity) -> bool {
        self.capacities.contains(&capacity)
    }

    /// Whether it is the operator's own party.
    pub fn is_operator(&self) -> bool {
        self.acts_as(Capacity::Operator)
    }
}

impl PartyStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered {} => "Registered",
            Self::Active {} => "Active",
            Self::Suspended { .. } => "Suspended",
        }
    }
}
