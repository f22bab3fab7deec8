//! What every decision is given, and what every decision says: the vocabulary that the domain crates share.

use std::collections::BTreeSet;

use crate::{Actor, Millis, Subject};

/// Who acts, and when: all that a decision knows besides the states it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The acting party, the members who signed, and the capacity.
    pub actor: Actor,
    /// The time of the entry. Deadlines bind by it, whether or not what fell due has been recorded.
    pub received: Millis,
}

/// The subjects that a statement names: its own, those it may move or read without a version, and the facts it relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The statement's own subject.
    pub sub: Subject,
    /// Subjects that it may move, or reads without pinning a version.
    pub alt: BTreeSet<Subject>,
    /// Subjects that must stay at the version the signer saw.
    pub rel: BTreeSet<Subject>,
}

impl Named {
    /// Names the statement's own subject only.
    pub fn only(sub: Subject) -> Self {
        Self {
            sub,
            alt: BTreeSet::new(),
            rel: BTreeSet::new(),
        }
    }

    /// Names further subjects that may move.
    #[must_use]
    pub fn with_alt(mut self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.alt.extend(subjects);
        self
    }

    /// Names further facts relied on.
    #[must_use]
    pub fn with_rel(mut self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.rel.extend(subjects);
        self
    }
}

/// Families of subjects that are made from outside identifiers with a secret, so that nobody can guess them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyedFamily {
    /// One company, one registration: `identity/…` from scheme and code.
    Identity,
    /// One number between a buyer and a supplier, one contract: `contract-number/…`.
    ContractNumber,
    /// One invoice, one live claim: `evidence/…` from the seller's code and the invoice number.
    Evidence,
    /// One line of a bank statement, one booking: `bank-entry/…` from account and reference.
    BankEntry,
}

impl KeyedFamily {
    /// The kind of the subjects of this family.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::ContractNumber => "contract-number",
            Self::Evidence => "evidence",
            Self::BankEntry => "bank-entry",
        }
    }
}

/// An outside identifier whose subject is made elsewhere, by whoever holds the secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyedName {
    /// The family.
    pub family: KeyedFamily,
    /// What is hashed, in order: such as scheme, seller's code, invoice number.
    pub parts: Vec<String>,
}

/// Of which kind a rejection is; it decides how callers are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RejectionClass {
    /// The acting party, capacity, member or number of signatures does not suffice (403).
    Forbidden,
    /// Something that the command refers to does not exist (404).
    NotFound,
    /// It exists, and its present state does not allow this (409).
    Conflict,
    /// The content breaks a rule, whatever the state (422).
    Unprocessable,
}

/// A transition that does not exist from the present stage: a fault of whoever recorded it, never of a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{aggregate} has no transition {transition} from {stage}")]
pub struct IllegalTransition {
    /// The kind of aggregate.
    pub aggregate: &'static str,
    /// The stage it is in; `nothing` where it does not exist yet.
    pub stage: &'static str,
    /// The transition that was to be applied.
    pub transition: &'static str,
}

impl IllegalTransition {
    /// The stable code of this fault.
    pub fn code(&self) -> &'static str {
        "illegal-transition"
    }
}
