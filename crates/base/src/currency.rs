//! Currencies.

use std::fmt;
use std::str::FromStr;

use crate::currency_table::TABLE;
use crate::text::serde_as_text;

/// A currency of ISO 4217 with the number of decimals of its minor unit.
///
/// Known are the active codes that have a minor unit; precious metals, testing codes and the like have none and
/// are refused. The text form is the three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u8,
}

/// A text that is no currency known here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a currency is an active three-letter code of ISO 4217 with a minor unit, in capitals; {found:?} is not"
)]
pub struct CurrencyError {
    /// The text.
    found: String,
}

impl CurrencyError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "currency-unknown"
    }
}

impl Currency {
    /// Renminbi yuan, 人民币.
    pub const CNY: Self = Self {
        code: "CNY",
        exponent: 2,
    };
    /// Euro.
    pub const EUR: Self = Self {
        code: "EUR",
        exponent: 2,
    };
    /// Japanese yen, which has no minor unit in use.
    pub const JPY: Self = Self {
        code: "JPY",
        exponent: 0,
    };
    /// United States dollar.
    pub const USD: Self = Self {
        code: "USD",
        exponent: 2,
    };

    /// Takes the three letters.
    pub fn parse(text: &str) -> Result<Self, CurrencyError> {
        TABLE
            .binary_search_by_key(&text, |(code, _)| code)
            .ok()
            .and_then(|at| TABLE.get(at))
            .map(|&(code, exponent)| Self { code, exponent })
            .ok_or_else(|| CurrencyError {
                found: text.to_owned(),
            })
    }

    /// The three letters.
    pub const fn as_str(self) -> &'static str {
        self.code
    }

    /// How many decimals the minor unit has: 2 for CNY, 0 for JPY, 3 for KWD, 4 for CLF.
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// Every currency known here, ascending by code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|&(code, exponent)| Self { code, exponent })
    }

    /// How many minor units make one: 100 for CNY.
    pub(crate) const fn minor_units(self) -> u64 {
        10_u64.pow(self.exponent as u32)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        Self::parse(text)
    }
}

serde_as_text!(Currency);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ascends_so_that_binary_search_finds_every_code() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, exponent) in TABLE {
            let currency = Currency::parse(code).expect("a code of the table");
            assert_eq!((currency.as_str(), currency.exponent()), (code, exponent));
        }
    }

    #[test]
    fn the_constants_agree_with_the_table() {
        for currency in [Currency::CNY, Currency::EUR, Currency::JPY, Currency::USD] {
            assert_eq!(Currency::parse(currency.as_str()), Ok(currency));
        }
    }
}
