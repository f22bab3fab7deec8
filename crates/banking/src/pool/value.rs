//! What a pool is worth, and what came in for it: computed from the loans, never kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{LoanId, Money, PoolId};

use super::state::{Bought, Pool};
use crate::loan::account::{Account, account};
use crate::{Fact, Loan, LoanRejection, Rejection};

/// What a pool is worth on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PoolValue {
    /// The pool.
    pub pool: PoolId,
    /// The day.
    pub as_of: NaiveDate,
    /// What it paid for its loans.
    pub paid: Money,
    /// What is open of their principal.
    pub open: Money,
    /// The interest accrued on them and not paid.
    pub accrued: Money,
    /// What came in on them, each from the day on which it was bought.
    pub collected: Money,
    /// Its loans.
    pub loans: Vec<LoanValue>,
}

/// What one loan of a pool is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LoanValue {
    /// The loan.
    pub loan: LoanId,
    /// The day on which it was bought.
    pub bought_on: NaiveDate,
    /// What the pool paid for it.
    pub paid: Money,
    /// What is open of its principal.
    pub open: Money,
    /// The interest accrued on it and not paid, penalty interest with it.
    pub accrued: Money,
    /// What came in on it from the day on which it was bought, by the value dates.
    pub collected: Money,
}

/// The value of a pool at the end of a day, from its loans: principal open and interest accrued on each, and what came in
/// from the day of purchase on, whoever paid. What is reversed never came in. Refused where a loan of the pool is not given,
/// or an amount cannot be computed.
pub fn pool_value(
    pool: &Pool,
    loans: &BTreeMap<LoanId, Loan>,
    as_of: NaiveDate,
) -> Result<PoolValue, Rejection> {
    let mut values = Vec::new();
    for (&id, bought) in pool.loans.iter().filter(|(_, bought)| bought.on <= as_of) {
        let loan = loans.get(&id).ok_or(LoanRejection::NotFound { loan: id })?;
        values.push(loan_value(loan, bought, as_of)?);
    }
    let currency = pool.eligibility.currency;
    let total = |part: fn(&LoanValue) -> Money| Money::sum(currency, values.iter().map(part));
    Ok(PoolValue {
        pool: pool.id,
        as_of,
        paid: total(|value| value.paid)?,
        open: total(|value| value.open)?,
        accrued: total(|value| value.accrued)?,
        collected: total(|value| value.collected)?,
        loans: values,
    })
}

fn loan_value(loan: &Loan, bought: &Bought, as_of: NaiveDate) -> Result<LoanValue, Rejection> {
    let account = account(loan, as_of)?;
    Ok(LoanValue {
        loan: loan.id(),
        bought_on: bought.on,
        paid: bought.price,
        open: account.open.principal,
        accrued: accrued(&account)?,
        collected: collected(loan, bought.on, as_of)?,
    })
}

/// Interest and penalty interest, posted or not, that is not paid.
fn accrued(account: &Account) -> Result<Money, Rejection> {
    let (open, currency) = (&account.open, account.open.principal.currency());
    let parts = [
        open.interest,
        open.penalty,
        account.accrued_interest,
        account.accrued_penalty,
    ];
    Ok(Money::sum(currency, parts)?)
}

/// What came in on a loan between two days, both included.
fn collected(loan: &Loan, from: NaiveDate, to: NaiveDate) -> Result<Money, Rejection> {
    let received = loan.facts.iter().filter_map(|fact| match fact {
        Fact::Received { amount, value_on, .. } => (from..=to).contains(value_on).then_some(*amount),
        Fact::Disbursed { .. } | Fact::Charged { .. } | Fact::SurplusPaid { .. } => None,
    });
    Ok(Money::sum(loan.approval.terms.principal.currency(), received)?)
}
