//! The loan prime rate, 贷款市场报价利率.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::RulesError;
use super::timeline::{Source, ascending};
use crate::rate::Rate;

const SECTION: &str = "lpr_one_year";

/// The loan prime rate for one year since the reform of August 2019: the publications that changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LprTable {
    /// Where the rates come from.
    pub source: Source,
    /// The last publication that was looked at, whether or not it changed the rate.
    pub checked_through: NaiveDate,
    /// The publications that changed the rate, ascending.
    pub changes: Vec<LprChange>,
}

/// One publication that changed the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LprChange {
    /// The day of publication, from which the rate holds until the next publication.
    pub published: NaiveDate,
    /// The rate.
    pub rate: Rate,
}

/// The rate in force on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LprReading {
    /// The rate.
    pub rate: Rate,
    /// The day of the publication that set it.
    pub published: NaiveDate,
    /// Whether the date is after the last publication that was looked at, so that the rate may have changed since.
    pub provisional: bool,
}

impl LprTable {
    pub(super) fn on(&self, date: NaiveDate) -> Result<LprReading, RulesError> {
        let first = self
            .changes
            .first()
            .ok_or(RulesError::Empty { section: SECTION })?
            .published;
        self.changes
            .iter()
            .rfind(|change| change.published <= date)
            .map(|&LprChange { published, rate }| LprReading {
                rate,
                published,
                provisional: date > self.checked_through,
            })
            .ok_or(RulesError::BeforeFirst {
                section: SECTION,
                date,
                first,
            })
    }

    pub(super) fn validate(&self) -> Result<(), RulesError> {
        ascending(SECTION, self.changes.iter().map(|change| change.published))?;
        match self.changes.last() {
            Some(last) if last.published > self.checked_through => Err(RulesError::Contradiction {
                section: SECTION,
                date: last.published,
                rule: "no publication is later than the last that was looked at",
            }),
            _ => Ok(()),
        }
    }
}
