//! Interest: principal × rate × days / basis, rounded half up once a line.

use chrono::NaiveDate;

use crate::day_count::DayCount;
use crate::money::{Money, MoneyError};
use crate::rate::{DailyRate, Rate};

/// Why interest cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InterestError {
    /// Interest on less than nothing.
    #[error("interest runs on a principal of zero or more; this one is {principal}")]
    NegativePrincipal {
        /// The principal.
        principal: Money,
    },
    /// The period ends before it begins.
    #[error("interest runs from a date to the same or a later one; {to} is before {from}")]
    Order {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// The interest does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl InterestError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NegativePrincipal { .. } => "interest-negative-principal",
            Self::Order { .. } => "interest-order",
            Self::Money(error) => error.code(),
        }
    }
}

/// Interest at a rate a year from the day of drawing, which counts, to the day of repayment, which does not.
///
/// The result is one posted line: exact until its single rounding, half a minor unit upward. Lines are added up
/// after rounding; a running sum is never rounded again.
pub fn interest(
    principal: Money,
    rate: Rate,
    day_count: DayCount,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Money, InterestError> {
    let days = day_count
        .days(from, to)
        .ok_or(InterestError::Order { from, to })?;
    let (numerator, denominator) = rate.fraction();
    accrue(
        principal,
        numerator,
        denominator * u128::from(day_count.basis()),
        days,
    )
}

/// Interest at a rate a day on what is paid late: for each day after the due date up to the day of payment.
///
/// So the statutory late interest of Order 802 article 17 runs; rounded as in [`interest`].
pub fn late_interest(
    principal: Money,
    rate: DailyRate,
    due: NaiveDate,
    paid: NaiveDate,
) -> Result<Money, InterestError> {
    let order = InterestError::Order { from: due, to: paid };
    let days = u32::try_from((paid - due).num_days()).map_err(|_| order)?;
    let (numerator, denominator) = rate.fraction();
    accrue(principal, numerator, denominator, days)
}

fn accrue(principal: Money, numerator: u128, denominator: u128, days: u32) -> Result<Money, InterestError> {
    let minor =
        u64::try_from(principal.minor()).map_err(|_| InterestError::NegativePrincipal { principal })?;
    let rounded = u128::from(minor)
        .checked_mul(numerator)
        .and_then(|product| product.checked_mul(u128::from(days)))
        .and_then(|product| half_up(product, denominator))
        .and_then(|interest| i64::try_from(interest).ok())
        .ok_or(MoneyError::TooLarge)?;
    Ok(Money::from_minor(rounded, principal.currency()))
}

/// The quotient rounded to a whole number, half upward; `None` beyond 128 bits.
fn half_up(numerator: u128, denominator: u128) -> Option<u128> {
    numerator
        .checked_mul(2)?
        .checked_add(denominator)?
        .checked_div(denominator.checked_mul(2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_goes_up_and_less_goes_down() {
        let cases = [
            (0, 4, 0),
            (1, 4, 0),
            (2, 4, 1),
            (3, 4, 1),
            (5, 4, 1),
            (6, 4, 2),
            (1, 3, 0),
            (2, 3, 1),
        ];
        for (numerator, denominator, rounded) in cases {
            assert_eq!(
                half_up(numerator, denominator),
                Some(rounded),
                "{numerator}/{denominator}"
            );
        }
    }

    #[test]
    fn nothing_overflows_silently() {
        assert_eq!(half_up(u128::MAX, 1), None);
        assert_eq!(half_up(1, 0), None);
    }
}
