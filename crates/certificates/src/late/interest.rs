//! Late interest owed to the supplier (Order 802 article 17). It stands apart from what a bank charges on its loan.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{DailyRate, DayCount, InterestError, Money, Rate, RulePack, interest, late_interest};
use tallystick_contracts::{Contract, LateRate};

use crate::{Certificate, CertificateStage, Rejection};

/// From what late interest follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum LateBasis {
    /// An agreed rate a year, actual days over 360.
    Agreed {
        /// The rate; not under the one-year LPR at signing.
        rate: Rate,
    },
    /// The law's own rate a day.
    Statutory {
        /// The rate: 0.05 %.
        rate: DailyRate,
    },
}

/// Late interest on one principal over one period: one posted line, rounded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateLine {
    /// The due date, or the day of the payment before; it is not counted.
    pub from: NaiveDate,
    /// The day of the next payment, or the day of reckoning; it is counted.
    pub to: NaiveDate,
    /// What was unpaid.
    pub principal: Money,
    /// The interest.
    pub interest: Money,
}

/// Late interest on one certificate, up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateInterestOwed {
    /// From what it follows.
    pub basis: LateBasis,
    /// The lines, by time.
    pub lines: Vec<LateLine>,
    /// Their sum.
    pub total: Money,
}

/// Late interest on a certificate up to a day; none where the contract agreed no rate and the order does not govern it.
///
/// Every day after the due date counts, the day of payment included, on what was unpaid during it. A certificate that
/// was split or cancelled bears none: what is owed is owed on its children, or not at all.
pub fn late_interest_owed(
    certificate: &Certificate,
    contract: &Contract,
    rules: &RulePack,
    as_of: NaiveDate,
) -> Result<Option<LateInterestOwed>, Rejection> {
    let basis = match contract.late_rate(rules)? {
        LateRate::Agreed(rate) => LateBasis::Agreed { rate },
        LateRate::Statutory(rate) => LateBasis::Statutory { rate },
        LateRate::None => return Ok(None),
    };
    let lines = match certificate.stage {
        CertificateStage::Split {} | CertificateStage::Cancelled {} => Vec::new(),
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Discharged {} => lines(certificate, basis, as_of)?,
    };
    let currency = certificate.issue.amount.currency();
    let total = Money::sum(currency, lines.iter().map(|line| line.interest))?;
    Ok(Some(LateInterestOwed { basis, lines, total }))
}

fn lines(certificate: &Certificate, basis: LateBasis, as_of: NaiveDate) -> Result<Vec<LateLine>, Rejection> {
    let mut payments = certificate.payments.clone();
    payments.sort_by_key(|payment| payment.paid_on);
    let mut from = certificate.issue.due_on;
    let mut principal = certificate.issue.amount;
    let mut lines = Vec::new();
    for payment in payments.iter().filter(|payment| payment.paid_on <= as_of) {
        if payment.paid_on > from {
            lines.push(line(basis, from, payment.paid_on, principal)?);
            from = payment.paid_on;
        }
        principal = principal.checked_sub(payment.amount)?;
    }
    if as_of > from && principal.is_positive() {
        lines.push(line(basis, from, as_of, principal)?);
    }
    Ok(lines)
}

fn line(
    basis: LateBasis,
    from: NaiveDate,
    to: NaiveDate,
    principal: Money,
) -> Result<LateLine, InterestError> {
    let interest = match basis {
        LateBasis::Agreed { rate } => interest(principal, rate, DayCount::Actual360, from, to)?,
        LateBasis::Statutory { rate } => late_interest(principal, rate, from, to)?,
    };
    Ok(LateLine {
        from,
        to,
        principal,
        interest,
    })
}
