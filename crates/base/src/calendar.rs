//! Working days: weekends, the closed days of public holidays, and the weekend days worked in exchange, 调休.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::rules::{CalendarYear, Years};

/// How many working days may be counted at once, about forty years; each is looked at, so more would only cost time.
const MOST_WORKING_DAYS: u32 = 10_000;

/// The working days of a jurisdiction, year by year as its government publishes them.
///
/// In a year that is not published Saturdays and Sundays are closed and nothing else is; every answer that used
/// such a year says that it is provisional. A date once signed never moves, so who signs one keeps that mark.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    years: &'a Years,
}

/// A date that was found by counting working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkingDate {
    /// The date.
    pub date: NaiveDate,
    /// Whether a day that decided it lies in a year whose holidays are not published.
    pub provisional: bool,
}

/// Whether a date is a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayKind {
    /// Whether it is worked.
    pub working: bool,
    /// Whether its year's holidays are not published, so that only weekends are known to be closed.
    pub provisional: bool,
}

/// Why a date cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Beyond the dates that can be represented, or more working days than are counted at once.
    #[error(
        "the date would lie too far ahead; use a shorter period, of working days at most {MOST_WORKING_DAYS}"
    )]
    TooFar,
}

impl DateError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooFar => "date-too-far",
        }
    }
}

impl<'a> Calendar<'a> {
    pub(crate) const fn new(years: &'a Years) -> Self {
        Self { years }
    }

    /// Whether a date is worked.
    pub fn day(self, date: NaiveDate) -> DayKind {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        match self.years.year(date.year()) {
            Some(year) => DayKind {
                working: is_worked(year, date, weekend),
                provisional: false,
            },
            None => DayKind {
                working: !weekend,
                provisional: true,
            },
        }
    }

    /// The date itself if it is worked, otherwise the next one that is (Civil Code article 203).
    pub fn roll(self, date: NaiveDate) -> Result<WorkingDate, DateError> {
        self.first_working(date, false)
    }

    /// The so-many-th working day after a date, which itself is not counted (Civil Code article 201). Zero
    /// working days give the date itself, rolled. At most 10,000 are counted.
    pub fn add_working_days(self, date: NaiveDate, days: u32) -> Result<WorkingDate, DateError> {
        let mut found = WorkingDate {
            date,
            provisional: false,
        };
        if days == 0 {
            return self.roll(date);
        }
        if days > MOST_WORKING_DAYS {
            return Err(DateError::TooFar);
        }
        for _ in 0..days {
            let next = found.date.succ_opt().ok_or(DateError::TooFar)?;
            found = self.first_working(next, found.provisional)?;
        }
        Ok(found)
    }

    fn first_working(self, mut date: NaiveDate, mut provisional: bool) -> Result<WorkingDate, DateError> {
        loop {
            let day = self.day(date);
            provisional |= day.provisional;
            if day.working {
                return Ok(WorkingDate { date, provisional });
            }
            date = date.succ_opt().ok_or(DateError::TooFar)?;
        }
    }
}

fn is_worked(year: &CalendarYear, date: NaiveDate, weekend: bool) -> bool {
    let exceptions = if weekend { &year.worked } else { &year.closed };
    exceptions.contains(&date) == weekend
}
