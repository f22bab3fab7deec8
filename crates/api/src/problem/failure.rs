//! Whatever a handler can fail with, and the problem it becomes.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tallystick_commands::Rejection;
use tallystick_ledger::Refusal;
use tallystick_store::{ProposalRefusal, Refused, StoreError};

use super::{ApiRefusal, Problem, status};

/// Why a handler has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The request itself is refused.
    #[error(transparent)]
    Api(#[from] ApiRefusal),
    /// What it carries is refused by the ledger's format.
    #[error(transparent)]
    Input(Box<Refusal>),
    /// The access token is refused by the ledger's format: whatever is wrong with it, the caller is not known.
    #[error(transparent)]
    Token(Box<Refusal>),
    /// The rules say no.
    #[error(transparent)]
    Rule(Box<Rejection>),
    /// The proposal does not take it.
    #[error(transparent)]
    Proposal(#[from] ProposalRefusal),
    /// The sequencer takes no more for the moment.
    #[error("the service is busy; send the same statement again in a moment")]
    Busy,
    /// A fault.
    #[error(transparent)]
    Fault(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Input(Box::new(refusal))
    }
}

impl Failure {
    /// An access token that is refused.
    pub(crate) fn token(refusal: Refusal) -> Self {
        Self::Token(Box::new(refusal))
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Input(refusal) => Self::Input(refusal.into()),
            Refused::Rule(rejection) => Self::Rule(rejection.into()),
            Refused::Proposal(refusal) => Self::Proposal(refusal),
            Refused::Busy => Self::Busy,
            Refused::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl Failure {
    /// The problem that the caller is told.
    pub(crate) fn problem(&self) -> Problem {
        match self {
            Self::Api(refusal) => refusal.into(),
            Self::Input(refusal) => {
                Problem::new(status::of_refusal(refusal), refusal.code(), refusal.to_string())
            }
            Self::Token(refusal) => {
                Problem::new(StatusCode::UNAUTHORIZED, refusal.code(), refusal.to_string())
            }
            Self::Rule(rejection) => {
                let status = status::of_class(rejection.status());
                Problem::new(status, rejection.code(), rejection.to_string())
            }
            Self::Proposal(refusal) => {
                Problem::new(of_proposal(refusal), refusal.code(), refusal.to_string())
            }
            Self::Busy => again(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                self.to_string(),
            )),
            Self::Fault(fault) => of_fault(fault),
        }
    }
}

/// The status of a proposal's refusal.
const fn of_proposal(refusal: &ProposalRefusal) -> StatusCode {
    match refusal {
        ProposalRefusal::NotFound(_) => StatusCode::NOT_FOUND,
        ProposalRefusal::NotWaiting { .. }
        | ProposalRefusal::Stale { .. }
        | ProposalRefusal::SignedByMember => StatusCode::CONFLICT,
    }
}

/// A fault is logged, and told without what it says: addresses of databases and names of tables are nobody's business.
fn of_fault(fault: &StoreError) -> Problem {
    match fault {
        StoreError::Batch(shared) => of_fault(shared),
        StoreError::Cursor(_) => Problem::new(StatusCode::BAD_REQUEST, fault.code(), fault.to_string()),
        StoreError::Contended(_) | StoreError::Stopping => again(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            fault.code(),
            fault.to_string(),
        )),
        StoreError::Database(_)
        | StoreError::Address(_)
        | StoreError::OldServer(_)
        | StoreError::NoLedger => {
            tracing::error!(code = fault.code(), %fault, "the store does not answer");
            again(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store-unreachable",
                "the ledger cannot be reached at the moment; try again later".to_owned(),
            ))
        }
        StoreError::Corrupt { .. }
        | StoreError::Format(_)
        | StoreError::Illegal(_)
        | StoreError::LedgerExists(_)
        | StoreError::KeysDiffer(_)
        | StoreError::Unguarded { .. }
        | StoreError::InUse
        | StoreError::Task(_) => {
            tracing::error!(code = fault.code(), %fault, "a fault in the store");
            Problem::from(&ApiRefusal::Crashed)
        }
    }
}

fn again(mut problem: Problem) -> Problem {
    problem.retry_after = Some(1);
    problem
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.problem().into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_tells_nothing_of_the_house() {
        let fault = StoreError::Corrupt {
            table: "certificate",
            id: "7".into(),
            detail: "x".into(),
        };
        let problem = Failure::from(fault).problem();
        assert_eq!((problem.status, problem.code.as_str()), (500, "fault"));
        assert!(!problem.detail.contains("certificate"), "{}", problem.detail);
    }

    #[test]
    fn a_token_that_is_refused_leaves_its_caller_unknown() {
        let refusal = Refusal::WrongLedger {
            expected: "a.invalid".into(),
            found: "b.invalid".into(),
        };
        assert_eq!(Failure::token(refusal.clone()).problem().status, 401);
        assert_eq!(Failure::from(refusal).problem().status, 400);
    }
}
