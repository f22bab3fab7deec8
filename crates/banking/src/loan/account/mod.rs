//! What is owed on a loan, and how every cent of it came about.
//!
//! Nothing is kept as a balance. The account is computed from the terms and the facts, each at its value date, so a fact
//! that becomes known late, or a booking that is reversed, gives what it would have given in time.

mod book;
mod events;
mod line;
mod state;
mod surplus;

use chrono::{Days, NaiveDate};
use tallystick_base::{DateError, InterestError, MoneyError};

use super::{Loan, LoanTerms};
use book::Book;

pub use line::{LineKind, PaidFrom, StatementLine};
pub use state::{Account, Balances, Totals};
pub use surplus::SurplusShare;

/// Why an account cannot be computed: an amount or a date that is too large.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Interest does not fit.
    #[error(transparent)]
    Interest(#[from] InterestError),
    /// A date does not exist.
    #[error(transparent)]
    Date(#[from] DateError),
}

impl AccountError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Money(error) => error.code(),
            Self::Interest(error) => error.code(),
            Self::Date(error) => error.code(),
        }
    }
}

impl LoanTerms {
    /// The day from which the penalty rate runs: so many days of grace after maturity. Up to it, and not on it, the
    /// contract rate runs.
    pub fn penalty_from(&self) -> Result<NaiveDate, DateError> {
        self.matures_on
            .checked_add_days(Days::new(u64::from(self.grace_days)))
            .ok_or(DateError::TooFar)
    }
}

/// What is owed on a loan on a day, and every line that led there. Facts of later days are left out; what has accrued
/// since the last posted line is shown, and is not posted.
pub fn account(loan: &Loan, as_of: NaiveDate) -> Result<Account, AccountError> {
    let terms = &loan.approval.terms;
    let mut book = Book::new(loan)?;
    let mut grace_over = false;
    let penalty_from = terms.penalty_from()?;
    for event in events::in_order(loan, as_of) {
        if !grace_over && penalty_from <= event.date {
            book.end_grace()?;
            grace_over = true;
        }
        book.post(&event)?;
    }
    if !grace_over && penalty_from <= as_of {
        book.end_grace()?;
    }
    book.close(as_of)
}
