//! What can happen to a sale.

use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, SaleId};

use super::state::{Sale, SaleRecord, SaleStage};

/// Something that happened to a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SaleTransition {
    /// The bank offered.
    Proposed(SaleRecord),
    /// The pool bought.
    Accepted {},
    /// The pool did not buy.
    Declined {},
    /// The bank took the offer back.
    Withdrawn {},
}

impl SaleTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "proposed",
            Self::Accepted {} => "accepted",
            Self::Declined {} => "declined",
            Self::Withdrawn {} => "withdrawn",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Sale>, transition: &SaleTransition) -> Result<Sale, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: SaleId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, SaleTransition::Proposed(record)) => Ok(Sale {
            record: *record,
            stage: SaleStage::Proposed {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(sale), _) if sale.stage != (SaleStage::Proposed {}) => Err(illegal(sale.stage.name())),
        (Some(sale), _) => {
            let stage = match transition {
                SaleTransition::Proposed(_) => return Err(illegal("Proposed")),
                SaleTransition::Accepted {} => SaleStage::Accepted {},
                SaleTransition::Declined {} => SaleStage::Declined {},
                SaleTransition::Withdrawn {} => SaleStage::Withdrawn {},
            };
            Ok(Sale { stage, ..sale })
        }
    }
}
