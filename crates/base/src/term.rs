//! Periods of time as the Civil Code counts them (articles 200 to 204).

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};

use crate::calendar::{Calendar, DateError, WorkingDate};
use crate::text::serde_as_text;

/// A period of calendar days, months or years (Civil Code article 200).
///
/// The text form is that of ISO 8601 with one unit: `P60D`, `P6M`, `P1Y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// So many calendar days.
    Days(u32),
    /// So many calendar months.
    Months(u32),
    /// So many calendar years.
    Years(u32),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a period is P, a whole number without needless zeros, and D, M or Y, such as P60D; {found:?} is not"
)]
pub struct TermError {
    /// The text.
    found: String,
}

impl TermError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "term-form"
    }
}

impl Term {
    /// The last day of the period that an event starts, before any rolling.
    ///
    /// The day of the event is not counted (article 201). A period of months or years ends on the day of the
    /// month that corresponds to it, or on the month's last day where there is none (article 202).
    pub fn end_after(self, event: NaiveDate) -> Result<NaiveDate, DateError> {
        let end = match self {
            Self::Days(days) => event.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => event.checked_add_months(Months::new(months)),
            Self::Years(years) => years
                .checked_mul(12)
                .and_then(|months| event.checked_add_months(Months::new(months))),
        };
        end.ok_or(DateError::TooFar)
    }

    /// The last day of the period, moved to the next working day where it is a day off (article 203).
    ///
    /// Parties may agree otherwise (article 204); then they use [`Term::end_after`].
    pub fn due_after(self, event: NaiveDate, calendar: Calendar<'_>) -> Result<WorkingDate, DateError> {
        calendar.roll(self.end_after(event)?)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(count) => write!(f, "P{count}D"),
            Self::Months(count) => write!(f, "P{count}M"),
            Self::Years(count) => write!(f, "P{count}Y"),
        }
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let count = |digits: &str| digits.parse::<u32>().ok();
        let term = text.strip_prefix('P').and_then(|rest| {
            let unit = rest.chars().next_back()?;
            let count = count(rest.strip_suffix(unit)?)?;
            match unit {
                'D' => Some(Self::Days(count)),
                'M' => Some(Self::Months(count)),
                'Y' => Some(Self::Years(count)),
                _ => None,
            }
        });
        // The number parser also takes a plus and zeros in front; only one of these texts is the term.
        term.filter(|term| term.to_string() == text)
            .ok_or_else(|| TermError {
                found: text.to_owned(),
            })
    }
}

serde_as_text!(Term);
