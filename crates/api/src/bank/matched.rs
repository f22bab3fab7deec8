//! What becomes of one line of a message.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use tallystick_base::{LoanId, Money, Subject};
use tallystick_commands::banking::EntryLine;
use tallystick_commands::banking::bank_entry::CreditDebit;
use tallystick_commands::parties::ShortText;
use utoipa::ToSchema;

use super::remark::Remark;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MatchState {
    /// It is recorded already; there is nothing to sign.
    Recorded,
    /// It belongs to a loan; the command books it there.
    Matched,
    /// Nobody knows what it belongs to; the command records it, and a person assigns it later.
    Unmatched,
    /// It is not final yet; it comes again.
    Pending,
    /// A command for it waits for further signatures of the party.
    Waiting,
    /// It cannot be booked as it is; the sentence says why.
    Refused,
}

/// A command that somebody may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Act {
    /// The kind, with its version.
    pub(crate) kind: &'static str,
    /// The body, without its salt.
    pub(crate) body: Value,
}

/// What the message says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Where it stands in the message.
    pub(crate) place: String,
    /// The account.
    pub(crate) account: Option<String>,
    /// Whether money came or went.
    pub(crate) direction: Option<CreditDebit>,
    /// How much.
    pub(crate) amount: Option<Money>,
    /// The day of booking.
    pub(crate) booked_on: Option<NaiveDate>,
    /// The value date.
    pub(crate) value_on: Option<NaiveDate>,
    /// The bank's reference.
    pub(crate) reference: Option<String>,
    /// The end-to-end id.
    pub(crate) end_to_end: Option<String>,
    /// Who is on the other side.
    pub(crate) counterparty: Option<String>,
    /// The text of the payment.
    pub(crate) text: Option<String>,
    /// The status, as the bank's code.
    pub(crate) status: Option<String>,
}

impl Facts {
    /// What a line says, as it is recorded.
    pub(super) fn of(place: String, line: &EntryLine) -> Self {
        let text = |value: Option<&ShortText>| value.map(ToString::to_string);
        Self {
            place,
            account: Some(line.account.to_string()),
            direction: Some(line.direction),
            amount: Some(line.amount),
            booked_on: Some(line.booked_on),
            value_on: Some(line.value_on),
            reference: text(line.reference.as_ref()),
            end_to_end: text(line.end_to_end.as_ref()),
            counterparty: text(line.counterparty.as_ref()),
            text: text(line.text.as_ref()),
            status: None,
        }
    }
}

/// What becomes of one line or outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matched {
    /// What the message says.
    pub(crate) facts: Facts,
    /// What becomes of it.
    pub(crate) state: MatchState,
    /// In a sentence.
    pub(crate) remark: Remark,
    /// The loan that it belongs to, or seems to belong to.
    pub(crate) loan: Option<LoanId>,
    /// The subject of the recorded line.
    pub(crate) entry: Option<Subject>,
    /// The command that books or records it.
    pub(crate) act: Option<Act>,
    /// A command that a person may sign after looking at it.
    pub(crate) by_hand: Option<Act>,
    /// The proposal in which such a command waits.
    pub(crate) proposal: Option<String>,
}

impl Matched {
    pub(super) fn new(facts: Facts, state: MatchState, remark: Remark) -> Self {
        Self {
            facts,
            state,
            remark,
            loan: None,
            entry: None,
            act: None,
            by_hand: None,
            proposal: None,
        }
    }

    pub(super) fn on(mut self, loan: LoanId) -> Self {
        self.loan = Some(loan);
        self
    }

    pub(super) fn known_as(mut self, entry: &Subject) -> Self {
        self.entry = Some(entry.clone());
        self
    }

    pub(super) fn by(mut self, kind: &'static str, body: Value) -> Self {
        self.act = Some(Act { kind, body });
        self
    }

    pub(super) fn suggesting(mut self, kind: &'static str, body: Value) -> Self {
        self.by_hand = Some(Act { kind, body });
        self
    }
}
