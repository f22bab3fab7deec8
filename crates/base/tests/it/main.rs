//! What base promises, shown from outside.

mod calendar;
mod capitals;
mod check_table;
mod codes;
mod interest;
mod money;
mod names;
mod rates;
mod refusals;
mod rules;
mod split;
mod strangers;
mod term;
mod time;

use chrono::NaiveDate;
use tallystick_base::{Currency, Money, RulePack};

/// An amount in CNY.
fn cny(value: &str) -> Money {
    Money::parse(value, Currency::CNY).expect("an amount written in a test")
}

/// A date as `2026-03-02`.
fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date written in a test")
}

/// The pack that is shipped.
fn cn() -> RulePack {
    RulePack::cn().expect("the pack that is shipped is valid")
}
