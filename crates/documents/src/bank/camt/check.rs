//! What must hold in a statement: balances, summary, currencies.

use rust_decimal::Decimal;

use super::super::field::Field;
use super::super::line::{Direction, LineStatus};
use super::super::statement::AccountStatement;
use super::entry::Entry;
use crate::amount;
use crate::arithmetic::Equation;
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};

/// The opening balance and the booked entries give the closing balance. Entries count and not their transactions: they are
/// what is booked.
pub(super) fn balances(statement: &AccountStatement, entries: &[Entry], path: &str, findings: &mut Findings) {
    let field = format!("{path}/Bal");
    if statement.page.as_ref().is_some_and(|page| !page.is_whole()) {
        let sentence =
            "this is one page of several; its balances are not compared with its entries".to_owned();
        findings.remark(FindingCode::StatementPage, Severity::Note, field, sentence);
        return;
    }
    let (Some(opening), Some(closing)) = (&statement.opening, &statement.closing) else {
        let sentence =
            "an opening or a closing balance is missing, so nothing shows that no entry is".to_owned();
        findings.remark(FindingCode::BalanceMissing, Severity::Warning, field, sentence);
        return;
    };
    let currency = opening.amount.currency();
    let booked = || entries.iter().filter(|entry| entry.status == LineStatus::Booked);
    let one_currency =
        closing.amount.currency() == currency && booked().all(|entry| entry.amount.currency() == currency);
    if !one_currency {
        let sentence = format!(
            "the opening balance is in {currency}, and the closing balance or an entry is not; they cannot be compared"
        );
        findings.remark(FindingCode::BalanceCurrency, Severity::Warning, field, sentence);
        return;
    }
    let movements = booked().map(signed);
    Equation {
        code: FindingCode::BalanceSum,
        severity: Severity::Serious,
        field,
        rule: format!(
            "the opening balance {} and the booked entries should give the closing balance",
            opening.amount
        ),
        expected: amount::sum(movements.chain([amount::number(opening.amount)])),
        found: amount::number(closing.amount),
        tolerance: Decimal::ZERO,
    }
    .check(findings);
}

fn signed(entry: &Entry) -> Decimal {
    let number = amount::number(entry.amount);
    match entry.direction {
        Direction::Credit => number,
        Direction::Debit => -number,
    }
}

/// `TxsSummry`: numbers and sums of all entries, of those that came in, of those that went out.
pub(super) fn summary(
    statement: &Field<'_>,
    entries: &[Entry],
    findings: &mut Findings,
) -> Result<(), DocumentError> {
    let Some(summary) = statement.only("TxsSummry")? else {
        return Ok(());
    };
    let groups = [
        ("TtlNtries", None, "entries"),
        (
            "TtlCdtNtries",
            Some(Direction::Credit),
            "entries that are credits",
        ),
        ("TtlDbtNtries", Some(Direction::Debit), "entries that are debits"),
    ];
    for (name, direction, words) in groups {
        let Some(group) = summary.only(name)? else {
            continue;
        };
        let counted = || {
            entries
                .iter()
                .filter(|entry| direction.is_none_or(|direction| entry.direction == direction))
        };
        let sum = amount::sum(counted().map(|entry| amount::number(entry.amount)));
        let count = Some(Decimal::from(counted().count()));
        for (name, what, expected) in [("NbOfNtries", "number", count), ("Sum", "sum", sum)] {
            let Some(found) = group.number(name)? else {
                continue;
            };
            Equation {
                code: FindingCode::EntrySummary,
                severity: Severity::Warning,
                field: format!("{}/{name}", group.path()),
                rule: format!("the summary should have the {what} of the {words}"),
                expected,
                found,
                tolerance: Decimal::ZERO,
            }
            .check(findings);
        }
    }
    Ok(())
}

/// Entries are in the currency of their account.
pub(super) fn entries(statement: &AccountStatement, entries: &[Entry], findings: &mut Findings) {
    let Some(currency) = statement.currency else {
        return;
    };
    for entry in entries.iter().filter(|entry| entry.amount.currency() != currency) {
        let sentence = format!(
            "the entry is in {} and the account {} in {currency}",
            entry.amount.currency(),
            statement.account.as_str()
        );
        let compared = (currency, entry.amount.currency());
        let path = format!("{}/Amt", entry.path);
        findings.differ(
            FindingCode::EntryCurrency,
            Severity::Warning,
            path,
            sentence,
            compared,
        );
    }
}
