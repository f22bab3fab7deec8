//! The movements of a line.

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, Currency, IllegalTransition, Millis, Money, Subject};

use super::state::{LineUse, Used};

/// Something that happened to a line's use. `reserved` and `drawn` are always the totals of the line from there on, so that
/// whoever reads one part reads the standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LineUseTransition {
    /// The line was opened; nothing is used.
    Opened {
        /// The line.
        line: CreditLineId,
        /// Its currency.
        currency: Currency,
    },
    /// An approval or an endorsement reserved credit.
    Reserved {
        /// The loan or endorsement.
        by: Subject,
        /// How much.
        amount: Money,
        /// The last moment at which an approval may be instructed; none for an endorsement, which has no lease.
        until: Option<Millis>,
        /// All that is reserved from here on.
        reserved: Money,
    },
    /// What was reserved is free again.
    Released {
        /// The loan or endorsement.
        by: Subject,
        /// How much.
        amount: Money,
        /// All that is reserved from here on.
        reserved: Money,
    },
    /// Money is out: what was reserved is drawn.
    Drawn {
        /// The loan or endorsement.
        by: Subject,
        /// How much.
        amount: Money,
        /// All that is reserved from here on.
        reserved: Money,
        /// All that is drawn from here on.
        drawn: Money,
    },
    /// Money that had come back did not: a booking was reversed. It was drawn before, so it does not count a second time on a
    /// line that does not revolve.
    Redrawn {
        /// The loan.
        by: Subject,
        /// How much.
        amount: Money,
        /// All that is drawn from here on.
        drawn: Money,
    },
    /// Money came back.
    Restored {
        /// The loan or endorsement.
        by: Subject,
        /// How much.
        amount: Money,
        /// All that is drawn from here on.
        drawn: Money,
    },
}

impl LineUseTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Reserved { .. } => "reserved",
            Self::Released { .. } => "released",
            Self::Drawn { .. } => "drawn",
            Self::Redrawn { .. } => "redrawn",
            Self::Restored { .. } => "restored",
        }
    }
}

/// Follows one arrow, if the totals that it states are those that follow: a fold must not lose a cent without anybody
/// noticing.
pub fn apply(before: Option<LineUse>, transition: &LineUseTransition) -> Result<LineUse, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: LineUse::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, LineUseTransition::Opened { line, currency }) => {
            let nothing = Money::zero(*currency);
            Ok(LineUse {
                line: *line,
                uses: std::collections::BTreeMap::new(),
                reserved: nothing,
                drawn: nothing,
                ever_drawn: nothing,
            })
        }
        (None, _) => Err(illegal("nothing")),
        (Some(state), _) => moved(state, transition).ok_or_else(|| illegal("another total")),
    }
}

/// How much reserved and drawn change; none for a transition that changes neither.
fn change(transition: &LineUseTransition) -> Option<(&Subject, Money, Money)> {
    let nothing = |amount: &Money| Money::zero(amount.currency());
    Some(match transition {
        LineUseTransition::Opened { .. } => return None,
        LineUseTransition::Reserved { by, amount, .. } => (by, *amount, nothing(amount)),
        LineUseTransition::Released { by, amount, .. } => (by, amount.checked_neg().ok()?, nothing(amount)),
        LineUseTransition::Drawn { by, amount, .. } => (by, amount.checked_neg().ok()?, *amount),
        LineUseTransition::Redrawn { by, amount, .. } => (by, nothing(amount), *amount),
        LineUseTransition::Restored { by, amount, .. } => (by, nothing(amount), amount.checked_neg().ok()?),
    })
}

fn moved(mut state: LineUse, transition: &LineUseTransition) -> Option<LineUse> {
    let (by, reserved, drawn) = change(transition)?;
    let nothing = Money::zero(state.reserved.currency());
    let used = state.uses.remove(by).unwrap_or(Used {
        reserved: nothing,
        drawn: nothing,
    });
    let used = Used {
        reserved: used.reserved.checked_add(reserved).ok()?,
        drawn: used.drawn.checked_add(drawn).ok()?,
    };
    if used.reserved.is_negative() || used.drawn.is_negative() {
        return None;
    }
    if !(used.reserved.is_zero() && used.drawn.is_zero()) {
        state.uses.insert(by.clone(), used);
    }
    state.reserved = state.reserved.checked_add(reserved).ok()?;
    state.drawn = state.drawn.checked_add(drawn).ok()?;
    let again = matches!(transition, LineUseTransition::Redrawn { .. });
    if again && state.drawn.compare(state.ever_drawn).ok()?.is_gt() {
        return None;
    }
    if drawn.is_positive() && !again {
        state.ever_drawn = state.ever_drawn.checked_add(drawn).ok()?;
    }
    states_totals(&state, transition).then_some(state)
}

fn states_totals(state: &LineUse, transition: &LineUseTransition) -> bool {
    match transition {
        LineUseTransition::Opened { .. } => true,
        LineUseTransition::Reserved { reserved, .. } | LineUseTransition::Released { reserved, .. } => {
            *reserved == state.reserved
        }
        LineUseTransition::Drawn { reserved, drawn, .. } => {
            *reserved == state.reserved && *drawn == state.drawn
        }
        LineUseTransition::Redrawn { drawn, .. } | LineUseTransition::Restored { drawn, .. } => {
            *drawn == state.drawn
        }
    }
}
