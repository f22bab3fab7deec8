//! Amounts in CNY, as stories write them.

use serde_json::{Value, json};
use tallystick_base::{Currency, Money};

/// An amount as a body states it, such as `1200000.00`.
pub(super) fn yuan(value: &str) -> Value {
    json!({"value": value, "currency": "CNY"})
}

/// The same as an amount to reckon with.
pub(super) fn cny(value: &str) -> anyhow::Result<Money> {
    Ok(Money::parse(value, Currency::CNY)?)
}

/// An amount for people, where its currency stands elsewhere: `1,200,000.00`.
pub(super) fn grouped(amount: Money) -> String {
    let text = amount.grouped_text();
    text.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_grouped_without_its_currency() {
        assert_eq!(grouped(cny("1200000.05").unwrap()), "1,200,000.05");
    }
}
