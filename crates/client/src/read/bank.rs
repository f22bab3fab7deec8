//! For banks: messages from their payment systems and orders to them.

use bytes::Bytes;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, LoanId, Money, Subject};

use super::{FileFinding, Filter};
use crate::http::{self, Call, malformed};
use crate::{ClientError, Member};

/// A message of a bank, and what becomes of each line of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BankMessage {
    /// The kind of message: `camt.053`, `camt.054` or `pain.002`.
    pub kind: String,
    /// Its version.
    pub version: u8,
    /// Its id.
    pub message_id: String,
    /// SHA-256 of its bytes, which were those that were sent.
    pub digest: Digest,
    /// What does not add up in it.
    pub findings: Vec<FileFinding>,
    /// Its lines or outcomes, in file order.
    pub lines: Vec<BankMessageLine>,
}

/// A line of a statement or an outcome of a report.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BankMessageLine {
    /// Where it stands in the message.
    pub place: String,
    /// The account.
    pub account: Option<String>,
    /// Whether money came or went: `credit` or `debit`.
    pub direction: Option<String>,
    /// How much.
    pub amount: Option<Money>,
    /// The day of booking.
    pub booked_on: Option<NaiveDate>,
    /// The bank's reference, as it is recorded.
    pub reference: Option<String>,
    /// The end-to-end id.
    pub end_to_end: Option<String>,
    /// What becomes of it: `recorded`, `matched`, `unmatched`, `pending`, `waiting` or `refused`.
    pub state: String,
    /// Why, as a stable code.
    pub code: String,
    /// Why, and what to do, in a sentence.
    pub sentence: String,
    /// The loan that it belongs to, or seems to belong to.
    pub loan: Option<LoanId>,
    /// The subject under which it is recorded.
    pub entry: Option<Subject>,
    /// The proposal in which a command for it waits.
    pub proposal: Option<String>,
    /// The command that books or records it.
    pub command: Option<BankMessageCommand>,
    /// A command that a person may sign after looking at the line.
    pub by_hand: Option<BankMessageCommand>,
}

/// A command for a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BankMessageCommand {
    /// The kind, with its version.
    pub kind: String,
    /// The body without its salt.
    pub body: Value,
}

impl Member {
    /// Has the service read a message of the member's bank. Nothing is written; each line that is new comes with a command, which is to
    /// be compared with the file before it is signed.
    pub async fn read_bank_message(&self, bytes: impl Into<Bytes>) -> Result<BankMessage, ClientError> {
        let bytes = bytes.into();
        let digest = Digest::from_bytes(Sha256::digest(&bytes).into());
        let call = Call::post("v1/bank-messages", "application/xml", bytes).repeatable();
        let message: BankMessage = self.client().json(&call).await?;
        if message.digest == digest {
            Ok(message)
        } else {
            let detail = format!("it read {} and was sent {digest}", message.digest);
            Err(malformed(&call, detail))
        }
    }

    /// The order to pay (pain.001) for what is instructed and not paid out, as XML. Conditions: `version`, `value_on`, `currency`,
    /// `account`, `end_to_end`.
    pub async fn payment_order(&self, filter: &Filter) -> Result<Bytes, ClientError> {
        let call = filter.on("v1/payment-orders").accept("application/xml");
        http::read_bytes(&call, self.client().call(&call).await?).await
    }
}
