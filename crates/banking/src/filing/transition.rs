//! What can happen to a filing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FilingId, IllegalTransition};

use super::state::{Filing, FilingRecord, FilingStage};

/// Something that happened to a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FilingTransition {
    /// The bank filed.
    Filed(Box<FilingRecord>),
    /// The bank took it out again.
    Discharged {
        /// The day.
        on: NaiveDate,
        /// The last day for it.
        by: NaiveDate,
    },
}

impl FilingTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed(_) => "filed",
            Self::Discharged { .. } => "discharged",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Filing>, transition: &FilingTransition) -> Result<Filing, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: FilingId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, FilingTransition::Filed(record)) => Ok(Filing {
            record: (**record).clone(),
            stage: FilingStage::Filed {},
        }),
        (None, FilingTransition::Discharged { .. }) => Err(illegal("nothing")),
        (Some(filing), FilingTransition::Discharged { on, by })
            if filing.stage == (FilingStage::Filed {}) =>
        {
            Ok(Filing {
                stage: FilingStage::Discharged { on: *on, by: *by },
                ..filing
            })
        }
        (Some(filing), _) => Err(illegal(filing.stage.name())),
    }
}
