//! The closed days and worked weekends of each published year.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::error::RulesError;
use super::timeline::Source;

/// What one year's notice of public holidays changes against plain weekends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// The notice, and what amended it; at least one.
    pub sources: Vec<Source>,
    /// The days from Monday to Friday that are closed, ascending.
    pub closed: Vec<NaiveDate>,
    /// The Saturdays and Sundays that are worked, ascending.
    pub worked: Vec<NaiveDate>,
}

/// The published years, one after another without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Years(Vec<CalendarYear>);

impl Years {
    /// Every published year, ascending.
    pub fn published(&self) -> &[CalendarYear] {
        &self.0
    }

    pub(crate) fn year(&self, year: i32) -> Option<&CalendarYear> {
        self.0.iter().find(|published| published.year == year)
    }

    pub(super) fn validate(&self) -> Result<(), RulesError> {
        let mut last: Option<i32> = None;
        for year in &self.0 {
            if last.is_some_and(|last| last.checked_add(1) != Some(year.year)) {
                return Err(RulesError::YearOrder { year: year.year });
            }
            year.validate()?;
            last = Some(year.year);
        }
        last.map(|_| ()).ok_or(RulesError::Empty { section: "calendar" })
    }
}

impl CalendarYear {
    fn validate(&self) -> Result<(), RulesError> {
        if self.sources.is_empty() {
            let date =
                NaiveDate::from_ymd_opt(self.year, 1, 1).ok_or(RulesError::YearOrder { year: self.year })?;
            return Err(RulesError::NoSource {
                section: "calendar",
                date,
            });
        }
        self.check_dates(&self.closed, false)?;
        self.check_dates(&self.worked, true)
    }

    fn check_dates(&self, dates: &[NaiveDate], weekend: bool) -> Result<(), RulesError> {
        let mut last = None;
        for &date in dates {
            let on_weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
            if date.year() != self.year || on_weekend != weekend || last.is_some_and(|last| last >= date) {
                return Err(RulesError::CalendarDate {
                    year: self.year,
                    date,
                });
            }
            last = Some(date);
        }
        Ok(())
    }
}
