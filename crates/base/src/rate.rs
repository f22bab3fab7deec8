//! Interest rates a year and a day, and plain ratios.

use rust_decimal::Decimal;

use crate::decimal::{self, RateError, decimal_type};
use crate::money::{Money, MoneyError};

/// An interest rate as an exact fraction a year: 3.60 % is `0.0360`.
///
/// It lies between 0 and 10 and has at most 12 decimals. It is never negative, for nobody here pays to lend; a
/// spread, which may be, is given in basis points. The text form has at least four decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

decimal_type!(Rate, "a rate a year", max 10, least 4);

/// An interest rate as an exact fraction a day: 0.05 % is `0.0005`.
///
/// It lies between 0 and 1 and has at most 12 decimals. It is a type of its own so that a rate a day and a rate a
/// year cannot be taken for each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DailyRate(Decimal);

decimal_type!(DailyRate, "a rate a day", max 1, least 4);

/// A factor or share without a unit: an advance of 80 % is `0.80`, a penalty of one and a half times is `1.50`.
///
/// It lies between 0 and 1000 and has at most 12 decimals. The text form has at least two decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(Decimal);

decimal_type!(Ratio, "a ratio", max 1000, least 2);

impl Rate {
    /// The rate so many basis points (hundredths of a per cent) higher, or lower where they are negative.
    pub fn plus_basis_points(self, points: i32) -> Result<Self, RateError> {
        Self::new(self.0 + Decimal::new(i64::from(points), 4))
    }

    /// The rate times a factor, such as a penalty of 1.5 times; exact.
    pub fn times(self, factor: Ratio) -> Result<Self, RateError> {
        // At most 10 and at most 1000, 12 decimals each: the product has at most 28 digits, and none is lost.
        Self::new(self.0 * factor.0)
    }

    /// Numerator and denominator.
    pub(crate) fn fraction(self) -> (u128, u128) {
        decimal::fraction(self.0)
    }
}

impl DailyRate {
    /// Numerator and denominator.
    pub(crate) fn fraction(self) -> (u128, u128) {
        decimal::fraction(self.0)
    }
}

impl Ratio {
    /// This share of an amount, rounded down to the minor unit (toward zero), so that a limit such as an advance
    /// rate is never passed by rounding.
    pub fn of(self, amount: Money) -> Result<Money, MoneyError> {
        let (numerator, denominator) = decimal::fraction(self.0);
        let share = u128::from(amount.minor().unsigned_abs())
            .checked_mul(numerator)
            .and_then(|product| i128::try_from(product / denominator).ok())
            .map(|share| if amount.is_negative() { -share } else { share })
            .and_then(|share| i64::try_from(share).ok())
            .ok_or(MoneyError::TooLarge)?;
        Ok(Money::from_minor(share, amount.currency()))
    }
}
