//! Day-count conventions: how many days lie between two dates, and how many make a year.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::text::serde_as_text;

/// How interest counts days. The first day is counted and the last is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayCount {
    /// Calendar days over 360 (ISDA 2006 section 4.16(e); ISO 20022 `A004`). Loans in CNY use it.
    Actual360,
    /// Calendar days over 365 in every year (ISDA 2006 section 4.16(d); ISO 20022 `A005`).
    Actual365Fixed,
    /// Months of 30 days over 360, the bond basis (ISDA 2006 section 4.16(f); ISO 20022 `A001`): a first day on
    /// the 31st counts as the 30th, a last day on the 31st counts as the 30th if the first is then the 30th, and
    /// February is left as it is.
    Thirty360,
}

/// A text that names no day count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a day count is actual/360, actual/365f or 30/360; {found:?} is none of them")]
pub struct DayCountError {
    /// The text.
    found: String,
}

impl DayCountError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "day-count-unknown"
    }
}

impl DayCount {
    /// Every day count.
    pub const ALL: [Self; 3] = [Self::Actual360, Self::Actual365Fixed, Self::Thirty360];

    /// The text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual360 => "actual/360",
            Self::Actual365Fixed => "actual/365f",
            Self::Thirty360 => "30/360",
        }
    }

    /// The code of ISO 20022's `InterestComputationMethod2Code`.
    pub const fn iso20022(self) -> &'static str {
        match self {
            Self::Actual360 => "A004",
            Self::Actual365Fixed => "A005",
            Self::Thirty360 => "A001",
        }
    }

    /// How many days make a year.
    pub const fn basis(self) -> u32 {
        match self {
            Self::Actual360 | Self::Thirty360 => 360,
            Self::Actual365Fixed => 365,
        }
    }

    /// The days from one date to another: the first counted, the last not. `None` if they are in the wrong order.
    pub fn days(self, from: NaiveDate, to: NaiveDate) -> Option<u32> {
        if from > to {
            return None;
        }
        let days = match self {
            Self::Actual360 | Self::Actual365Fixed => (to - from).num_days(),
            Self::Thirty360 => thirty360_days(from, to),
        };
        u32::try_from(days).ok()
    }
}

fn thirty360_days(from: NaiveDate, to: NaiveDate) -> i64 {
    let first_day = from.day().min(30);
    let last_day = if first_day == 30 {
        to.day().min(30)
    } else {
        to.day()
    };
    let years = i64::from(to.year()) - i64::from(from.year());
    let months = i64::from(to.month()) - i64::from(from.month());
    360 * years + 30 * months + i64::from(last_day) - i64::from(first_day)
}

impl fmt::Display for DayCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for DayCount {
    type Err = DayCountError;

    fn from_str(text: &str) -> Result<Self, DayCountError> {
        Self::ALL
            .into_iter()
            .find(|day_count| day_count.as_str() == text)
            .ok_or_else(|| DayCountError {
                found: text.to_owned(),
            })
    }
}

serde_as_text!(DayCount);
