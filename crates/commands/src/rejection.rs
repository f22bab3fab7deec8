//! Why a command is refused, whichever crate refuses it.

use tallystick_base::{RejectionClass, Subject};

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// By the rules of parties.
    #[error(transparent)]
    Parties(#[from] tallystick_parties::Rejection),
    /// By the rules of contracts.
    #[error(transparent)]
    Contracts(#[from] tallystick_contracts::Rejection),
    /// By the rules of receivables and certificates.
    #[error(transparent)]
    Certificates(#[from] tallystick_certificates::Rejection),
    /// By the rules of financing.
    #[error(transparent)]
    Financing(#[from] tallystick_financing::Rejection),
    /// By the rules of banking.
    #[error(transparent)]
    Banking(#[from] tallystick_banking::Rejection),
    /// No such kind of command.
    #[error("no command is called {kind:?}; the table of commands lists every kind with its version")]
    UnknownKind {
        /// The kind.
        kind: String,
    },
    /// The body is not the one of its kind.
    #[error("the body is not one of {kind}: {detail}")]
    Body {
        /// The kind.
        kind: String,
        /// What is wrong, with line and column.
        detail: String,
    },
    /// The statement's own subject is another one than its body says.
    #[error("the statement's own subject must be {expected}, as its body says; it is {found}")]
    OwnSubject {
        /// The subject that follows from the body.
        expected: Subject,
        /// The subject that was signed.
        found: Subject,
    },
    /// The decision needs a subject that the statement does not name.
    #[error("the statement must name {subject} in {list}; prepare it again and sign the new one")]
    NotNamed {
        /// The subject that is missing.
        subject: Subject,
        /// `alt` or `rel`.
        list: &'static str,
    },
}

/// What an act is short of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingSignatures {
    /// How many distinct members must sign in all, where that is what is missing.
    pub needed: Option<usize>,
    /// Whether enough signed, and none of them is a checker.
    pub checker: bool,
}

impl Rejection {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Parties(rejection) => rejection.code(),
            Self::Contracts(rejection) => rejection.code(),
            Self::Certificates(rejection) => rejection.code(),
            Self::Financing(rejection) => rejection.code(),
            Self::Banking(rejection) => rejection.code(),
            Self::UnknownKind { .. } => "unknown-kind",
            Self::Body { .. } => "malformed-body",
            Self::OwnSubject { .. } => "own-subject",
            Self::NotNamed { .. } => "subject-not-named",
        }
    }

    /// The signatures that the act is short of, where it is refused for nothing else: further members of its party may
    /// still add theirs.
    pub fn missing_signatures(&self) -> Option<MissingSignatures> {
        use tallystick_parties::Rejection as Parties;
        let rejection = self.of_parties()?;
        match rejection {
            Parties::SignaturesTooFew { needed, .. } => Some(MissingSignatures {
                needed: Some(*needed),
                checker: false,
            }),
            Parties::CheckerMissing => Some(MissingSignatures {
                needed: None,
                checker: true,
            }),
            _ => None,
        }
    }

    /// The rejection by the rules of parties that an act of any crate may meet.
    fn of_parties(&self) -> Option<&tallystick_parties::Rejection> {
        use tallystick_banking::Rejection as Banking;
        use tallystick_certificates::Rejection as Certificates;
        use tallystick_contracts::Rejection as Contracts;
        use tallystick_financing::Rejection as Financing;
        match self {
            Self::Parties(rejection)
            | Self::Contracts(Contracts::Parties(rejection))
            | Self::Certificates(Certificates::Contracts(Contracts::Parties(rejection)))
            | Self::Financing(Financing::Certificates(Certificates::Contracts(Contracts::Parties(
                rejection,
            ))))
            | Self::Banking(Banking::Financing(Financing::Certificates(Certificates::Contracts(
                Contracts::Parties(rejection),
            )))) => Some(rejection),
            _ => None,
        }
    }

    /// Of which kind the rejection is.
    pub fn status(&self) -> RejectionClass {
        match self {
            Self::Parties(rejection) => rejection.status(),
            Self::Contracts(rejection) => rejection.status(),
            Self::Certificates(rejection) => rejection.status(),
            Self::Financing(rejection) => rejection.status(),
            Self::Banking(rejection) => rejection.status(),
            Self::UnknownKind { .. }
            | Self::Body { .. }
            | Self::OwnSubject { .. }
            | Self::NotNamed { .. } => RejectionClass::Unprocessable,
        }
    }
}
