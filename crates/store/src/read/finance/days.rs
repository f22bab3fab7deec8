//! How many days it took from claims to their answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::StoreError;
use crate::read::list::row::Row;

/// How many answers took so many days each.
#[derive(Debug, Default)]
pub(super) struct AnswerDays(BTreeMap<u32, u64>);

impl AnswerDays {
    /// Counts answers that took as long as one another.
    pub(super) fn count(&mut self, took: u32, many: u64) {
        if many == 0 {
            return;
        }
        let counted = self.0.entry(took).or_insert(0);
        *counted = counted.saturating_add(many);
    }

    /// How many were counted.
    pub(super) fn many(&self) -> u64 {
        self.0.values().fold(0, |sum, many| sum.saturating_add(*many))
    }

    /// What the middle one took; of an even number of them the lower.
    pub(super) fn median(&self) -> Option<u32> {
        let middle = self.many().checked_sub(1)? / 2;
        let mut before = 0_u64;
        let found = self.0.iter().find(|(_, many)| {
            before = before.saturating_add(**many);
            before > middle
        });
        found.map(|(took, _)| *took)
    }

    /// The most that one took.
    pub(super) fn most(&self) -> Option<u32> {
        self.0.keys().next_back().copied()
    }
}

/// The day on which claims of a stage were answered: what the supplier took back never was.
pub(super) fn answered<'g>(stage: &str, answered_on: Option<&'g str>) -> Option<&'g str> {
    answered_on.filter(|_| stage != "withdrawn")
}

/// The calendar days from a claim to its answer.
pub(super) fn days_between(row: Row<'_>, claimed_on: &str, answered_on: &str) -> Result<u32, StoreError> {
    let (from, until): (NaiveDate, NaiveDate) = (row.parse(claimed_on)?, row.parse(answered_on)?);
    Ok(u32::try_from((until - from).num_days()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(answers: &[(u32, u64)]) -> AnswerDays {
        let mut days = AnswerDays::default();
        for (took, many) in answers {
            days.count(*took, *many);
        }
        days
    }

    #[test]
    fn the_middle_of_many_answers_counts_each_of_them() {
        assert_eq!(counted(&[]).median(), None);
        assert_eq!(counted(&[(3, 1)]).median(), Some(3));
        assert_eq!(counted(&[(3, 1), (9, 1)]).median(), Some(3));
        assert_eq!(counted(&[(0, 2), (5, 2), (30, 1)]).median(), Some(5));
    }

    #[test]
    fn answers_that_took_as_long_are_counted_together() {
        let days = counted(&[(5, 2), (0, 1), (5, 3)]);
        assert_eq!((days.many(), days.median(), days.most()), (6, Some(5), Some(5)));
        assert_eq!((counted(&[]).many(), counted(&[]).most()), (0, None));
    }

    #[test]
    fn what_was_taken_back_was_never_answered() {
        assert_eq!(answered("confirmed", Some("2026-02-03")), Some("2026-02-03"));
        assert_eq!(answered("withdrawn", Some("2026-02-03")), None);
        assert_eq!(answered("claimed", None), None);
    }

    #[test]
    fn the_day_of_the_claim_is_not_counted() {
        let row = Row {
            table: "receivables",
            subject: "sum",
        };
        assert_eq!(days_between(row, "2026-01-30", "2026-02-03").unwrap(), 4);
        assert_eq!(days_between(row, "2026-01-30", "2026-01-30").unwrap(), 0);
        assert!(days_between(row, "2026-01-30", "in February").is_err());
    }
}
