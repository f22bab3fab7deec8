//! Values that change by date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::RulesError;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Source {
    /// A law, order, notice or judicial interpretation.
    Law {
        /// Its title and number.
        title: String,
        /// The article, or articles, that say it.
        article: String,
    },
    /// What the market does, or what was chosen here where no law speaks.
    Practice(
        /// One sentence that says so.
        String,
    ),
}

/// A value, the date since which it holds, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dated<T> {
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// Where it comes from; at least one.
    pub sources: Vec<Source>,
    /// The value.
    pub value: T,
}

/// The values of one section by date, ascending. Each holds until the next begins, so there is no gap and no
/// overlap that could be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Timeline<T>(Vec<Dated<T>>);

/// A value whose numbers can contradict one another.
pub(super) trait Consistent {
    /// The rule that the numbers break, if they break one.
    fn broken_rule(&self) -> Option<&'static str>;
}

impl<T> Timeline<T> {
    /// Every entry, ascending by date.
    pub fn entries(&self) -> &[Dated<T>] {
        &self.0
    }

    pub(super) fn on(&self, section: &'static str, date: NaiveDate) -> Result<&Dated<T>, RulesError> {
        let first = self.0.first().ok_or(RulesError::Empty { section })?.from;
        self.0
            .iter()
            .rfind(|entry| entry.from <= date)
            .ok_or(RulesError::BeforeFirst { section, date, first })
    }
}

/// Checks a section: ascending dates, a source for each entry, and no entry that contradicts itself.
pub(super) fn validate<T: Consistent>(
    section: &'static str,
    timeline: &Timeline<T>,
) -> Result<(), RulesError> {
    ascending(section, timeline.0.iter().map(|entry| entry.from))?;
    for Dated {
        from: date,
        sources,
        value,
    } in &timeline.0
    {
        if sources.is_empty() {
            return Err(RulesError::NoSource { section, date: *date });
        }
        if let Some(rule) = value.broken_rule() {
            return Err(RulesError::Contradiction {
                section,
                date: *date,
                rule,
            });
        }
    }
    Ok(())
}

/// Checks that there is a date, and that each comes after the one before.
pub(super) fn ascending(
    section: &'static str,
    dates: impl IntoIterator<Item = NaiveDate>,
) -> Result<(), RulesError> {
    let mut last = None;
    for date in dates {
        if last.is_some_and(|last| last >= date) {
            return Err(RulesError::Order { section, date });
        }
        last = Some(date);
    }
    last.map(|_| ()).ok_or(RulesError::Empty { section })
}
