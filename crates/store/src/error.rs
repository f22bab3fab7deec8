//! What can go wrong here, and how a submission is refused.

use std::sync::Arc;

use tallystick_base::{IllegalTransition, Subject};
use tallystick_commands::Rejection;
use tallystick_ledger::Refusal;

/// A fault: of the database, of what it holds, or of how the service was set up. Never of a caller.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or does not answer.
    #[error("the database does not do what it was asked: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// The address of the database cannot be used.
    #[error("the database address is not usable: {0}")]
    Address(String),
    /// The server is of a version that the ledger was never tried on.
    #[error("the database server is PostgreSQL {0}, and the ledger needs version 15 or newer")]
    OldServer(String),
    /// A row is not what was written.
    #[error("table {table}, row {id}: {detail}; run an audit")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Stored bytes that do not follow the ledger's format.
    #[error("what is stored does not follow the ledger's format: {0}; run an audit")]
    Format(#[from] Refusal),
    /// A decision gave a transition that does not exist.
    #[error("{0}; nothing was written")]
    Illegal(#[from] IllegalTransition),
    /// There is no ledger.
    #[error("the database holds no ledger; open one with `tallystick init`")]
    NoLedger,
    /// There is one already.
    #[error("the database holds a ledger already ({0}); opening another needs an empty database")]
    LedgerExists(String),
    /// The keys of the service are not those of the ledger.
    #[error(
        "the {0} in the key directory is not the one that the ledger's opening names; use the directory that `tallystick init` wrote"
    )]
    KeysDiffer(&'static str),
    /// A trigger that keeps the ledger's rows as they are is not there.
    #[error(
        "table {table} has lost its trigger {trigger}, or it is switched off or changed; run an audit, and `tallystick rebuild --write` puts it back"
    )]
    Unguarded {
        /// The table.
        table: String,
        /// The trigger.
        trigger: String,
    },
    /// Somebody wrote where nobody else may.
    #[error("the ledger grew meanwhile, so nothing was replaced; stop every instance of the service first")]
    InUse,
    /// Another process moved the head again and again.
    #[error("other instances moved the head of the ledger {0} times in a row; try again")]
    Contended(u32),
    /// The batch that the statement was in could not be written.
    #[error(transparent)]
    Batch(Arc<StoreError>),
    /// A task of the service broke off.
    #[error("a task of the service broke off, and nothing was written: {0}; send the same statement again")]
    Task(#[from] tokio::task::JoinError),
    /// The service is stopping.
    #[error("the service is stopping; send the same statement again in a moment")]
    Stopping,
    /// A page was asked for with a place that was never handed out.
    #[error("the cursor {0:?} is not one that a page ended with; leave it out to begin anew")]
    Cursor(String),
}

impl StoreError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "database",
            Self::Address(_) => "database-address",
            Self::OldServer(_) => "old-database-server",
            Self::Corrupt { .. } => "corrupt-row",
            Self::Format(_) => "corrupt-bytes",
            Self::Illegal(_) => "illegal-transition",
            Self::NoLedger => "no-ledger",
            Self::LedgerExists(_) => "ledger-exists",
            Self::KeysDiffer(_) => "keys-differ",
            Self::Unguarded { .. } => "unguarded",
            Self::InUse => "in-use",
            Self::Contended(_) => "contended",
            Self::Batch(error) => error.code(),
            Self::Task(_) => "task",
            Self::Stopping => "stopping",
            Self::Cursor(_) => "malformed-cursor",
        }
    }
}

/// Why a submission is not appended.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is malformed, not signed as it says, or does not fit the place that it would take.
    #[error(transparent)]
    Input(#[from] Refusal),
    /// The rules say no.
    #[error(transparent)]
    Rule(#[from] Rejection),
    /// It waits, and what was asked of it is not possible.
    #[error(transparent)]
    Proposal(#[from] ProposalRefusal),
    /// More is waiting than is taken in; nothing was looked at.
    #[error("the service is busy; send the same statement again in a moment")]
    Busy,
    /// It is no fault of the statement.
    #[error(transparent)]
    Fault(#[from] StoreError),
}

impl Refused {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Input(refusal) => refusal.code(),
            Self::Rule(rejection) => rejection.code(),
            Self::Proposal(refusal) => refusal.code(),
            Self::Busy => "busy",
            Self::Fault(error) => error.code(),
        }
    }
}

impl From<sea_orm::DbErr> for Refused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Why a signature on a proposal, or its decline, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalRefusal {
    /// There is none, or the viewer may not see it.
    #[error("there is no proposal {0}")]
    NotFound(String),
    /// It does not wait any more.
    #[error("proposal {id} is {stage}; it takes no signature and cannot be declined")]
    NotWaiting {
        /// The proposal.
        id: String,
        /// Its stage.
        stage: &'static str,
    },
    /// It was overtaken.
    #[error("proposal {id} is stale: {subject} has moved on since it was made; prepare the act again")]
    Stale {
        /// The proposal.
        id: String,
        /// What moved on.
        subject: Subject,
    },
    /// The member has signed it already.
    #[error("this member has signed the proposal already; it waits for another one")]
    SignedByMember,
}

impl ProposalRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "proposal-not-found",
            Self::NotWaiting { .. } => "proposal-not-waiting",
            Self::Stale { .. } => "proposal-stale",
            Self::SignedByMember => "member-signed-already",
        }
    }
}
