//! What can happen to a bank's lines.

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, IllegalTransition};

use super::state::LineBook;
use crate::credit_line::LineScope;

/// Something that happened to a bank's lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LineBookTransition {
    /// A line was opened.
    Added {
        /// The line.
        line: CreditLineId,
        /// On whom it is.
        scope: LineScope,
    },
    /// A line was closed.
    Removed {
        /// The line.
        line: CreditLineId,
    },
}

impl LineBookTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Removed { .. } => "removed",
        }
    }
}

/// Follows one arrow. A book that does not exist yet is empty.
pub fn apply(
    before: Option<LineBook>,
    transition: &LineBookTransition,
) -> Result<LineBook, IllegalTransition> {
    let mut book = before.unwrap_or_default();
    let fits = match transition {
        LineBookTransition::Added { line, scope } => book.lines.insert(*line, scope.clone()).is_none(),
        LineBookTransition::Removed { line } => book.lines.remove(line).is_some(),
    };
    if fits {
        Ok(book)
    } else {
        Err(IllegalTransition {
            aggregate: LineBook::KIND,
            stage: "other lines",
            transition: transition.name(),
        })
    }
}
