//! What can happen to a credit line.

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, IllegalTransition, PartyId};
use tallystick_parties::ShortText;

use super::state::{CreditLine, LineScope, LineStage as Stage, LineTerms};

/// Something that happened to a credit line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CreditLineTransition {
    /// The bank opened it.
    Opened {
        /// The line.
        line: CreditLineId,
        /// The bank.
        bank: PartyId,
        /// On whom it is.
        scope: LineScope,
        /// Its terms.
        terms: LineTerms,
    },
    /// The bank set other terms.
    Amended {
        /// The terms.
        terms: LineTerms,
    },
    /// The bank stopped new uses.
    Suspended {
        /// Why.
        reason: ShortText,
    },
    /// The bank takes new uses again.
    Resumed {},
    /// The bank ended it.
    Closed {},
}

impl CreditLineTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Amended { .. } => "amended",
            Self::Suspended { .. } => "suspended",
            Self::Resumed {} => "resumed",
            Self::Closed {} => "closed",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<CreditLine>,
    transition: &CreditLineTransition,
) -> Result<CreditLine, IllegalTransition> {
    use CreditLineTransition as Happened;
    let illegal = |stage| IllegalTransition {
        aggregate: CreditLineId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (
            None,
            Happened::Opened {
                line,
                bank,
                scope,
                terms,
            },
        ) => Ok(CreditLine {
            id: *line,
            bank: *bank,
            scope: scope.clone(),
            terms: terms.clone(),
            stage: Stage::Open {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(line), Happened::Amended { terms }) if line.stage != (Stage::Closed {}) => Ok(CreditLine {
            terms: terms.clone(),
            ..line
        }),
        (Some(line), _) => match next_stage(&line.stage, transition) {
            Some(stage) => Ok(CreditLine { stage, ..line }),
            None => Err(illegal(line.stage.name())),
        },
    }
}

fn next_stage(stage: &Stage, transition: &CreditLineTransition) -> Option<Stage> {
    use CreditLineTransition as Happened;
    match (stage, transition) {
        (Stage::Open {}, Happened::Suspended { reason }) => Some(Stage::Suspended {
            reason: reason.clone(),
        }),
        (Stage::Suspended { .. }, Happened::Resumed {}) => Some(Stage::Open {}),
        (Stage::Open {} | Stage::Suspended { .. }, Happened::Closed {}) => Some(Stage::Closed {}),
        _ => None,
    }
}
