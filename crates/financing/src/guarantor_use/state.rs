//! The running total of one guarantor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tallystick_base::{GuaranteeId, Money, PartyId, Subject};

/// What one guarantee uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuaranteeUse {
    /// Who borrows.
    pub borrower: PartyId,
    /// The head of the borrower's group, where it belongs to one.
    pub group: Option<PartyId>,
    /// Whether the borrower is a micro or small firm.
    pub small: bool,
    /// For how much the guarantor is bound.
    pub amount: Money,
}

/// What is used of one guarantor's limits. It has one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuarantorUse {
    /// The guarantees by which it is bound.
    pub uses: BTreeMap<GuaranteeId, GuaranteeUse>,
}

impl GuarantorUse {
    /// The kind of its subjects.
    pub const KIND: &'static str = "guarantor-use";

    /// The subject of a guarantor's use.
    pub fn subject_of(guarantor: PartyId) -> Subject {
        guarantor.subject().namesake(Self::KIND)
    }
}
