//! How the rules of a pool measure a loan that it is offered.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tallystick_base::{LoanId, Money, MoneyError, PartyId, Ratio};

use super::state::{Eligibility, Pool};
use crate::loan::account::account;
use crate::{Loan, LoanRejection, Rejection};

/// A loan as the rules of a pool measure it on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Who owes.
    pub debtor: PartyId,
    /// What is open of its principal.
    pub open: Money,
    /// In how many days it matures; below zero where it has.
    pub days: i64,
    /// What is open on all loans of its debtor in the pool, this one included.
    pub of_debtor: Money,
    /// What is open on all loans of the pool, this one included.
    pub of_all: Money,
}

/// Measures a loan against what a pool holds already. Refused where it is in another currency than the pool's, where a loan of
/// the pool is not given, or where an amount cannot be computed.
pub fn measured(
    pool: &Pool,
    loans: &BTreeMap<LoanId, Loan>,
    loan: &Loan,
    today: NaiveDate,
) -> Result<Measured, Rejection> {
    let (open, debtor) = (open_principal(loan, today)?, loan.approval.debtor);
    let expected = pool.eligibility.currency;
    if open.currency() != expected {
        let found = open.currency();
        return Err(Rejection::CurrencyOther { expected, found });
    }
    let (mut of_debtor, mut of_all) = (open, open);
    for (&id, held) in &pool.loans {
        let other = loans.get(&id).ok_or(LoanRejection::NotFound { loan: id })?;
        let held_open = open_principal(other, today)?;
        of_all = of_all.checked_add(held_open)?;
        if held.debtor == debtor {
            of_debtor = of_debtor.checked_add(held_open)?;
        }
    }
    Ok(Measured {
        debtor,
        open,
        days: (loan.approval.terms.matures_on - today).num_days(),
        of_debtor,
        of_all,
    })
}

/// What is open of a loan's principal on a day.
fn open_principal(loan: &Loan, today: NaiveDate) -> Result<Money, Rejection> {
    Ok(account(loan, today)?.open.principal)
}

impl Eligibility {
    /// Whether the debtor is one of those whose debts are bought.
    pub fn admits_debtor(&self, debtor: PartyId) -> bool {
        self.debtors
            .as_ref()
            .is_none_or(|debtors| debtors.contains(&debtor))
    }

    /// Whether no more is open than the pool buys.
    pub fn admits_open(&self, open: Money) -> Result<bool, MoneyError> {
        Ok(open.compare(self.most_open)?.is_le())
    }

    /// Whether it matures soon enough.
    pub fn admits_days(&self, days: i64) -> bool {
        days <= i64::from(self.most_days)
    }

    /// Whether it has not matured, or may have.
    pub const fn admits_overdue(&self, days: i64) -> bool {
        days >= 0 || self.overdue
    }

    /// Whether one debtor does not owe too much of what is open in the pool. A pool with nothing else open is not measured: its
    /// first loan is all of it.
    pub fn admits_share(&self, measured: &Measured) -> Result<bool, MoneyError> {
        let most = self.most_of_debtor(measured.of_all)?;
        Ok(measured.is_alone() || measured.of_debtor.compare(most)?.is_le())
    }

    /// How much one debtor may owe of what is open in the pool.
    pub fn most_of_debtor(&self, of_all: Money) -> Result<Money, MoneyError> {
        let share: Ratio = self.one_debtor;
        share.of(of_all)
    }
}

impl Measured {
    /// Whether nothing else is open in the pool.
    pub fn is_alone(&self) -> bool {
        self.of_all == self.open
    }
}
