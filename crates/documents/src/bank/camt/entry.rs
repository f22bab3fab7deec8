//! Entries (`Ntry`): what they book, and the lines that they give.

use chrono::NaiveDate;
use tallystick_base::Money;

use super::super::field::Field;
use super::super::line::{BankLine, Direction, LineStatus, Remittance, TransactionCode};
use super::transaction::{self, Transaction};
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};

/// One entry.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) number: u32,
    pub(super) amount: Money,
    pub(super) direction: Direction,
    pub(super) reversal: bool,
    pub(super) status: LineStatus,
    pub(super) booking_date: Option<NaiveDate>,
    pub(super) value_date: Option<NaiveDate>,
    pub(super) servicer_reference: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) instructed: Option<Money>,
    pub(super) code: TransactionCode,
    pub(super) information: Option<String>,
    pub(super) batch: Batch,
    pub(super) lines: Vec<Line>,
}

/// A line, and whether its servicer reference is its own or that of its whole entry.
pub(super) struct Line {
    pub(super) line: BankLine,
    pub(super) inherits: bool,
}

/// The batch that an entry books as one (`NtryDtls/Btch`).
#[derive(Clone, Default)]
pub(super) struct Batch {
    pub(super) message_id: Option<String>,
    pub(super) payment_group_id: Option<String>,
}

impl Entry {
    pub(super) fn read(
        field: &Field<'_>,
        number: u32,
        findings: &mut Findings,
    ) -> Result<Self, DocumentError> {
        let (mut transactions, mut batch) = (Vec::new(), Batch::default());
        for details in field.each("NtryDtls") {
            let own = read_batch(&details)?;
            for transaction in details.each("TxDtls") {
                transactions.push((transaction, own.clone()));
            }
            if batch.message_id.is_none() && batch.payment_group_id.is_none() {
                batch = own;
            }
        }
        let mut entry = Self {
            path: field.path().to_owned(),
            number,
            amount: field.required("Amt")?.money()?,
            direction: direction(field)?,
            reversal: field.flag("RvslInd")?,
            status: status(field)?,
            booking_date: field.day("BookgDt")?,
            value_date: field.day("ValDt")?,
            servicer_reference: field.text("AcctSvcrRef")?,
            reference: field.text("NtryRef")?,
            instructed: field.money_at(&["AmtDtls", "InstdAmt", "Amt"])?,
            code: code(field)?,
            information: field.text("AddtlNtryInf")?,
            batch,
            lines: Vec::new(),
        };
        if entry.status == LineStatus::Booked && entry.booking_date.is_none() {
            let sentence =
                "the entry is booked and has no booking date; the value date counts instead".to_owned();
            let path = format!("{}/BookgDt", entry.path);
            findings.remark(FindingCode::BookingDateMissing, Severity::Warning, path, sentence);
        }
        let transactions = transactions
            .iter()
            .map(|(transaction, batch)| Transaction::read(transaction, &entry, batch))
            .collect::<Result<Vec<_>, _>>()?;
        entry.lines = transaction::lines(&entry, transactions, findings);
        Ok(entry)
    }

    /// The line of the whole entry, without what its transactions say.
    pub(super) fn line(&self) -> BankLine {
        BankLine {
            entry: self.number,
            transaction: None,
            amount: self.amount,
            direction: self.direction,
            reversal: self.reversal,
            status: self.status.clone(),
            booking_date: self.booking_date,
            value_date: self.value_date,
            servicer_reference: self.servicer_reference.clone(),
            entry_servicer_reference: self.servicer_reference.clone(),
            ordinal: 1,
            entry_reference: self.reference.clone(),
            end_to_end: None,
            instruction_id: None,
            payment_group_id: self.batch.payment_group_id.clone(),
            order_message_id: self.batch.message_id.clone(),
            transaction_id: None,
            instructed: self.instructed,
            counterparty: None,
            remittance: Remittance::default(),
            code: self.code.clone(),
            return_reason: None,
            information: self.information.clone(),
        }
    }
}

fn read_batch(details: &Field<'_>) -> Result<Batch, DocumentError> {
    let Some(batch) = details.only("Btch")? else {
        return Ok(Batch::default());
    };
    Ok(Batch {
        message_id: batch.text("MsgId")?,
        payment_group_id: batch.text("PmtInfId")?,
    })
}

/// The direction beside an amount, which must be there.
pub(super) fn direction(field: &Field<'_>) -> Result<Direction, DocumentError> {
    optional_direction(field)?.ok_or_else(|| field.missing("CdtDbtInd"))
}

pub(super) fn optional_direction(field: &Field<'_>) -> Result<Option<Direction>, DocumentError> {
    let Some(code) = field.only("CdtDbtInd")? else {
        return Ok(None);
    };
    match code.required_value()? {
        "CRDT" => Ok(Some(Direction::Credit)),
        "DBIT" => Ok(Some(Direction::Debit)),
        other => Err(code.not_a_code(other, "CRDT, DBIT")),
    }
}

/// `Sts`: plain text up to version 7, `Cd` or `Prtry` since version 8.
fn status(entry: &Field<'_>) -> Result<LineStatus, DocumentError> {
    let field = entry.required("Sts")?;
    if let Some(own) = field.text("Prtry")? {
        return Ok(LineStatus::Other(own));
    }
    let code = field.only("Cd")?;
    let text = code.as_ref().unwrap_or(&field).required_value()?;
    Ok(match text {
        "BOOK" => LineStatus::Booked,
        "PDNG" => LineStatus::Pending,
        "INFO" => LineStatus::Information,
        "FUTR" => LineStatus::Future,
        other if code.is_some() => LineStatus::Other(other.to_owned()),
        other => return Err(field.not_a_code(other, "BOOK, PDNG, INFO")),
    })
}

/// `BkTxCd` of an entry or transaction.
pub(super) fn code(field: &Field<'_>) -> Result<TransactionCode, DocumentError> {
    let Some(code) = field.only("BkTxCd")? else {
        return Ok(TransactionCode::default());
    };
    Ok(TransactionCode {
        domain: code.text_at(&["Domn", "Cd"])?,
        family: code.text_at(&["Domn", "Fmly", "Cd"])?,
        sub_family: code.text_at(&["Domn", "Fmly", "SubFmlyCd"])?,
        own: code.text_at(&["Prtry", "Cd"])?,
    })
}
