//! Why a command about a loan is refused.

use tallystick_base::{LoanId, RejectionClass};

/// Why a command about a loan is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoanRejection {
    /// No such thing.
    #[error("{loan} does not exist; a bank creates one with loan.approve")]
    NotFound {
        /// Its id.
        loan: LoanId,
    },
}

impl LoanRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "loan-not-found",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
        }
    }
}
