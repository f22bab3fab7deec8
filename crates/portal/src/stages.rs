//! What the stages of things mean to whoever reads a list: four meanings only, besides none.

/// What a stage means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It stands, and nothing is to be done.
    Plain,
    /// It came to a good end.
    Done,
    /// Somebody is to act.
    Waiting,
    /// Somebody is late, or money is.
    Risk,
    /// Somebody said no, or took it back.
    Refused,
}

impl Meaning {
    /// The class of the tag.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Done => "tag tag-done",
            Self::Waiting => "tag tag-waiting",
            Self::Risk => "tag tag-risk",
            Self::Refused => "tag tag-refused",
        }
    }
}

use Meaning::{Done, Plain, Refused, Risk, Waiting};

/// Every stage of every kind of thing that pages show. Its word has the key `stage-<kind>-<stage>`.
pub(crate) const STAGES: &[(&str, &str, Meaning)] = &[
    ("contract", "registered", Waiting),
    ("contract", "accepted", Done),
    ("contract", "rejected", Refused),
    ("contract", "withdrawn", Refused),
    ("contract", "closed", Plain),
    ("contract", "terminated", Risk),
    ("amendment", "proposed", Waiting),
    ("amendment", "accepted", Done),
    ("amendment", "rejected", Refused),
    ("amendment", "withdrawn", Refused),
    ("receivable", "claimed", Waiting),
    ("receivable", "disputed", Risk),
    ("receivable", "confirmed", Done),
    ("receivable", "rejected", Refused),
    ("receivable", "withdrawn", Refused),
    ("certificate", "free", Plain),
    ("certificate", "offered", Waiting),
    ("certificate", "reserved", Waiting),
    ("certificate", "pledged", Plain),
    ("certificate", "assigned", Plain),
    ("certificate", "split", Plain),
    ("certificate", "discharged", Done),
    ("certificate", "cancelled", Refused),
    ("payment", "reported", Waiting),
    ("payment", "acknowledged", Done),
    ("payment", "rejected", Refused),
    ("cancellation", "proposed", Waiting),
    ("cancellation", "accepted", Done),
    ("cancellation", "declined", Refused),
    ("cancellation", "withdrawn", Refused),
    ("request", "submitted", Waiting),
    ("request", "accepted", Waiting),
    ("request", "approved", Waiting),
    ("request", "funded", Done),
    ("request", "closed", Done),
    ("request", "declined", Refused),
    ("request", "withdrawn", Refused),
    ("request", "expired", Refused),
    ("review", "open", Waiting),
    ("review", "offered", Done),
    ("review", "taken", Done),
    ("review", "nottaken", Plain),
    ("review", "declined", Refused),
    ("review", "ended", Plain),
    ("guarantee", "offered", Waiting),
    ("guarantee", "issued", Done),
    ("guarantee", "called", Risk),
    ("guarantee", "paid", Done),
    ("guarantee", "released", Plain),
    ("guarantee", "withdrawn", Refused),
    ("guarantee", "lapsed", Refused),
    ("product", "open", Done),
    ("product", "withdrawn", Plain),
    ("credit-line", "open", Done),
    ("credit-line", "suspended", Risk),
    ("credit-line", "closed", Plain),
    ("loan", "approved", Waiting),
    ("loan", "instructed", Waiting),
    ("loan", "active", Plain),
    ("loan", "closed", Done),
    ("loan", "cancelled", Refused),
    ("loan", "lapsed", Refused),
    ("filing", "filed", Plain),
    ("filing", "discharged", Done),
    ("sale", "proposed", Waiting),
    ("sale", "accepted", Done),
    ("sale", "declined", Refused),
    ("sale", "withdrawn", Refused),
    ("sale", "expired", Refused),
    ("bank-entry", "unmatched", Waiting),
    ("bank-entry", "booked", Done),
    ("endorsement", "bound", Waiting),
    ("endorsement", "honoured", Done),
    ("endorsement", "ended", Done),
    ("notice", "arrived", Waiting),
    ("notice", "acknowledged", Done),
    ("pool", "open", Done),
    ("pool", "closed", Plain),
    ("party", "registered", Waiting),
    ("party", "active", Done),
    ("party", "suspended", Risk),
    ("member", "active", Done),
    ("member", "removed", Plain),
    ("key", "active", Done),
    ("key", "revoked", Refused),
    ("key", "suspect", Risk),
    ("key", "restored", Risk),
    ("proposal", "waiting", Waiting),
    ("proposal", "stale", Risk),
    ("proposal", "expired", Refused),
    ("proposal", "declined", Refused),
    ("proposal", "appended", Done),
    ("invitation", "open", Waiting),
    ("invitation", "expired", Refused),
    ("invitation", "answered", Waiting),
    ("invitation", "added", Done),
];

/// What a stage means; nothing for one that no page shows.
pub(crate) fn meaning(kind: &str, stage: &str) -> Meaning {
    STAGES
        .iter()
        .find(|(of, name, _)| *of == kind && *name == stage)
        .map_or(Plain, |(_, _, meaning)| *meaning)
}

/// The stages of a kind of thing, for filters.
pub(crate) fn of(kind: &str) -> impl Iterator<Item = &'static str> {
    STAGES
        .iter()
        .filter(move |(of, _, _)| *of == kind)
        .map(|(_, name, _)| *name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_stage_stands_once() {
        let names: BTreeSet<_> = STAGES.iter().map(|(kind, stage, _)| (kind, stage)).collect();
        assert_eq!(names.len(), STAGES.len());
    }
}
