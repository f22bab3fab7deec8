//! What can happen to an invoice as evidence.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, Money, ReceivableId};

use super::state::{Evidence, EvidenceStage};

/// Something that happened to an invoice as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EvidenceTransition {
    /// A receivable was claimed on it.
    Claimed {
        /// The receivable.
        receivable: ReceivableId,
        /// The date of the invoice.
        date: NaiveDate,
        /// Its total.
        total: Money,
    },
    /// The rest of a partly confirmed receivable rests on it too.
    Inherited {
        /// The receivable that was confirmed in part.
        from: ReceivableId,
        /// The rest.
        receivable: ReceivableId,
    },
    /// A receivable rests on it no longer.
    Freed {
        /// The receivable.
        receivable: ReceivableId,
    },
}

impl EvidenceTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Claimed { .. } => "claimed",
            Self::Inherited { .. } => "inherited",
            Self::Freed { .. } => "freed",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<Evidence>,
    transition: &EvidenceTransition,
) -> Result<Evidence, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: "evidence",
        stage,
        transition: transition.name(),
    };
    match (
        before.map(|evidence| (evidence.stage.clone(), evidence)),
        transition,
    ) {
        (
            None | Some((EvidenceStage::Free {}, _)),
            EvidenceTransition::Claimed {
                receivable,
                date,
                total,
            },
        ) => Ok(Evidence {
            date: *date,
            total: *total,
            stage: EvidenceStage::Claimed {
                by: BTreeSet::from([*receivable]),
            },
        }),
        (
            Some((EvidenceStage::Claimed { mut by }, evidence)),
            EvidenceTransition::Inherited { from, receivable },
        ) if by.contains(from) && !by.contains(receivable) => {
            by.insert(*receivable);
            let stage = EvidenceStage::Claimed { by };
            Ok(Evidence { stage, ..evidence })
        }
        (Some((EvidenceStage::Claimed { mut by }, evidence)), EvidenceTransition::Freed { receivable })
            if by.contains(receivable) =>
        {
            by.remove(receivable);
            let stage = if by.is_empty() {
                EvidenceStage::Free {}
            } else {
                EvidenceStage::Claimed { by }
            };
            Ok(Evidence { stage, ..evidence })
        }
        (None, _) => Err(illegal("nothing")),
        (Some((stage, _)), _) => Err(illegal(stage.name())),
    }
}
