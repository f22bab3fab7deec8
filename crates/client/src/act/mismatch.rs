//! How a prepared statement may differ from what was asked.

use tallystick_base::{Capacity, Digest, Subject};
use tallystick_ledger::Observed;

/// Why a payload or a body is not what was asked for. Whoever signed it all the same would sign another act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// The payload is for another ledger: a signature could be used there.
    #[error("the payload is for the ledger {found}; this one is {expected}")]
    Ledger {
        /// The ledger that is spoken to.
        expected: String,
        /// The ledger in the payload.
        found: String,
    },
    /// The payload lets another party act.
    #[error("the payload lets {found} act; the signer acts for {expected}")]
    Issuer {
        /// The signer's party.
        expected: Subject,
        /// The party in the payload.
        found: Subject,
    },
    /// The payload is in another capacity.
    #[error("the payload is in the capacity of {found}; the signer acts as {expected}")]
    Capacity {
        /// The signer's capacity.
        expected: Capacity,
        /// The capacity in the payload.
        found: Capacity,
    },
    /// The payload is of another kind of command.
    #[error("the payload is a {found}; what was asked for is a {expected}")]
    Kind {
        /// The kind that was asked for.
        expected: String,
        /// The kind in the payload.
        found: String,
    },
    /// The payload signs another body than the one that came with it.
    #[error("the payload signs a body with the digest {signed}; the body that came with it has {found}")]
    BodyDigest {
        /// The digest in the payload.
        signed: Digest,
        /// The digest of the body.
        found: Digest,
    },
    /// The body says something else than the command.
    #[error("the body says something else than the command; the first difference is at {field:?}")]
    Body {
        /// The path of the first member that differs.
        field: String,
    },
    /// The payload names a subject that a command of its kind with this body does not name.
    #[error("the payload names {subject} in {list}, which a {kind} with this body does not")]
    Subject {
        /// The subject.
        subject: Subject,
        /// `sub`, `alt` or `rel`.
        list: &'static str,
        /// The kind of command.
        kind: &'static str,
    },
    /// The payload names more subjects of a kind than the command can need.
    #[error(
        "the payload names {found} subjects of kind {subjects} in {list}; a {kind} names at most {limit}"
    )]
    SubjectCount {
        /// The kind of the subjects.
        subjects: String,
        /// `alt` or `rel`.
        list: &'static str,
        /// The kind of command.
        kind: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The payload says that its signer has seen a head other than the one it verified.
    #[error("the payload says that the signer has seen {}; it verified {}", head(.found.as_ref()), head(.expected.as_ref()))]
    Observed {
        /// The head that was given to the service.
        expected: Option<Observed>,
        /// The head in the payload.
        found: Option<Observed>,
    },
    /// The payload holds from another time on, or for longer than this number of signatures needs.
    #[error(
        "the payload holds from {from} until {until}, in seconds; now is {now}, and at most {limit} s are usual"
    )]
    Window {
        /// The start of its window, in seconds since the epoch.
        from: u64,
        /// The end of its window, in seconds since the epoch.
        until: u64,
        /// The time now, in seconds since the epoch.
        now: u64,
        /// The longest window for this number of signatures, in seconds.
        limit: u64,
    },
    /// The service calls the statement by another name than its bytes have.
    #[error("the service calls the statement {named}; its bytes give {found}")]
    Statement {
        /// The identity that the service gave.
        named: Digest,
        /// The identity that follows from the payload.
        found: Digest,
    },
}

fn head(observed: Option<&Observed>) -> String {
    match observed {
        Some(Observed { size, root }) => format!("the head of {size} entries with the root {root}"),
        None => "no head".to_owned(),
    }
}

impl Mismatch {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ledger { .. } => "prepared-ledger",
            Self::Issuer { .. } => "prepared-issuer",
            Self::Capacity { .. } => "prepared-capacity",
            Self::Kind { .. } => "prepared-kind",
            Self::BodyDigest { .. } => "prepared-body-digest",
            Self::Body { .. } => "prepared-body",
            Self::Subject { .. } => "prepared-subject",
            Self::SubjectCount { .. } => "prepared-subject-count",
            Self::Observed { .. } => "prepared-observed",
            Self::Window { .. } => "prepared-window",
            Self::Statement { .. } => "prepared-statement",
        }
    }
}
