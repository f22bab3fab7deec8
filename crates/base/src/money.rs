//! Amounts of money: whole minor units of one currency, and arithmetic that refuses rather than wraps or mixes.

mod capitals;
mod split;
mod text;

use std::cmp::Ordering;

use crate::currency::Currency;

/// An exact amount in the minor units of one currency: 1,234.50 CNY is 123,450 fen.
///
/// There is no `Ord` and no `+`: amounts of different currencies do not compare, and sums can be too large, so
/// both answer with a `Result`. In JSON an amount is `{"value":"1234.50","currency":"CNY"}`, never a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount cannot be read, computed or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies in one sum or comparison.
    #[error("amounts of one currency are needed here; {left} and {right} do not mix")]
    Currencies {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the second.
        right: Currency,
    },
    /// Beyond 64 bits of minor units.
    #[error("an amount has at most 9,223,372,036,854,775,807 minor units; this one would have more")]
    TooLarge,
    /// Not digits with at most one point among them.
    #[error(
        "an amount is digits, with a point before its decimals and a minus before it if it is negative; \
         {found:?} is not"
    )]
    NotDecimal {
        /// The text.
        found: String,
    },
    /// A zero that changes nothing.
    #[error("an amount has no needless zeros before it and no minus before zero; {found:?} has")]
    NotCanonical {
        /// The text.
        found: String,
    },
    /// More decimals than the currency has.
    #[error("{currency} has {expected} decimals; this amount has {found}")]
    Decimals {
        /// The currency.
        currency: Currency,
        /// The decimals it has.
        expected: u8,
        /// The decimals found.
        found: usize,
    },
    /// Nothing to split by.
    #[error("an amount is split by weights of which at least one is above zero; here is none")]
    NoWeights,
    /// No rule for Chinese capitals in this currency.
    #[error("Chinese capitals are written for CNY only; this amount is in {currency}")]
    NoCapitals {
        /// The currency.
        currency: Currency,
    },
}

impl MoneyError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Currencies { .. } => "money-currencies",
            Self::TooLarge => "money-too-large",
            Self::NotDecimal { .. } => "money-not-decimal",
            Self::NotCanonical { .. } => "money-not-canonical",
            Self::Decimals { .. } => "money-decimals",
            Self::NoWeights => "money-no-weights",
            Self::NoCapitals { .. } => "money-no-capitals",
        }
    }
}

impl Money {
    /// So many minor units (fen, cents) of a currency.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// The minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether this is nothing.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether this is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether this is above zero.
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The sum of two amounts of one currency.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_add(other.minor))
    }

    /// This amount less another of the same currency.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_sub(other.minor))
    }

    /// The amount with the other sign.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        self.with(self.minor.checked_neg())
    }

    /// Which of two amounts of one currency is larger.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// The smaller of two amounts of one currency.
    pub fn lesser(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.compare(other)?.is_le() { self } else { other })
    }

    /// The sum of amounts that are all of the given currency; nothing, if there are none.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::checked_add)
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Currencies {
                left: self.currency,
                right: other.currency,
            })
        }
    }

    fn with(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        minor
            .map(|minor| Self { minor, ..self })
            .ok_or(MoneyError::TooLarge)
    }
}
