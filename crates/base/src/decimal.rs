//! Rates and ratios: exact decimals that are not negative, each with one text a value.

use rust_decimal::Decimal;

/// How many decimals a rate or ratio may have. With this, any product of an amount, a rate and a span of days
/// that occurs in practice stays in 128 bits.
pub(crate) const MAX_DECIMALS: u32 = 12;

/// How many decimals are always written: down to a basis point.
const WRITTEN_DECIMALS: u32 = 4;

/// Why a number is not a rate or ratio.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Not digits with at most one point among them.
    #[error(
        "{what} is written as digits with a point, such as 0.0360, without sign or exponent; {found:?} is not"
    )]
    NotDecimal {
        /// What was to be read, with its article.
        what: &'static str,
        /// The text.
        found: String,
    },
    /// More than 12 decimals.
    #[error("{what} has at most {MAX_DECIMALS} decimals; this one has {found}")]
    Decimals {
        /// What was to be read or computed, with its article.
        what: &'static str,
        /// The decimals found.
        found: usize,
    },
    /// Below zero or above the largest value.
    #[error("{what} lies between 0 and {max}; this one does not")]
    Range {
        /// What was to be read or computed, with its article.
        what: &'static str,
        /// The largest value.
        max: u32,
    },
}

impl RateError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDecimal { .. } => "rate-not-decimal",
            Self::Decimals { .. } => "rate-decimals",
            Self::Range { .. } => "rate-range",
        }
    }
}

/// Reads digits with at most one point among them, then checks the value.
pub(crate) fn parse(what: &'static str, max: u32, text: &str) -> Result<Decimal, RateError> {
    let not_decimal = || RateError::NotDecimal {
        what,
        found: text.to_owned(),
    };
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return Err(not_decimal()),
        Some((whole, decimals)) => (whole, decimals),
        None => (text, ""),
    };
    let digits = || whole.bytes().chain(decimals.bytes());
    if whole.is_empty() || !digits().all(|b| b.is_ascii_digit()) {
        return Err(not_decimal());
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(not_decimal());
    }
    let scale = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
    if scale > MAX_DECIMALS {
        return Err(RateError::Decimals {
            what,
            found: decimals.len(),
        });
    }
    let mantissa = digits()
        .try_fold(0_i128, |mantissa, digit| {
            mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
        })
        .and_then(|mantissa| Decimal::try_from_i128_with_scale(mantissa, scale).ok())
        .ok_or(RateError::Range { what, max })?;
    check(what, max, mantissa)
}

/// Checks the value and takes off trailing zeros, so that equal values are alike in every way.
pub(crate) fn check(what: &'static str, max: u32, value: Decimal) -> Result<Decimal, RateError> {
    let value = value.normalize();
    if value.is_sign_negative() && !value.is_zero() || value > Decimal::from(max) {
        return Err(RateError::Range { what, max });
    }
    match value.scale() {
        0..=MAX_DECIMALS => Ok(value),
        scale => Err(RateError::Decimals {
            what,
            found: usize::try_from(scale).unwrap_or(usize::MAX),
        }),
    }
}

/// Writes the value with as many decimals as it needs, and at least `least`.
pub(crate) fn text(value: Decimal, least: u32) -> String {
    let mut value = value.normalize();
    value.rescale(value.scale().max(least));
    value.to_string()
}

/// Writes a fraction as a percentage with at least two decimals.
pub(crate) fn percent_text(value: Decimal) -> String {
    // The largest value is 1000, so a hundred times it is far from the limit of 28 digits.
    format!("{}%", text(value * Decimal::ONE_HUNDRED, WRITTEN_DECIMALS - 2))
}

/// Numerator and power of ten of a checked value.
pub(crate) fn fraction(value: Decimal) -> (u128, u128) {
    (value.mantissa().unsigned_abs(), 10_u128.pow(value.scale()))
}

/// Gives a newtype over `Decimal` its parsing, printing and JSON, all through one text.
macro_rules! decimal_type {
    ($name:ident, $what:literal, max $max:literal, least $least:literal) => {
        impl $name {
            /// Takes a number that is in range and has at most 12 decimals.
            pub fn new(value: rust_decimal::Decimal) -> Result<Self, $crate::decimal::RateError> {
                $crate::decimal::check($what, $max, value).map(Self)
            }

            /// Reads the text form: digits with a point, no sign, no exponent, no needless zeros before.
            pub fn parse(text: &str) -> Result<Self, $crate::decimal::RateError> {
                $crate::decimal::parse($what, $max, text).map(Self)
            }

            /// The number, without trailing zeros.
            pub const fn decimal(self) -> rust_decimal::Decimal {
                self.0
            }

            /// As a percentage for people, with at least two decimals: `3.60%`.
            pub fn percent_text(self) -> String {
                $crate::decimal::percent_text(self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&$crate::decimal::text(self.0, $least))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self}")
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::decimal::RateError;

            fn from_str(text: &str) -> Result<Self, $crate::decimal::RateError> {
                Self::parse(text)
            }
        }

        $crate::text::serde_as_text!($name);
    };
}

pub(crate) use decimal_type;
