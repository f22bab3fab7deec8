//! A line of a bank statement.

use serde::{Deserialize, Serialize};
use tallystick_base::{LoanId, PartyId};

use super::line::EntryLine;

/// A line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankEntry {
    /// The bank.
    pub bank: PartyId,
    /// What it says.
    pub line: EntryLine,
    /// Where it stands.
    pub stage: BankEntryStage,
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BankEntryStage {
    /// Nobody knows yet what it belongs to.
    Unmatched {},
    /// It is booked on a loan.
    Booked {
        /// The loan.
        loan: LoanId,
    },
}

impl BankEntryStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unmatched {} => "Unmatched",
            Self::Booked { .. } => "Booked",
        }
    }
}

impl BankEntry {
    /// The kind of its subjects.
    pub const KIND: &'static str = "bank-entry";
}
