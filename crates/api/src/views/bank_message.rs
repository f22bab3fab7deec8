//! A message of a bank, and what becomes of each line of it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use tallystick_base::{Digest, LoanId, Money, Subject};
use tallystick_commands::banking::bank_entry::CreditDebit;
use tallystick_documents::{BankMessage, Finding, StatementKind};
use utoipa::ToSchema;

use crate::bank::{Act, MatchState, Matched};
use crate::files::InvoiceFinding;

/// What a bank's message says, and what becomes of each line of it. Nothing is written by reading it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BankMessage)]
pub(crate) struct BankMessageView {
    /// The kind of message: `camt.053`, `camt.054` or `pain.002`.
    kind: &'static str,
    /// Its version: 8 for camt.053.001.08.
    version: u8,
    /// Its id.
    message_id: String,
    /// The day on which it was made.
    created_on: NaiveDate,
    /// SHA-256 of the bytes.
    digest: Digest,
    /// What does not add up in it.
    #[schema(value_type = Vec<InvoiceFinding>)]
    findings: Vec<Finding>,
    /// How many lines there are of each state.
    counts: Counts,
    /// The lines of a statement, or the outcomes of a report, in file order.
    lines: Vec<BankMessageLine>,
}

/// How many lines there are of each state.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = BankMessageCounts)]
struct Counts {
    /// Nothing to sign.
    recorded: u64,
    /// Booked on a loan by their commands.
    matched: u64,
    /// Recorded by their commands, and assigned later.
    unmatched: u64,
    /// Not final yet.
    pending: u64,
    /// With a command that waits for signatures.
    waiting: u64,
    /// Not to be booked as they are.
    refused: u64,
}

/// A line of a statement or an outcome of a report, and what becomes of it.
#[derive(Debug, Serialize, ToSchema)]
struct BankMessageLine {
    /// Where it stands in the message.
    place: String,
    /// The account.
    account: Option<String>,
    /// Whether money came or went.
    direction: Option<CreditDebit>,
    /// How much.
    amount: Option<Money>,
    /// The day of booking.
    booked_on: Option<NaiveDate>,
    /// The value date.
    value_on: Option<NaiveDate>,
    /// The bank's reference, as it is recorded: of one transaction of several, that of the entry and its own with `|` between.
    reference: Option<String>,
    /// The end-to-end id.
    end_to_end: Option<String>,
    /// Who is on the other side.
    counterparty: Option<String>,
    /// The text of the payment, or why it failed.
    text: Option<String>,
    /// What the bank says of a payment, as its code.
    status: Option<String>,
    /// What becomes of it.
    state: MatchState,
    /// Why, as a stable code.
    code: &'static str,
    /// Why, and what to do, in a sentence.
    sentence: String,
    /// The loan that it belongs to, or seems to belong to.
    loan: Option<LoanId>,
    /// The subject under which it is recorded.
    entry: Option<Subject>,
    /// The proposal in which a command for it waits.
    proposal: Option<String>,
    /// The command that books or records it: prepare, check and sign it like any other.
    command: Option<BankMessageCommand>,
    /// A command that a person may sign after looking at the line.
    by_hand: Option<BankMessageCommand>,
}

/// A command for a line.
#[derive(Debug, Serialize, ToSchema)]
struct BankMessageCommand {
    /// The kind, with its version.
    kind: &'static str,
    /// The body without its salt, which is added when the command is prepared.
    #[schema(value_type = Object)]
    body: Value,
}

impl BankMessageView {
    pub(crate) fn of(message: BankMessage, lines: Vec<Matched>) -> Self {
        let mut counts = Counts::default();
        for line in &lines {
            counts.add(line.state);
        }
        let lines = lines.into_iter().map(BankMessageLine::from).collect();
        match message {
            BankMessage::Statement(statement) => Self {
                kind: match statement.kind {
                    StatementKind::Statement => "camt.053",
                    StatementKind::Notification => "camt.054",
                },
                version: statement.version,
                message_id: statement.message_id,
                created_on: statement.created_on,
                digest: statement.digest,
                findings: statement.findings,
                counts,
                lines,
            },
            BankMessage::Report(report) => Self {
                kind: "pain.002",
                version: report.version,
                message_id: report.message_id,
                created_on: report.created_on,
                digest: report.digest,
                findings: report.findings,
                counts,
                lines,
            },
        }
    }

    /// The kind of message.
    pub(crate) const fn kind(&self) -> &'static str {
        self.kind
    }
}

impl Counts {
    const fn add(&mut self, state: MatchState) {
        let count = match state {
            MatchState::Recorded => &mut self.recorded,
            MatchState::Matched => &mut self.matched,
            MatchState::Unmatched => &mut self.unmatched,
            MatchState::Pending => &mut self.pending,
            MatchState::Waiting => &mut self.waiting,
            MatchState::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
    }
}

impl From<Act> for BankMessageCommand {
    fn from(act: Act) -> Self {
        Self {
            kind: act.kind,
            body: act.body,
        }
    }
}

impl From<Matched> for BankMessageLine {
    fn from(line: Matched) -> Self {
        let facts = line.facts;
        Self {
            place: facts.place,
            account: facts.account,
            direction: facts.direction,
            amount: facts.amount,
            booked_on: facts.booked_on,
            value_on: facts.value_on,
            reference: facts.reference,
            end_to_end: facts.end_to_end,
            counterparty: facts.counterparty,
            text: facts.text,
            status: facts.status,
            state: line.state,
            code: line.remark.code(),
            sentence: line.remark.to_string(),
            loan: line.loan,
            entry: line.entry,
            proposal: line.proposal,
            command: line.act.map(BankMessageCommand::from),
            by_hand: line.by_hand.map(BankMessageCommand::from),
        }
    }
}
