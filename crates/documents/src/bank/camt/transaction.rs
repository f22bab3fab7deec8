//! Transactions (`TxDtls`), and the lines that an entry with them gives.

use rust_decimal::Decimal;
use tallystick_base::Money;

use super::super::account::{self, Institution};
use super::super::field::Field;
use super::super::iban;
use super::super::line::{BankLine, Counterparty, Direction, Remittance, TransactionCode};
use super::entry::{self, Batch, Entry, Line};
use crate::amount;
use crate::arithmetic::Equation;
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};

/// One transaction: its line as if it were the whole entry, and what it says of itself.
pub(super) struct Transaction {
    path: String,
    line: BankLine,
    /// Its own amount, in the currency of the entry where it has one in that.
    amount: Option<Money>,
    direction: Option<Direction>,
    sides: Sides,
    has_reference: bool,
}

/// The parties of a transaction. They keep the roles of the first booking where it is taken back or returned.
struct Sides {
    debtor: Option<Counterparty>,
    creditor: Option<Counterparty>,
    keep_roles: bool,
}

impl Sides {
    fn read(field: &Field<'_>, entry: &Entry) -> Result<Self, DocumentError> {
        Ok(Self {
            debtor: counterparty(field, "Dbtr")?,
            creditor: counterparty(field, "Cdtr")?,
            keep_roles: entry.reversal || field.only("RtrInf")?.is_some(),
        })
    }

    /// The one that is not the account's own.
    fn other(self, direction: Direction) -> Option<Counterparty> {
        if (direction == Direction::Credit) == self.keep_roles {
            self.creditor
        } else {
            self.debtor
        }
    }
}

impl Transaction {
    pub(super) fn read(field: &Field<'_>, entry: &Entry, batch: &Batch) -> Result<Self, DocumentError> {
        let mut line = entry.line();
        let mut has_reference = false;
        if let Some(refs) = field.only("Refs")? {
            if let Some(reference) = refs.text("AcctSvcrRef")? {
                has_reference = true;
                line.servicer_reference = Some(reference);
            }
            line.end_to_end = refs.end_to_end("EndToEndId")?;
            line.instruction_id = refs.text("InstrId")?;
            line.payment_group_id = refs.text("PmtInfId")?;
            line.order_message_id = refs.text("MsgId")?;
            line.transaction_id = refs.text("TxId")?;
        } else {
            (line.payment_group_id, line.order_message_id) = (None, None);
        }
        line.payment_group_id = line.payment_group_id.or_else(|| batch.payment_group_id.clone());
        line.order_message_id = line.order_message_id.or_else(|| batch.message_id.clone());
        line.instructed = field
            .money_at(&["AmtDtls", "InstdAmt", "Amt"])?
            .or(line.instructed);
        line.remittance = remittance(field)?;
        let code = entry::code(field)?;
        if code != TransactionCode::default() {
            line.code = code;
        }
        if let Some(reason) = field.find(&["RtrInf", "Rsn"])? {
            line.return_reason = reason.code_or_own()?;
        }
        line.information = field.text("AddtlTxInf")?.or(line.information);
        Ok(Self {
            path: field.path().to_owned(),
            amount: own_amount(field, entry.amount)?,
            direction: entry::optional_direction(field)?,
            sides: Sides::read(field, entry)?,
            line,
            has_reference,
        })
    }

    /// The line, now that it is settled which way the money went.
    fn settled(self, direction: Direction, findings: &mut Findings) -> BankLine {
        let mut line = self.line;
        line.direction = direction;
        line.counterparty = self.sides.other(direction);
        let account = line
            .counterparty
            .as_ref()
            .and_then(|other| other.account.as_ref());
        iban::report(account, &format!("{}/RltdPties", self.path), findings);
        line
    }
}

/// The amount of a transaction: of those it has, the first in the currency of the entry, else the first.
fn own_amount(field: &Field<'_>, whole: Money) -> Result<Option<Money>, DocumentError> {
    let mut found = Vec::new();
    found.extend(field.money_at(&["Amt"])?);
    for name in ["TxAmt", "CntrValAmt", "InstdAmt"] {
        found.extend(field.money_at(&["AmtDtls", name, "Amt"])?);
    }
    let same = found.iter().find(|amount| amount.currency() == whole.currency());
    Ok(same.or(found.first()).copied())
}

/// The party in a role, `Dbtr` or `Cdtr`, with its account and bank.
fn counterparty(field: &Field<'_>, role: &str) -> Result<Option<Counterparty>, DocumentError> {
    let mut found = Counterparty::default();
    if let Some(parties) = field.only("RltdPties")? {
        if let Some(party) = parties.only(role)? {
            found.name = name(&party)?;
        }
        if let Some(own) = parties.only(&format!("{role}Acct"))? {
            found.account = account::account(&own)?;
        }
    }
    if let Some(agent) = field.find(&["RltdAgts", &format!("{role}Agt")])? {
        found.bank = account::institution(&agent)?;
    }
    Ok((found != Counterparty::default()).then_some(found))
}

/// `Nm` up to version 7; since version 8 `Pty/Nm`, or of a bank `Agt/FinInstnId/Nm`.
fn name(party: &Field<'_>) -> Result<Option<String>, DocumentError> {
    if let Some(name) = party.text("Nm")? {
        return Ok(Some(name));
    }
    if let Some(name) = party.text_at(&["Pty", "Nm"])? {
        return Ok(Some(name));
    }
    let Some(agent) = party.only("Agt")? else {
        return Ok(None);
    };
    let found = account::institution(&agent)?;
    Ok(found.and_then(|Institution { name, bic, .. }| name.or(bic)))
}

fn remittance(field: &Field<'_>) -> Result<Remittance, DocumentError> {
    let Some(info) = field.only("RmtInf")? else {
        return Ok(Remittance::default());
    };
    let mut found = Remittance {
        text: info.texts("Ustrd")?,
        ..Remittance::default()
    };
    for structured in info.each("Strd") {
        found
            .references
            .extend(structured.text_at(&["CdtrRefInf", "Ref"])?);
        for document in structured.each("RfrdDocInf") {
            found.documents.extend(document.text("Nb")?);
        }
        found.additional.extend(structured.texts("AddtlRmtInf")?);
    }
    Ok(found)
}

/// The lines of an entry: one where it has at most one transaction, else one for each.
pub(super) fn lines(entry: &Entry, transactions: Vec<Transaction>, findings: &mut Findings) -> Vec<Line> {
    if transactions.len() > 1 {
        return batch(entry, transactions, findings);
    }
    let Some(transaction) = transactions.into_iter().next() else {
        return vec![whole(entry)];
    };
    single(entry, &transaction, findings);
    vec![Line {
        line: transaction.settled(entry.direction, findings),
        inherits: false,
    }]
}

fn whole(entry: &Entry) -> Line {
    Line {
        line: entry.line(),
        inherits: false,
    }
}

/// What was booked is the entry; a transaction that says something else is told.
fn single(entry: &Entry, transaction: &Transaction, findings: &mut Findings) {
    if let Some(amount) = transaction.amount
        && amount.currency() == entry.amount.currency()
        && amount != entry.amount
    {
        let sentence = format!(
            "the entry books {} and its one transaction is of {amount}; the entry counts",
            entry.amount
        );
        let compared = (entry.amount, amount);
        let path = transaction.path.clone();
        findings.differ(
            FindingCode::TransactionAmount,
            Severity::Warning,
            path,
            sentence,
            compared,
        );
    }
    if transaction
        .direction
        .is_some_and(|direction| direction != entry.direction)
    {
        against(
            transaction,
            "the entry goes the other way, and the entry counts",
            findings,
        );
    }
}

fn against(transaction: &Transaction, words: &str, findings: &mut Findings) {
    let path = format!("{}/CdtDbtInd", transaction.path);
    let sentence = format!("the direction of the transaction is not that of its entry: {words}");
    findings.remark(
        FindingCode::TransactionDirection,
        Severity::Warning,
        path,
        sentence,
    );
}

/// One line for each transaction of a batch, which should add up to the entry.
fn batch(entry: &Entry, transactions: Vec<Transaction>, findings: &mut Findings) -> Vec<Line> {
    let amounts: Option<Vec<Money>> = transactions
        .iter()
        .map(|transaction| transaction.amount)
        .collect();
    let Some(amounts) = amounts else {
        let sentence =
            "the entry has several transactions and not each has an amount; it stays one line".to_owned();
        findings.remark(
            FindingCode::BatchUndivided,
            Severity::Warning,
            entry.path.clone(),
            sentence,
        );
        return vec![whole(entry)];
    };
    let netted = settle_directions(entry, &transactions, &amounts, findings);
    add_up(entry, &transactions, &amounts, netted, findings);
    transactions
        .into_iter()
        .zip(amounts)
        .zip(1_u32..)
        .map(|((transaction, amount), number)| {
            let own = transaction.direction.filter(|_| netted);
            let inherits = !transaction.has_reference;
            let line = transaction.settled(own.unwrap_or(entry.direction), findings);
            let line = BankLine {
                transaction: Some(number),
                amount,
                ..line
            };
            Line { line, inherits }
        })
        .collect()
}

/// Whether transactions that go the other way are to be believed: only where the entry is what remains of both.
fn settle_directions(
    entry: &Entry,
    transactions: &[Transaction],
    amounts: &[Money],
    findings: &mut Findings,
) -> bool {
    let opposite: Vec<&Transaction> = transactions
        .iter()
        .filter(|transaction| {
            transaction
                .direction
                .is_some_and(|direction| direction != entry.direction)
        })
        .collect();
    let same_currency = amounts
        .iter()
        .all(|amount| amount.currency() == entry.amount.currency());
    let nets = total(entry, transactions, amounts, true) == Some(amount::number(entry.amount));
    if opposite.is_empty() || (same_currency && nets) {
        return true;
    }
    for transaction in opposite {
        against(
            transaction,
            "both do not net to the entry, and its direction is taken",
            findings,
        );
    }
    false
}

/// What the transactions come to in the direction of the entry; `None` beyond 28 digits.
fn total(entry: &Entry, transactions: &[Transaction], amounts: &[Money], netted: bool) -> Option<Decimal> {
    let signed = transactions.iter().zip(amounts).map(|(transaction, amount)| {
        let opposite = transaction
            .direction
            .is_some_and(|direction| direction != entry.direction);
        let number = amount::number(*amount);
        if netted && opposite { -number } else { number }
    });
    amount::sum(signed)
}

fn add_up(
    entry: &Entry,
    transactions: &[Transaction],
    amounts: &[Money],
    netted: bool,
    findings: &mut Findings,
) {
    let foreign = amounts
        .iter()
        .find(|amount| amount.currency() != entry.amount.currency());
    if let Some(foreign) = foreign {
        let sentence = format!(
            "the entry is in {} and a transaction of it in {}; they cannot be added up, and the lines are in their own \
             currency",
            entry.amount.currency(),
            foreign.currency()
        );
        findings.remark(
            FindingCode::BatchCurrency,
            Severity::Warning,
            entry.path.clone(),
            sentence,
        );
        return;
    }
    Equation {
        code: FindingCode::BatchSum,
        severity: Severity::Serious,
        field: entry.path.clone(),
        rule: format!(
            "the {} transactions of the entry should add up to it",
            amounts.len()
        ),
        expected: total(entry, transactions, amounts, netted),
        found: amount::number(entry.amount),
        tolerance: Decimal::ZERO,
    }
    .check(findings);
}
