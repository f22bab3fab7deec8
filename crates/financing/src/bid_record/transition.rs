//! What can happen to a bank's record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, IllegalTransition};

use super::state::BidRecord;

/// Something that happened to a bank's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BidRecordTransition {
    /// It did not open a bid.
    Unrevealed {
        /// The request.
        request: FinancingRequestId,
        /// The day on which that was recorded.
        on: NaiveDate,
    },
}

impl BidRecordTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unrevealed { .. } => "unrevealed",
        }
    }
}

/// Follows one arrow. A record that does not exist yet is a clean one.
pub fn apply(
    before: Option<BidRecord>,
    transition: &BidRecordTransition,
) -> Result<BidRecord, IllegalTransition> {
    let mut record = before.unwrap_or_default();
    let BidRecordTransition::Unrevealed { request, on } = transition;
    if record.unrevealed.insert(*request, *on).is_none() {
        Ok(record)
    } else {
        Err(IllegalTransition {
            aggregate: BidRecord::KIND,
            stage: "a record of the same bid",
            transition: transition.name(),
        })
    }
}
