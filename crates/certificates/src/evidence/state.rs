//! The evidence of one invoice and its stage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Money, ReceivableId};

/// Where an invoice stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EvidenceStage {
    /// Nothing live rests on it.
    Free {},
    /// It backs one claim: a receivable and, after the confirmation of a part, its rest.
    Claimed {
        /// The receivables that rest on it; never empty.
        by: BTreeSet<ReceivableId>,
    },
}

impl EvidenceStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Free {} => "Free",
            Self::Claimed { .. } => "Claimed",
        }
    }
}

/// One invoice: found by the seller's registration and the invoice's number, compared by date and total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The date of the invoice, as last claimed.
    pub date: NaiveDate,
    /// Its total, as last claimed.
    pub total: Money,
    /// Where it stands.
    pub stage: EvidenceStage,
}

impl Evidence {
    /// Whether nothing live rests on it.
    pub const fn is_free(&self) -> bool {
        matches!(self.stage, EvidenceStage::Free {})
    }

    /// Whether it backs this receivable.
    pub fn backs(&self, receivable: ReceivableId) -> bool {
        match &self.stage {
            EvidenceStage::Free {} => false,
            EvidenceStage::Claimed { by } => by.contains(&receivable),
        }
    }
}
