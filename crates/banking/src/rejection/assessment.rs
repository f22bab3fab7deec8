//! Why an assessment is refused.

use chrono::NaiveDate;
use tallystick_base::{RejectionClass, ReviewId};
use tallystick_financing::CheckKind;

/// Why an assessment is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessmentRejection {
    /// Nothing can be lent on it any more.
    #[error("{review} is {stage} and its request {request}; a bank assesses what it may still lend on")]
    Ended {
        /// The review.
        review: ReviewId,
        /// Where it stands.
        stage: &'static str,
        /// Where the request stands.
        request: &'static str,
    },
    /// A search that was not made yet.
    #[error("the registry was searched on {searched_on}, and today is {today}; search first")]
    SearchAhead {
        /// The day of the search.
        searched_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// A search that shows how it once was.
    #[error(
        "the registry was searched on {searched_on}, {days} days ago, and at most {most} are taken; search it again"
    )]
    SearchOld {
        /// The day of the search.
        searched_on: NaiveDate,
        /// How long ago.
        days: i64,
        /// How long at most.
        most: i64,
    },
    /// Too many rights.
    #[error(
        "a search lists at most {most} rights here; these are {found}, so state those that are on these claims"
    )]
    TooManyFound {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A check that was not made.
    #[error("every kind of check is made, and {} is missing; state how it came out", named(*check))]
    CheckMissing {
        /// The kind.
        check: CheckKind,
    },
    /// A check that was made twice.
    #[error("every kind of check is made once, which makes {needed}; these are {found}")]
    CheckTwice {
        /// How many there are to be.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// A check whose fact is visibly otherwise.
    #[error(
        "the check {} did not pass as the record stands; override it with a reason, or let it fail",
        named(*check)
    )]
    NotPassed {
        /// The kind.
        check: CheckKind,
    },
}

/// A kind of check as it is written in a body.
const fn named(check: CheckKind) -> &'static str {
    match check {
        CheckKind::Trade => "trade",
        CheckKind::Evidence => "evidence",
        CheckKind::Confirmation => "confirmation",
        CheckKind::PaymentRecord => "payment-record",
        CheckKind::Duplicates => "duplicates",
        CheckKind::Registry => "registry",
        CheckKind::OtherRights => "other-rights",
        CheckKind::Borrower => "borrower",
    }
}

impl AssessmentRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "assessment-ended",
            Self::SearchAhead { .. } => "registry-search-ahead",
            Self::SearchOld { .. } => "registry-search-old",
            Self::TooManyFound { .. } => "registry-search-too-long",
            Self::CheckMissing { .. } => "check-missing",
            Self::CheckTwice { .. } => "check-twice",
            Self::NotPassed { .. } => "check-not-passed",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::Ended { .. } | Self::NotPassed { .. } => RejectionClass::Conflict,
            Self::SearchAhead { .. }
            | Self::SearchOld { .. }
            | Self::TooManyFound { .. }
            | Self::CheckMissing { .. }
            | Self::CheckTwice { .. } => RejectionClass::Unprocessable,
        }
    }
}
