//! Who acts, and in which capacity.

use std::fmt;
use std::str::FromStr;

use crate::id::{MemberId, PartyId};
use crate::text::serde_as_text;

/// The capacity in which a party acts, signed with every statement so that a right key in the wrong role is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capacity {
    /// 供应商: delivers, claims receivables, borrows on certificates.
    Supplier,
    /// 债务人(采购单位): accepts contracts, confirms receivables, pays.
    Buyer,
    /// 银行: reviews, offers, lends, is repaid.
    Bank,
    /// 担保机构: guarantees loans.
    Guarantor,
    /// 资产管理机构: buys loans into pools.
    AssetManager,
    /// 确权中心: the desk between supplier and buyer.
    ConfirmationCentre,
    /// 监管/审计: reads everything, changes nothing.
    Auditor,
    /// 平台: registers parties and publishes rules.
    Operator,
    /// The service's own key, which records what falls due and never counts as a member.
    Service,
}

/// A text that names no capacity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no capacity is called {found:?}; the capacities are {}", names())]
pub struct CapacityError {
    /// The text.
    found: String,
}

impl CapacityError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "capacity-unknown"
    }
}

fn names() -> String {
    Capacity::ALL.map(Capacity::as_str).join(", ")
}

impl Capacity {
    /// Every capacity, in the order of the glossary.
    pub const ALL: [Self; 9] = [
        Self::Supplier,
        Self::Buyer,
        Self::Bank,
        Self::Guarantor,
        Self::AssetManager,
        Self::ConfirmationCentre,
        Self::Auditor,
        Self::Operator,
        Self::Service,
    ];

    /// The kebab-case name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Buyer => "buyer",
            Self::Bank => "bank",
            Self::Guarantor => "guarantor",
            Self::AssetManager => "asset-manager",
            Self::ConfirmationCentre => "confirmation-centre",
            Self::Auditor => "auditor",
            Self::Operator => "operator",
            Self::Service => "service",
        }
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Capacity {
    type Err = CapacityError;

    fn from_str(text: &str) -> Result<Self, CapacityError> {
        Self::ALL
            .into_iter()
            .find(|capacity| capacity.as_str() == text)
            .ok_or_else(|| CapacityError {
                found: text.to_owned(),
            })
    }
}

serde_as_text!(Capacity);

/// Who acts: a party, through the members who signed, in one capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The party that acts.
    pub party: PartyId,
    /// The distinct members who signed for it, in order of signing; none where the service's key signs.
    pub members: Vec<MemberId>,
    /// The capacity in which it acts.
    pub capacity: Capacity,
}
