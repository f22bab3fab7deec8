//! What can happen to a line.

use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, LoanId, PartyId};
use tallystick_parties::ShortText;

use super::line::EntryLine;
use super::state::{BankEntry, BankEntryStage as Stage};

/// Something that happened to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BankEntryTransition {
    /// The bank recorded it.
    Recorded {
        /// The bank.
        bank: PartyId,
        /// What it says.
        line: Box<EntryLine>,
    },
    /// It was booked on a loan.
    Booked {
        /// The loan.
        loan: LoanId,
    },
    /// The booking was a mistake: nobody knows what it belongs to.
    Reversed {
        /// Why.
        reason: ShortText,
    },
}

impl BankEntryTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Recorded { .. } => "recorded",
            Self::Booked { .. } => "booked",
            Self::Reversed { .. } => "reversed",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<BankEntry>,
    transition: &BankEntryTransition,
) -> Result<BankEntry, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: BankEntry::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, BankEntryTransition::Recorded { bank, line }) => Ok(BankEntry {
            bank: *bank,
            line: (**line).clone(),
            stage: Stage::Unmatched {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(entry), _) => {
            let stage = match (&entry.stage, transition) {
                (Stage::Unmatched {}, BankEntryTransition::Booked { loan }) => Stage::Booked { loan: *loan },
                (Stage::Booked { .. }, BankEntryTransition::Reversed { .. }) => Stage::Unmatched {},
                _ => return Err(illegal(entry.stage.name())),
            };
            Ok(BankEntry { stage, ..entry })
        }
    }
}
