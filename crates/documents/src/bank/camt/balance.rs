//! Balances (`Bal`).

use tallystick_base::{Currency, Money, MoneyError};

use super::super::field::Field;
use super::super::line::Direction;
use super::super::statement::Balance;
use super::entry::direction;
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};

/// The balances of a statement, told apart.
#[derive(Default)]
pub(super) struct Balances {
    pub(super) opening: Option<Balance>,
    pub(super) closing: Option<Balance>,
    pub(super) other: Vec<Balance>,
    /// The currency of the first balance.
    pub(super) currency: Option<Currency>,
}

/// `OPBD` is the opening balance, or `PRCD`, the one with which the statement before closed; `CLBD` is the closing one. An
/// intermediate one (of a page) is taken where there is no other.
pub(super) fn read(statement: &Field<'_>, findings: &mut Findings) -> Result<Balances, DocumentError> {
    let mut all = Vec::new();
    for field in statement.each("Bal") {
        all.push(balance(&field)?);
    }
    let mut found = Balances {
        currency: all.first().map(|balance| balance.amount.currency()),
        ..Balances::default()
    };
    for kind in ["OPBD", "CLBD"] {
        contradiction(&all, kind, statement.path(), findings);
    }
    found.opening = take(&mut all, "OPBD").or_else(|| take(&mut all, "PRCD"));
    found.closing = take(&mut all, "CLBD");
    found.other = all;
    Ok(found)
}

fn balance(field: &Field<'_>) -> Result<Balance, DocumentError> {
    let amount = field.required("Amt")?.money()?;
    let amount = match direction(field)? {
        Direction::Credit => amount,
        Direction::Debit => negated(amount),
    };
    let kind = field.required("Tp")?;
    let choice = kind.required("CdOrPrtry")?;
    let sub_kind = match kind.only("SubTp")? {
        Some(sub_kind) => sub_kind.code_or_own()?,
        None => None,
    };
    Ok(Balance {
        kind: choice.code_or_own()?.ok_or_else(|| choice.missing("Cd"))?,
        intermediate: sub_kind.as_deref() == Some("INTM"),
        amount,
        day: field.day("Dt")?.ok_or_else(|| field.missing("Dt"))?,
    })
}

/// An amount that is not below zero always has one of the other sign.
fn negated(amount: Money) -> Money {
    let negated: Result<Money, MoneyError> = amount.checked_neg();
    negated.unwrap_or(amount)
}

/// Takes the first balance of a kind that is not intermediate, else the first one.
fn take(all: &mut Vec<Balance>, kind: &str) -> Option<Balance> {
    let at = all
        .iter()
        .position(|balance| balance.kind == kind && !balance.intermediate)
        .or_else(|| all.iter().position(|balance| balance.kind == kind))?;
    Some(all.remove(at))
}

fn contradiction(all: &[Balance], kind: &str, path: &str, findings: &mut Findings) {
    let mut same = all
        .iter()
        .filter(|balance| balance.kind == kind && !balance.intermediate);
    let Some(first) = same.next() else { return };
    if let Some(other) = same.find(|other| other.amount != first.amount) {
        let sentence = format!(
            "two balances {kind} contradict each other: {} and {}; the first is taken",
            first.amount, other.amount
        );
        let path = format!("{path}/Bal");
        let found = (first.amount, other.amount);
        findings.differ(
            FindingCode::BalancesDiffer,
            Severity::Warning,
            path,
            sentence,
            found,
        );
    }
}
