//! What a line says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{KeyedFamily, KeyedName, Money};
use tallystick_parties::ShortText;

/// Whether money came or went.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CreditDebit {
    /// It came in.
    Credit,
    /// It went out.
    Debit,
}

impl CreditDebit {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Debit => "debit",
        }
    }
}

/// A line of a bank statement, as the bank's file gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryLine {
    /// The number of the bank's own account.
    pub account: ShortText,
    /// Whether money came or went.
    pub direction: CreditDebit,
    /// How much.
    pub amount: Money,
    /// The day of booking.
    pub booked_on: NaiveDate,
    /// The value date, from which it counts.
    pub value_on: NaiveDate,
    /// The account servicer's reference, by which the line is found again. A line without one is told by its day, amount
    /// and ordinal, and is assigned by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ShortText>,
    /// Which one it is of the lines of the same account, day, direction and amount that have no reference, from 1.
    pub ordinal: u32,
    /// The end-to-end id that came with the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_to_end: Option<ShortText>,
    /// Who paid or was paid, as the file names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<ShortText>,
    /// The text of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<ShortText>,
}

impl EntryLine {
    /// The outside identifier of the line: account and reference, or what else tells it from others.
    pub fn keyed_name(&self) -> KeyedName {
        let account = self.account.to_string();
        let parts = match &self.reference {
            Some(reference) => vec![account, "reference".to_owned(), reference.to_string()],
            None => vec![
                account,
                "line".to_owned(),
                self.booked_on.to_string(),
                self.direction.as_str().to_owned(),
                self.amount.to_string(),
                self.ordinal.to_string(),
            ],
        };
        KeyedName {
            family: KeyedFamily::BankEntry,
            parts,
        }
    }
}
