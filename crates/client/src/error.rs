//! Why a call did not give what was asked.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};
use tallystick_commands::{Rejection, SummaryFault};
use tallystick_ledger::Refusal;

use crate::act::Mismatch;

/// Why a call did not give what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is no address of a service, or plain HTTP to another machine.
    #[error("{address:?} is not the address of a service: {reason}")]
    Address {
        /// The address as given.
        address: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The connection cannot be prepared: TLS without a provider or without roots.
    #[error("connections cannot be prepared: {0}")]
    Connection(String),
    /// The service was not reached, or the connection broke, however often it was tried.
    #[error("the service was not reached for {path}: {}", cause(.fault))]
    Transport {
        /// The path that was asked for.
        path: String,
        /// What happened. It is told within the sentence, so it is not a source of its own.
        fault: reqwest::Error,
    },
    /// The service answered that it will not (RFC 9457).
    #[error("{0}")]
    Problem(Box<Problem>),
    /// The service answered something that is not of the documented form.
    #[error("the answer to {path} is not of the documented form: {detail}")]
    Answer {
        /// The path that was asked for.
        path: String,
        /// What is wrong with it.
        detail: String,
    },
    /// What the service answered does not prove what it should, or what is to be signed is malformed.
    #[error("{about} does not hold: {refusal}")]
    Refusal {
        /// What was checked.
        about: &'static str,
        /// Why it does not hold.
        refusal: Refusal,
    },
    /// The service prepared something else than was asked. Nothing was signed.
    #[error("the service prepared something else than was asked, and nothing was signed: {0}")]
    Mismatch(Box<Mismatch>),
    /// The command is not one that this program knows, or its body is not of its kind.
    #[error("{0}")]
    Command(Box<Rejection>),
    /// A sentence could not be made.
    #[error(transparent)]
    Summary(#[from] SummaryFault),
}

/// The library's own sentence stops at "error sending request"; the reason stands at the end of the chain.
fn cause(error: &reqwest::Error) -> String {
    let mut last: &dyn std::error::Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

impl ClientError {
    /// The stable code: the service's own for a problem, the ledger's for a refusal.
    pub fn code(&self) -> &str {
        match self {
            Self::Address { .. } => "address",
            Self::Connection(_) => "connection",
            Self::Transport { .. } => "transport",
            Self::Problem(problem) => &problem.code,
            Self::Answer { .. } => "answer-form",
            Self::Refusal { refusal, .. } => refusal.code(),
            Self::Mismatch(mismatch) => mismatch.code(),
            Self::Command(rejection) => rejection.code(),
            Self::Summary(fault) => fault.code(),
        }
    }

    /// The problem that the service described, if that is what it is.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Address { .. }
            | Self::Connection(_)
            | Self::Transport { .. }
            | Self::Answer { .. }
            | Self::Refusal { .. }
            | Self::Mismatch(_)
            | Self::Command(_)
            | Self::Summary(_) => None,
        }
    }

    pub(crate) fn refused(about: &'static str) -> impl FnOnce(Refusal) -> Self {
        move |refusal| Self::Refusal { about, refusal }
    }
}

/// What the service says when it will not (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// The stable code.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// The rule, in short.
    pub title: String,
    /// The rule, the numbers, what to do next.
    #[serde(default)]
    pub detail: String,
    /// Further members: the numbers involved, by name.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

impl Problem {
    /// Whether the rules say no to this one act. Any other problem is with the request, the caller or the service.
    pub const fn is_ruling(&self) -> bool {
        matches!(self.status, 403 | 404 | 409 | 422)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = if self.detail.is_empty() {
            &self.title
        } else {
            &self.detail
        };
        write!(formatter, "{sentence} ({}, {})", self.status, self.code)
    }
}

impl From<Mismatch> for ClientError {
    fn from(mismatch: Mismatch) -> Self {
        Self::Mismatch(Box::new(mismatch))
    }
}

impl From<Rejection> for ClientError {
    fn from(rejection: Rejection) -> Self {
        Self::Command(Box::new(rejection))
    }
}

impl From<Problem> for ClientError {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}
