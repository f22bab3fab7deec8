//! What can be wrong with a rule pack, or with a question to it.

use chrono::NaiveDate;

/// Why a rule pack is refused, or has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not JSON of this form.
    #[error("a rule pack is JSON with exactly the sections of this version: {reason}")]
    Json {
        /// What the reader says.
        reason: String,
    },
    /// A section without entries.
    #[error("every section of a rule pack has an entry; {section} has none")]
    Empty {
        /// The section.
        section: &'static str,
    },
    /// An entry that does not come after the one before it.
    #[error(
        "the entries of a section ascend by date and no date comes twice; in {section}, {date} is out of order"
    )]
    Order {
        /// The section.
        section: &'static str,
        /// The date that is out of order.
        date: NaiveDate,
    },
    /// An entry that does not say where it comes from.
    #[error("every entry of a rule pack names its source; in {section}, that of {date} names none")]
    NoSource {
        /// The section.
        section: &'static str,
        /// The date of the entry.
        date: NaiveDate,
    },
    /// Numbers that contradict one another.
    #[error("in {section}, the entry of {date} contradicts itself: {rule}")]
    Contradiction {
        /// The section.
        section: &'static str,
        /// The date of the entry.
        date: NaiveDate,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// No such time zone.
    #[error("a time zone is at most 840 minutes from UTC; this one is {minutes} minutes")]
    Offset {
        /// The minutes.
        minutes: i32,
    },
    /// A calendar year out of order, or missing between two others.
    #[error(
        "the years of a calendar follow one another without a gap; {year} does not follow the one before"
    )]
    YearOrder {
        /// The year.
        year: i32,
    },
    /// A date in a calendar that cannot stand where it stands.
    #[error(
        "a calendar year lists, ascending, closed days from Monday to Friday and worked days on weekends, all of \
         that year; in {year}, {date} does not fit"
    )]
    CalendarDate {
        /// The year.
        year: i32,
        /// The date.
        date: NaiveDate,
    },
    /// Two texts with one digest.
    #[error("each legal text stands once; the digest of {name} comes twice")]
    RepeatedText {
        /// The name of the text.
        name: String,
    },
    /// A question about a time before the section begins.
    #[error("{section} begins on {first}; it says nothing about {date}")]
    BeforeFirst {
        /// The section.
        section: &'static str,
        /// The date asked about.
        date: NaiveDate,
        /// The date of the first entry.
        first: NaiveDate,
    },
}

impl RulesError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json { .. } => "rules-json",
            Self::Empty { .. } => "rules-empty",
            Self::Order { .. } => "rules-order",
            Self::NoSource { .. } => "rules-no-source",
            Self::Contradiction { .. } => "rules-contradiction",
            Self::Offset { .. } => "rules-offset",
            Self::YearOrder { .. } => "rules-year-order",
            Self::CalendarDate { .. } => "rules-calendar-date",
            Self::RepeatedText { .. } => "rules-repeated-text",
            Self::BeforeFirst { .. } => "rules-before-first",
        }
    }
}
