//! What a statement says: read once, beside all others, and handed to the one who writes.

use std::collections::BTreeSet;

use tallystick_base::Subject;
use tallystick_commands::{Command, Rejection};
use tallystick_ledger::Claims;

use super::Submission;
use super::states::{everywhere, mentions};

/// The command of a statement, and what it may read. Neither depends on its place, or on who else signs.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// Refused only in its place: what does not fit there says more.
    pub(crate) command: Result<Box<Command>, Rejection>,
    pub(crate) reach: Reach,
}

/// What a statement names, or its body mentions, with what every decision may read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    pub(super) named: BTreeSet<Subject>,
    /// The size of the checkpoint that its signer verified.
    pub(super) observed: Option<u64>,
}

impl Reading {
    /// Reads a statement.
    pub(crate) fn of(submission: &Submission) -> Self {
        let claims = submission.statement.claims();
        let mut reach = Reach::of(claims, &submission.body);
        // A key of another party is told from one that nobody has, however long the service has been up.
        let signers = submission.statement.signatures().iter();
        reach.named.extend(signers.map(|line| line.kid().subject()));
        Self {
            command: Command::read(&claims.kind.to_string(), &submission.body).map(Box::new),
            reach,
        }
    }
}

impl Reach {
    /// How far claims with this body reach.
    pub(crate) fn of(claims: &Claims, body: &[u8]) -> Self {
        let mut named = BTreeSet::from([claims.subject.clone(), claims.issuer.clone()]);
        named.extend(claims.alt.iter().cloned());
        named.extend(claims.rel.iter().map(|(subject, _)| subject.clone()));
        named.extend(mentions(body));
        named.extend(everywhere());
        Self {
            named,
            observed: claims.observed.as_ref().map(|seen| seen.size),
        }
    }
}
