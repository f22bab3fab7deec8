//! Reading camt.053 (`BankToCustomerStatement`) and camt.054 (`BankToCustomerDebitCreditNotification`), version 2 and
//! later.
//!
//! The versions differ in how deep a name or code is nested; each place is read in either form, whatever the version says,
//! because banks mix them.

mod balance;
mod check;
mod entry;
mod ordinal;
mod transaction;

use tallystick_base::Digest;

use super::account;
use super::field::Field;
use super::iban;
use super::statement::{AccountStatement, BankStatement, Page, StatementKind};
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};
use entry::Entry;

/// The names of elements that differ between the two messages.
struct Words {
    statement: &'static str,
    page: &'static str,
}

const STATEMENT: Words = Words {
    statement: "Stmt",
    page: "StmtPgntn",
};
const NOTIFICATION: Words = Words {
    statement: "Ntfctn",
    page: "NtfctnPgntn",
};

/// What a file is, as far as it was seen before it was read.
pub(super) struct Origin {
    pub(super) version: u8,
    pub(super) digest: Digest,
    pub(super) size: u64,
}

/// Reads the element below `Document`.
pub(super) fn read(
    message: &Field<'_>,
    kind: StatementKind,
    origin: &Origin,
) -> Result<BankStatement, DocumentError> {
    let words = match kind {
        StatementKind::Statement => STATEMENT,
        StatementKind::Notification => NOTIFICATION,
    };
    let mut findings = Findings::default();
    let header = message.required("GrpHdr")?;
    let page = page(&header, "MsgPgntn")?;
    let fields = message.each(words.statement);
    if fields.is_empty() {
        return Err(message.missing(words.statement));
    }
    let mut read = Vec::new();
    for field in &fields {
        let (mut statement, entries) = statement(field, &words, &mut findings)?;
        statement.page = statement.page.or_else(|| page.clone());
        if kind == StatementKind::Statement {
            check::balances(&statement, &entries, field.path(), &mut findings);
        }
        if statement.page.as_ref().is_none_or(Page::is_whole) {
            check::summary(field, &entries, &mut findings)?;
        }
        check::entries(&statement, &entries, &mut findings);
        read.push((statement, entries));
    }
    Ok(BankStatement {
        kind,
        version: origin.version,
        message_id: header.required_text("MsgId")?,
        created_on: header
            .day_of_time("CreDtTm")?
            .ok_or_else(|| header.missing("CreDtTm"))?,
        statements: ordinal::numbered(read, &mut findings),
        digest: origin.digest,
        size: origin.size,
        findings: findings.into_vec(),
    })
}

/// One statement without its lines, and its entries with them.
fn statement(
    field: &Field<'_>,
    words: &Words,
    findings: &mut Findings,
) -> Result<(AccountStatement, Vec<Entry>), DocumentError> {
    let own = field.required("Acct")?;
    let account = account::account(&own)?.ok_or_else(|| own.missing("Id"))?;
    iban::report(Some(&account), &format!("{}/Acct/Id", field.path()), findings);
    let (mut from, mut to) = (None, None);
    if let Some(period) = field.only("FrToDt")? {
        from = period.day_of_time("FrDtTm")?;
        to = period.day_of_time("ToDtTm")?;
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let sentence = format!("the period ends on {to}, before it begins on {from}");
        let path = format!("{}/FrToDt", field.path());
        findings.differ(
            FindingCode::PeriodReversed,
            Severity::Warning,
            path,
            sentence,
            (from, to),
        );
    }
    let balances = balance::read(field, findings)?;
    let mut entries = Vec::new();
    for (entry, number) in field.each("Ntry").iter().zip(1_u32..) {
        entries.push(Entry::read(entry, number, findings)?);
    }
    let statement = AccountStatement {
        id: field.required_text("Id")?,
        account,
        currency: own
            .currency("Ccy")?
            .or(balances.currency)
            .or_else(|| entries.first().map(|entry| entry.amount.currency())),
        servicer: match own.only("Svcr")? {
            Some(servicer) => account::institution(&servicer)?,
            None => None,
        },
        from,
        to,
        copy: field.text("CpyDplctInd")?,
        page: page(field, words.page)?,
        opening: balances.opening,
        closing: balances.closing,
        other_balances: balances.other,
        entries: Vec::new(),
    };
    Ok((statement, entries))
}

fn page(field: &Field<'_>, name: &str) -> Result<Option<Page>, DocumentError> {
    let Some(page) = field.only(name)? else {
        return Ok(None);
    };
    Ok(Some(Page {
        number: page.required_text("PgNb")?,
        last: page.flag("LastPgInd")?,
    }))
}
