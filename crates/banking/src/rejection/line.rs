//! Why a command about a credit line is refused.

use chrono::NaiveDate;
use tallystick_base::{CreditLineId, Money, RejectionClass};

/// Why a command about a credit line is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineRejection {
    /// No such thing.
    #[error("{line} does not exist; a bank opens one with credit-line.open")]
    NotFound {
        /// Its id.
        line: CreditLineId,
    },
    /// The id is taken.
    #[error("{line} exists already; make a new id")]
    Exists {
        /// The line.
        line: CreditLineId,
    },
    /// The bank has a line on the same.
    #[error("{line} is on the same already, and one limit holds for one; amend that line instead")]
    ScopeTaken {
        /// The line there is.
        line: CreditLineId,
    },
    /// Too many lines.
    #[error("a bank has at most {most} lines that are not closed; close one that is not used first")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// Valid for no day.
    #[error("a line is valid from one day to the same or a later one; {to} is before {from}")]
    Validity {
        /// The first day.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
    },
    /// The stage does not allow it.
    #[error("{line} is {stage}; this is possible only while it is {needed}")]
    Stage {
        /// The line.
        line: CreditLineId,
        /// Where it stands.
        stage: &'static str,
        /// Where it would have to stand.
        needed: &'static str,
    },
    /// Something uses it.
    #[error(
        "{line} is used: {reserved} reserved and {drawn} drawn; it can be closed when both are nothing, and suspended at any time"
    )]
    InUse {
        /// The line.
        line: CreditLineId,
        /// What is reserved.
        reserved: Money,
        /// What is drawn.
        drawn: Money,
    },
    /// Outside its days.
    #[error(
        "{line} is valid from {from} to {to}, and today is {today}; amend its days, or close it if it does not count any more"
    )]
    NotValid {
        /// The line.
        line: CreditLineId,
        /// The first day.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// No room.
    #[error(
        "{line} has a limit of {limit}, of which {used} is used; {amount} more does not fit, so lend less, wait for a repayment, or raise the limit"
    )]
    Exceeded {
        /// The line.
        line: CreditLineId,
        /// Its limit.
        limit: Money,
        /// What counts against it.
        used: Money,
        /// What was to be reserved.
        amount: Money,
    },
    /// Nobody's credit carries it.
    #[error(
        "the bank has no line on debtor, borrower, the two together or their group, and somebody's credit must carry what is lent; open one with credit-line.open"
    )]
    NoneApplies,
}

impl LineRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "credit-line-not-found",
            Self::Exists { .. } => "credit-line-exists",
            Self::ScopeTaken { .. } => "credit-line-scope-taken",
            Self::TooMany { .. } => "credit-line-count",
            Self::Validity { .. } => "credit-line-validity",
            Self::Stage { .. } => "credit-line-stage",
            Self::InUse { .. } => "credit-line-in-use",
            Self::NotValid { .. } => "credit-line-not-valid",
            Self::Exceeded { .. } => "credit-line-exceeded",
            Self::NoneApplies => "no-credit-line",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::ScopeTaken { .. }
            | Self::TooMany { .. }
            | Self::Stage { .. }
            | Self::InUse { .. }
            | Self::NotValid { .. }
            | Self::Exceeded { .. }
            | Self::NoneApplies => RejectionClass::Conflict,
            Self::Validity { .. } => RejectionClass::Unprocessable,
        }
    }
}
