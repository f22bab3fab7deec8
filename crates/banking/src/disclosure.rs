//! What a buyer paid late, for its yearly disclosure (Order 802 article 18): by 31 March of the next year organs and
//! institutions publish, and large enterprises report, the number of contracts and the amounts that were overdue towards
//! small and medium firms.
//!
//! It is made from certificates. What a buyer owes without having confirmed it, only the buyer knows; a debt that both
//! sides took back together is none.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tallystick_base::{
    CertificateId, ContractId, Currency, DateError, Money, MoneyError, PartyId, RulePack, SizeClass,
};
use tallystick_certificates::{Certificate, CertificateStage};
use tallystick_contracts::protection;
use tallystick_parties::BuyerClass;

use crate::Rejection;

/// A buyer's disclosure for one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Disclosure {
    /// The buyer.
    pub buyer: PartyId,
    /// The year.
    pub year: i32,
    /// The last day for publishing it.
    pub publish_by: NaiveDate,
    /// On how many contracts something was overdue when the year ended.
    pub contracts: u32,
    /// On how many certificates.
    pub certificates: u32,
    /// How much that was: one amount for each currency, none where nothing was.
    pub amount_overdue_at_year_end: Vec<Money>,
    /// How much was paid in the year after its due date: one amount for each currency.
    pub amount_paid_late_in_year: Vec<Money>,
    /// Each certificate that was overdue when the year ended or was paid late in it, by contract.
    pub rows: Vec<DisclosureRow>,
}

/// What of one certificate was overdue or paid late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DisclosureRow {
    /// The contract.
    pub contract: ContractId,
    /// The certificate.
    pub certificate: CertificateId,
    /// When it was due.
    pub due_on: NaiveDate,
    /// What was overdue when the year ended.
    pub overdue_at_year_end: Money,
    /// What was paid in the year after the due date.
    pub paid_late_in_year: Money,
}

/// The disclosure of a buyer for a year, from the certificates that it owes and their contracts.
///
/// A contract counts where Order 802 binds the buyer under it, by the buyer's class and by the supplier's size at signing;
/// whoever holds the certificate now makes no difference. A certificate is overdue from the day after its due date. What
/// was overdue when the year ended is its amount less what was paid by then, by the days of payment, so payments that are
/// acknowledged only later give what they would have given in time. Refused where the year is none, the rules do not say by
/// when it is published, a contract is not in the case, or a total is too large.
pub fn overdue_disclosure(
    case: &tallystick_certificates::Case,
    buyer: PartyId,
    year: i32,
    rules: &RulePack,
) -> Result<Disclosure, Rejection> {
    let year_end = day(Some(year), 12, 31)?;
    let mut rows = Vec::new();
    for certificate in case.certificates.values() {
        if certificate.issue.debtor == buyer && owes_on(certificate) {
            let contract = case.contracts.contract(certificate.issue.contract);
            let contract = contract.map_err(tallystick_certificates::Rejection::from)?;
            rows.extend(
                Some(row(certificate, year_end)?)
                    .filter(|row| contract.protection.binds() && row.says_something()),
            );
        }
    }
    rows.sort_by_key(|row| (row.contract, row.certificate));
    let overdue: Vec<&DisclosureRow> = rows
        .iter()
        .filter(|row| row.overdue_at_year_end.is_positive())
        .collect();
    Ok(Disclosure {
        buyer,
        year,
        publish_by: publish_by(year, rules)?,
        contracts: count(
            overdue
                .chunk_by(|one, next| one.contract == next.contract)
                .count(),
        ),
        certificates: count(overdue.len()),
        amount_overdue_at_year_end: totals(rows.iter().map(|row| row.overdue_at_year_end))?,
        amount_paid_late_in_year: totals(rows.iter().map(|row| row.paid_late_in_year))?,
        rows,
    })
}

impl DisclosureRow {
    const fn says_something(&self) -> bool {
        self.overdue_at_year_end.is_positive() || self.paid_late_in_year.is_positive()
    }
}

/// Whether it is a debt of its own: what was split is owed on the parts, and what was taken back is not owed.
const fn owes_on(certificate: &Certificate) -> bool {
    match certificate.stage {
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Discharged {} => true,
        // A certificate is split only before it is due, so nothing that was paid on it before was late.
        CertificateStage::Split {} | CertificateStage::Cancelled {} => false,
    }
}

fn row(certificate: &Certificate, year_end: NaiveDate) -> Result<DisclosureRow, MoneyError> {
    let issue = &certificate.issue;
    let currency = issue.amount.currency();
    let by_year_end = || {
        certificate
            .payments
            .iter()
            .filter(|payment| payment.paid_on <= year_end)
    };
    let paid = Money::sum(currency, by_year_end().map(|payment| payment.amount))?;
    let late = by_year_end()
        .filter(|payment| payment.paid_on.year() == year_end.year() && payment.paid_on > issue.due_on);
    Ok(DisclosureRow {
        contract: issue.contract,
        certificate: certificate.id(),
        due_on: issue.due_on,
        overdue_at_year_end: if issue.due_on < year_end {
            issue.amount.checked_sub(paid)?
        } else {
            Money::zero(currency)
        },
        paid_late_in_year: Money::sum(currency, late.map(|payment| payment.amount))?,
    })
}

/// One total for each currency in which there is something.
fn totals(amounts: impl Iterator<Item = Money>) -> Result<Vec<Money>, MoneyError> {
    let mut totals: BTreeMap<Currency, Money> = BTreeMap::new();
    for amount in amounts.filter(|amount| amount.is_positive()) {
        let currency = amount.currency();
        let before = totals.get(&currency).copied().unwrap_or(Money::zero(currency));
        totals.insert(currency, before.checked_add(amount)?);
    }
    Ok(totals.into_values().collect())
}

/// Whether a buyer of this class and size may have something to disclose: the order governs its contracts with small firms.
pub fn discloses(class: BuyerClass, size: Option<SizeClass>) -> bool {
    protection(class, size, SizeClass::Small).binds()
}

/// The last day for publishing, by the rules that hold when the year is over. Refused where the year is none or the rules do not
/// say.
pub fn publish_by(year: i32, rules: &RulePack) -> Result<NaiveDate, Rejection> {
    let next = year.checked_add(1);
    let by = rules.disclosure_on(day(next, 1, 1)?)?.value;
    Ok(day(next, by.month, by.day)?)
}

fn day(year: Option<i32>, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(DateError::TooFar)
}

fn count(found: usize) -> u32 {
    u32::try_from(found).unwrap_or(u32::MAX)
}
