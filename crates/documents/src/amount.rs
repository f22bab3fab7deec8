//! Between the numbers of documents and amounts of money.

use rust_decimal::{Decimal, RoundingStrategy};
use tallystick_base::{Currency, Money, MoneyError};

use crate::error::DocumentError;
use crate::node::Node;
use crate::number;
use crate::xml::clip;

/// The number as an amount, exactly; more decimals than the currency has are refused and not rounded.
pub(crate) fn exact(number: Decimal, currency: Currency) -> Result<Money, MoneyError> {
    Money::parse(&number.to_string(), currency)
}

/// The amount as a number of whole currency units.
pub(crate) fn number(amount: Money) -> Decimal {
    Decimal::try_new(amount.minor(), u32::from(amount.currency().exponent()))
        .expect("a currency of ISO 4217 has at most four decimals, and 28 are allowed")
}

/// Rounds to the decimals of a currency, halves away from zero, as EN 16931 and tax bureaus do.
pub(crate) fn rounded(number: Decimal, currency: Currency) -> Decimal {
    number.round_dp_with_strategy(
        u32::from(currency.exponent()),
        RoundingStrategy::MidpointAwayFromZero,
    )
}

/// The smallest amount of a currency: one fen, one cent.
pub(crate) fn smallest(currency: Currency) -> Decimal {
    number(Money::from_minor(1, currency))
}

/// The sum of numbers; `None` beyond 28 digits.
pub(crate) fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Reads the text of an element as an amount.
pub(crate) fn read(node: &Node<'_>, currency: Currency) -> Result<Option<Money>, DocumentError> {
    let Some(text) = node.value()? else {
        return Ok(None);
    };
    let number = number::decimal(text).ok_or_else(|| node.not_a_number(text))?;
    exact(number, currency)
        .map(Some)
        .map_err(|error| DocumentError::NotAnAmount {
            at: node.at(),
            field: node.path().to_owned(),
            found: clip(text),
            reason: error.to_string(),
        })
}
