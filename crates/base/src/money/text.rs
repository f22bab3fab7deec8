//! Amounts as text: the exact form for machines, the grouped form for people, and JSON.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Money, MoneyError};
use crate::currency::Currency;

impl Money {
    /// Reads the exact form: an optional minus, digits without needless zeros before them, and after a point at
    /// most as many decimals as the currency has (fewer are read as if zeros followed).
    ///
    /// There is no plus, no exponent, no grouping, no white space, and no minus before zero.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let not_decimal = || MoneyError::NotDecimal {
            found: text.to_owned(),
        };
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = match digits.split_once('.') {
            Some((_, "")) => return Err(not_decimal()),
            Some((whole, decimals)) => (whole, decimals),
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(not_decimal());
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(MoneyError::NotCanonical {
                found: text.to_owned(),
            });
        }
        let exponent = currency.exponent();
        let Some(missing) = usize::from(exponent).checked_sub(decimals.len()) else {
            return Err(MoneyError::Decimals {
                currency,
                expected: exponent,
                found: decimals.len(),
            });
        };
        let minor = minor_units(negative, whole.bytes().chain(decimals.bytes()), missing)?;
        if negative && minor == 0 {
            return Err(MoneyError::NotCanonical {
                found: text.to_owned(),
            });
        }
        Ok(Self::from_minor(minor, currency))
    }

    /// The exact form, with all decimals of the currency and without the currency: `1234567.89`.
    pub fn value_text(self) -> String {
        let (sign, whole, decimals) = self.parts();
        format!("{sign}{whole}{decimals}")
    }

    /// The form for people: `1,234,567.89 CNY`.
    pub fn grouped_text(self) -> String {
        let (sign, whole, decimals) = self.parts();
        let mut grouped = String::with_capacity(whole.len() * 2);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}{decimals} {}", self.currency())
    }

    /// Sign, whole units, and the decimals with their point.
    fn parts(self) -> (&'static str, String, String) {
        let sign = if self.is_negative() { "-" } else { "" };
        let units = self.currency().minor_units();
        let minor = self.minor().unsigned_abs();
        let decimals = match usize::from(self.currency().exponent()) {
            0 => String::new(),
            width => format!(".{:0width$}", minor % units),
        };
        (sign, (minor / units).to_string(), decimals)
    }
}

/// Reads digits, and `missing` zeros after them, away from zero on the side of the sign, so that the lowest
/// 64-bit number is read as well.
fn minor_units(negative: bool, digits: impl Iterator<Item = u8>, missing: usize) -> Result<i64, MoneyError> {
    digits
        .chain(std::iter::repeat_n(b'0', missing))
        .map(|digit| i64::from(digit - b'0'))
        .map(|digit| if negative { -digit } else { digit })
        .try_fold(0_i64, |minor, digit| minor.checked_mul(10)?.checked_add(digit))
        .ok_or(MoneyError::TooLarge)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.grouped_text())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.grouped_text())
    }
}

/// The JSON form. The value is text because a JSON number passes through a float in too many readers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Json {
    value: String,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Json {
            value: self.value_text(),
            currency: self.currency(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Self::parse(&json.value, json.currency).map_err(serde::de::Error::custom)
    }
}
