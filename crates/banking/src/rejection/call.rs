//! Why a command about a guarantee that a loan relies on is refused.

use chrono::NaiveDate;
use tallystick_base::{GuaranteeId, Money, RejectionClass};

/// Why a command about a guarantee that a loan relies on is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRejection {
    /// It does not bind, or was called before.
    #[error("{guarantee} is {stage}; this needs {needed}")]
    Stage {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Where it stands.
        stage: &'static str,
        /// Where it should stand.
        needed: &'static str,
    },
    /// No loan relies on it.
    #[error("no loan relies on {guarantee}, so nothing is owed under it; have the loan approved first")]
    NoLoan {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// Its period has ended (Civil Code article 692).
    #[error("the period of {guarantee} ended on {ended}; a guarantor is called by that day")]
    PeriodOver {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// The last day.
        ended: NaiveDate,
    },
    /// Its period has not ended.
    #[error("the period of {guarantee} runs to {until}; it expires after that day, unless it is called")]
    PeriodRuns {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// The last day.
        until: NaiveDate,
    },
    /// More than the guarantor owes.
    #[error("the guarantor owes {most} of what is open, and {amount} is more; call at most that")]
    Above {
        /// The share of what is owed, and at most the amount guaranteed.
        most: Money,
        /// What was called.
        amount: Money,
    },
}

impl CallRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stage { .. } => "guarantee-not-bound",
            Self::NoLoan { .. } => "guarantee-without-loan",
            Self::PeriodOver { .. } => "guarantee-period-over",
            Self::PeriodRuns { .. } => "guarantee-period-runs",
            Self::Above { .. } => "guarantee-call-above",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::Stage { .. }
            | Self::NoLoan { .. }
            | Self::PeriodOver { .. }
            | Self::PeriodRuns { .. }
            | Self::Above { .. } => RejectionClass::Conflict,
        }
    }
}
