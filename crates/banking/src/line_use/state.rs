//! The running total of one line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, Money, MoneyError, Subject};

use crate::credit_line::LineTerms;

/// What one loan or endorsement uses of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Used {
    /// Reserved for money that is not out yet, or for a promise.
    pub reserved: Money,
    /// Drawn by money that is out.
    pub drawn: Money,
}

/// What is used of one line. It has one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineUse {
    /// The line, from which it has its id.
    pub line: CreditLineId,
    /// What each loan or endorsement uses; one that uses nothing any more is not here.
    pub uses: BTreeMap<Subject, Used>,
    /// All that is reserved.
    pub reserved: Money,
    /// All that is drawn.
    pub drawn: Money,
    /// All that was ever drawn: on a line that does not revolve, what is paid back is not free again.
    pub ever_drawn: Money,
}

impl LineUse {
    /// The kind of its subjects.
    pub const KIND: &'static str = "line-use";

    /// The subject of a line's use.
    pub fn subject_of(line: CreditLineId) -> Subject {
        line.subject().namesake(Self::KIND)
    }

    /// What counts against the limit: reserved and drawn, and on a line that does not revolve all that was ever drawn.
    pub fn counted(&self, terms: &LineTerms) -> Result<Money, MoneyError> {
        let drawn = if terms.revolving {
            self.drawn
        } else {
            self.ever_drawn
        };
        self.reserved.checked_add(drawn)
    }

    /// What is left of the limit; below zero where the limit was lowered under the use.
    pub fn left(&self, terms: &LineTerms) -> Result<Money, MoneyError> {
        terms.limit.checked_sub(self.counted(terms)?)
    }
}
