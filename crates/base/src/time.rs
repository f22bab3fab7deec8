//! Points in time, passed in from outside and never read from a clock here.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The last millisecond of the year 9999, the last that RFC 3339 can write.
const LAST: u64 = 253_402_300_799_999;

/// A point in time: whole milliseconds since the Unix epoch, at most the end of the year 9999 (UTC).
///
/// In JSON it is the number of milliseconds. It prints as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Millis(u64);

/// Why a number is not a point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// After the year 9999.
    #[error("times end with the year 9999, at {LAST} milliseconds since 1970; this one lies beyond")]
    TooLate,
}

impl TimeError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLate => "time-too-late",
        }
    }
}

impl Millis {
    /// The beginning of 1970.
    pub const EPOCH: Self = Self(0);

    /// The last point in time, 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(LAST);

    /// Takes milliseconds since the Unix epoch.
    pub const fn new(millis: u64) -> Result<Self, TimeError> {
        if millis > LAST {
            Err(TimeError::TooLate)
        } else {
            Ok(Self(millis))
        }
    }

    /// Takes whole seconds since the Unix epoch.
    pub const fn from_secs(secs: u64) -> Result<Self, TimeError> {
        match secs.checked_mul(1000) {
            Some(millis) => Self::new(millis),
            None => Err(TimeError::TooLate),
        }
    }

    /// Milliseconds since the Unix epoch.
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, the rest cut off.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1000
    }

    /// The time so much later, in whole milliseconds (the rest of the duration is cut off).
    pub fn checked_add(self, duration: Duration) -> Result<Self, TimeError> {
        u64::try_from(duration.as_millis())
            .ok()
            .and_then(|millis| self.0.checked_add(millis))
            .ok_or(TimeError::TooLate)
            .and_then(Self::new)
    }

    /// How long after `earlier` this is; `None` if it is before.
    pub fn since(self, earlier: Self) -> Option<Duration> {
        self.0.checked_sub(earlier.0).map(Duration::from_millis)
    }

    /// The calendar date at this moment in a zone that is `offset_minutes` ahead of UTC all year round
    /// (480 in China).
    pub fn date_at(self, offset_minutes: i32) -> NaiveDate {
        self.shifted(offset_minutes).date_naive()
    }

    fn shifted(self, offset_minutes: i32) -> DateTime<Utc> {
        self.utc()
            .checked_add_signed(TimeDelta::minutes(i64::from(offset_minutes)))
            .expect("32 bits of minutes are 4,083 years, and chrono counts 262,000 each way")
    }

    fn utc(self) -> DateTime<Utc> {
        i64::try_from(self.0)
            .ok()
            .and_then(DateTime::from_timestamp_millis)
            .expect("the constructor keeps the time before the year 10000")
    }
}

impl TryFrom<u64> for Millis {
    type Error = TimeError;

    fn try_from(millis: u64) -> Result<Self, TimeError> {
        Self::new(millis)
    }
}

impl From<Millis> for u64 {
    fn from(time: Millis) -> u64 {
        time.0
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}
