//! What stands in a list that goes out.

use chrono::NaiveDate;
use tallystick_base::{Millis, Money};

/// One cell of a list that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportCell {
    /// Nothing.
    Empty,
    /// Text from wherever it came; a spreadsheet never takes it for a formula.
    Text(String),
    /// An amount, written with all decimals of its currency and without its code: put that into a column of its own.
    Amount(Money),
    /// A day, written 2026-03-31.
    Day(NaiveDate),
    /// A point in time, written as RFC 3339 in UTC.
    Time(Millis),
    /// A whole number.
    Count(i64),
}
