//! What can happen to a lapse: that it is recorded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId, ReceivableId};

use super::state::ConfirmationLapse;

/// Something that happened to a lapse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ConfirmationLapseTransition {
    /// The buyer's period ended without an answer.
    Lapsed {
        /// The receivable.
        receivable: ReceivableId,
        /// The buyer.
        buyer: PartyId,
        /// The last day for the answer.
        answer_by: NaiveDate,
    },
}

impl ConfirmationLapseTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Lapsed { .. } => "lapsed",
        }
    }
}

/// Follows the one arrow.
pub fn apply(
    before: Option<ConfirmationLapse>,
    transition: &ConfirmationLapseTransition,
) -> Result<ConfirmationLapse, IllegalTransition> {
    match (before, transition) {
        (
            None,
            ConfirmationLapseTransition::Lapsed {
                receivable,
                buyer,
                answer_by,
            },
        ) => Ok(ConfirmationLapse {
            receivable: *receivable,
            buyer: *buyer,
            answer_by: *answer_by,
        }),
        (Some(_), ConfirmationLapseTransition::Lapsed { .. }) => Err(IllegalTransition {
            aggregate: ConfirmationLapse::KIND,
            stage: "Lapsed",
            transition: transition.name(),
        }),
    }
}
