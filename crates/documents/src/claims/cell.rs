//! From a cell to a value.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, Money};

use super::Cell;
use crate::amount;
use crate::date;
use crate::number::decimal;
use crate::xml::clip;

/// The longest number of a contract or invoice, in characters.
const MAX_NUMBER_CHARS: usize = 100;
/// The longest note, in characters.
pub(super) const MAX_NOTE_CHARS: usize = 500;
/// Spreadsheets keep this many digits of a number.
const DOUBLE_DIGITS: u32 = 15;
/// Up to this share of an amount a difference is noise of floating point: some fifty steps of a double.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 14);

/// What is wrong with one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CellError {
    /// Nothing stands there and something must.
    #[error("the cell is empty; this column needs a value in every row")]
    CellEmpty,
    /// Longer than such a value can be.
    #[error("the text is longer than {limit} characters, the most that this column takes")]
    CellTooLong {
        /// The longest one read.
        limit: usize,
    },
    /// An error value, or a formula that was never calculated.
    #[error("the cell holds {found}; put the value itself there")]
    CellBroken {
        /// What it holds.
        found: String,
    },
    /// A document number that a spreadsheet has stored as a number and cut.
    #[error(
        "the number was stored as {found}, and a spreadsheet keeps only 15 digits; format the column as text and \
         enter it again"
    )]
    CellDigitsLost {
        /// How it is stored.
        found: String,
    },
    /// Not a date.
    #[error("{found:?} is not a date; write 2026-03-31, or format the cell as a date")]
    CellNotADate {
        /// What stands there.
        found: String,
    },
    /// Not an amount.
    #[error("{found:?} is not an amount; write digits and a decimal point, as in 1234.50")]
    CellNotAnAmount {
        /// What stands there.
        found: String,
    },
    /// More decimals than the currency has.
    #[error("{found} has more decimals than the {decimals} of {currency}; the amount is not rounded for you")]
    CellTooManyDecimals {
        /// What stands there.
        found: String,
        /// The currency.
        currency: String,
        /// Its decimals.
        decimals: u8,
    },
    /// More than is counted, or more digits than a spreadsheet keeps.
    #[error("{found} is too large to be exact; write it as text, or check it")]
    CellTooLarge {
        /// What stands there.
        found: String,
    },
    /// Zero or less.
    #[error("{found} is not above zero; a claim is for an amount that is owed")]
    CellNotPositive {
        /// What stands there.
        found: String,
    },
    /// Not a currency.
    #[error("{found:?} is not a currency; write an ISO 4217 code such as CNY")]
    CellNotACurrency {
        /// What stands there.
        found: String,
    },
    /// The invoice stands in an earlier row too.
    #[error("row {first} claims the same invoice; an invoice backs one claim")]
    CellRepeated {
        /// The number of the earlier row.
        first: u32,
    },
    /// A value to the right of the last heading.
    #[error("{found:?} stands beyond the last column; a separator within a value must be in quotes")]
    CellBeyondHeading {
        /// What stands there.
        found: String,
    },
}

impl CellError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CellEmpty => "cell-empty",
            Self::CellTooLong { .. } => "cell-too-long",
            Self::CellBroken { .. } => "cell-broken",
            Self::CellDigitsLost { .. } => "cell-digits-lost",
            Self::CellNotADate { .. } => "cell-not-a-date",
            Self::CellNotAnAmount { .. } => "cell-not-an-amount",
            Self::CellTooManyDecimals { .. } => "cell-too-many-decimals",
            Self::CellTooLarge { .. } => "cell-too-large",
            Self::CellNotPositive { .. } => "cell-not-positive",
            Self::CellNotACurrency { .. } => "cell-not-a-currency",
            Self::CellRepeated { .. } => "cell-repeated",
            Self::CellBeyondHeading { .. } => "cell-beyond-heading",
        }
    }
}

/// A cell as people see it, for a message.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => clip(text),
        Cell::Number(text) | Cell::Broken(text) => clip(text),
        Cell::Date(date) => date.to_string(),
    }
}

/// The number of a document. One stored as a number is taken while all its digits are surely there.
pub(super) fn document_number(cell: &Cell) -> Result<Option<String>, CellError> {
    match cell {
        Cell::Number(text) => {
            let whole = scientific(text)
                .filter(|number| number.fract().is_zero())
                .map(|n| n.normalize());
            match whole {
                Some(number) if digits(number) <= DOUBLE_DIGITS => Ok(Some(number.to_string())),
                Some(_) | None => Err(CellError::CellDigitsLost { found: clip(text) }),
            }
        }
        other => text(other, MAX_NUMBER_CHARS),
    }
}

/// Free text.
pub(super) fn note(cell: &Cell) -> Result<Option<String>, CellError> {
    text(cell, MAX_NOTE_CHARS)
}

fn text(cell: &Cell, limit: usize) -> Result<Option<String>, CellError> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Broken(found) => return Err(CellError::CellBroken { found: clip(found) }),
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(text) => text.clone(),
        Cell::Date(date) => date.to_string(),
    };
    if text.chars().count() > limit {
        return Err(CellError::CellTooLong { limit });
    }
    Ok(Some(text))
}

/// A date. A bare number is none: the day it would be depends on a format that the cell does not have.
pub(super) fn date(cell: &Cell) -> Result<Option<NaiveDate>, CellError> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(date) => Ok(Some(*date)),
        Cell::Broken(found) => Err(CellError::CellBroken { found: clip(found) }),
        Cell::Text(_) | Cell::Number(_) => {
            let text = shown(cell);
            date::stamp(&text)
                .map(Some)
                .ok_or(CellError::CellNotADate { found: text })
        }
    }
}

/// A currency: its code, or 人民币.
pub(super) fn currency(cell: &Cell) -> Result<Option<Currency>, CellError> {
    let Some(text) = text(cell, MAX_NUMBER_CHARS)? else {
        return Ok(None);
    };
    if matches!(text.as_str(), "人民币" | "RMB") {
        return Ok(Some(Currency::CNY));
    }
    Currency::parse(&text.to_ascii_uppercase())
        .map(Some)
        .map_err(|_| CellError::CellNotACurrency { found: clip(&text) })
}

/// An amount above zero.
pub(super) fn money(cell: &Cell, currency: Currency) -> Result<Option<Money>, CellError> {
    let found = shown(cell);
    let number = match cell {
        Cell::Empty => return Ok(None),
        Cell::Broken(_) => return Err(CellError::CellBroken { found }),
        Cell::Date(_) => return Err(CellError::CellNotAnAmount { found }),
        Cell::Text(text) => {
            typed(text, currency).ok_or_else(|| CellError::CellNotAnAmount { found: found.clone() })?
        }
        Cell::Number(text) => {
            let number =
                scientific(text).ok_or_else(|| CellError::CellNotAnAmount { found: found.clone() })?;
            without_noise(number, currency).ok_or_else(|| CellError::CellTooLarge { found: found.clone() })?
        }
    };
    if number.normalize().scale() > u32::from(currency.exponent()) {
        let decimals = currency.exponent();
        return Err(CellError::CellTooManyDecimals {
            found,
            currency: currency.to_string(),
            decimals,
        });
    }
    let amount = amount::exact(number.normalize(), currency)
        .map_err(|_| CellError::CellTooLarge { found: found.clone() })?;
    if amount.is_positive() {
        Ok(Some(amount))
    } else {
        Err(CellError::CellNotPositive { found })
    }
}

/// An amount as typed: plain, or with thousands grouped by commas. With three decimals in the currency a comma could be
/// the decimal sign of another country, so there it is refused.
fn typed(text: &str, currency: Currency) -> Option<Decimal> {
    if !text.contains(',') {
        return decimal(text);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if !grouped || fraction.contains(',') || currency.exponent() == 3 {
        return None;
    }
    decimal(&text.replace(',', ""))
}

/// The number that a workbook stores, which may have an exponent.
fn scientific(text: &str) -> Option<Decimal> {
    let text = text.trim();
    decimal(text).or_else(|| {
        let (mantissa, exponent) = text.split_once(['e', 'E'])?;
        decimal(mantissa)?;
        let exponent: i32 = exponent.parse().ok()?;
        if exponent.abs() > 30 {
            return None;
        }
        Decimal::from_scientific(text).ok()
    })
}

/// The number without the last bits of a double, where only those stand between it and the decimals of the currency;
/// `None` where it has more digits than a double keeps.
fn without_noise(number: Decimal, currency: Currency) -> Option<Decimal> {
    let decimals = u32::from(currency.exponent());
    let rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let noise = number.abs().checked_mul(NOISE)?;
    let clean = if (number.checked_sub(rounded)?).abs() <= noise {
        rounded
    } else {
        number
    };
    if clean == rounded && digits(rounded.normalize()) > DOUBLE_DIGITS {
        None
    } else {
        Some(clean)
    }
}

/// How many digits a number has, zeros at both ends not counted behind the point.
fn digits(number: Decimal) -> u32 {
    number
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn amount_of(cell: &Cell) -> Result<String, &'static str> {
        money(cell, Currency::CNY)
            .map(|money| money.unwrap().value_text())
            .map_err(|error| error.code())
    }

    #[rstest]
    #[case::plain("1234.5", Ok("1234.50"))]
    #[case::noise_above("0.30000000000000004", Ok("0.30"))]
    #[case::noise_below("1234567.8899999999", Ok("1234567.89"))]
    #[case::exponent("1.2E5", Ok("120000.00"))]
    #[case::fifteen_digits("9999999999999.99", Ok("9999999999999.99"))]
    #[case::sixteen_digits("99999999999999.98", Err("cell-too-large"))]
    #[case::third_decimal("1234.567", Err("cell-too-many-decimals"))]
    #[case::negative("-5", Err("cell-not-positive"))]
    #[case::huge("1E300", Err("cell-not-an-amount"))]
    fn a_stored_number_is_rounded_over_noise_only(
        #[case] text: &str,
        #[case] expected: Result<&str, &'static str>,
    ) {
        assert_eq!(
            amount_of(&Cell::Number(text.to_owned())),
            expected.map(str::to_owned)
        );
    }

    #[rstest]
    #[case::grouped("1,234,567.89", Ok("1234567.89"))]
    #[case::not_grouped("12,34", Err("cell-not-an-amount"))]
    #[case::exact_digits("92233720368547758.07", Ok("92233720368547758.07"))]
    #[case::noise_is_not_forgiven_in_text("0.30000000000000004", Err("cell-too-many-decimals"))]
    #[case::words("一百元", Err("cell-not-an-amount"))]
    #[case::zero("0.00", Err("cell-not-positive"))]
    fn a_typed_amount_is_exact(#[case] text: &str, #[case] expected: Result<&str, &'static str>) {
        assert_eq!(amount_of(&Cell::text(text)), expected.map(str::to_owned));
    }

    #[rstest]
    #[case("26110000000000000001", None)]
    #[case("2.6110000000000001E+19", None)]
    #[case("123456789012345", Some("123456789012345"))]
    #[case("12.5", None)]
    fn a_number_that_lost_digits_in_a_spreadsheet_is_noticed(
        #[case] text: &str,
        #[case] expected: Option<&str>,
    ) {
        let read = document_number(&Cell::Number(text.to_owned()));
        assert_eq!(read.ok().flatten().as_deref(), expected);
    }

    #[test]
    fn a_bare_serial_number_is_no_date() {
        assert!(date(&Cell::Number("46112".to_owned())).is_err());
    }
}
