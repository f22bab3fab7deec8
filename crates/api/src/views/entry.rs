//! Entries of the ledger, as far as the caller may see into them.

use std::fmt;

use serde::Serialize;
use tallystick_base::{Capacity, Digest, MemberId, Millis, Subject, Thumbprint};
use tallystick_documents::ExportCell;
use tallystick_store::{EntryView, MovedView, Signer, TimelineEntry};
use utoipa::ToSchema;

use super::tabled::{Cells, Tabled, tabled};

/// An entry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Entry)]
pub(crate) struct EntryItem {
    /// Its number, from 0.
    seq: u64,
    /// When it was received.
    received: Millis,
    /// The kind of command with its version.
    kind: String,
    /// The subject of the statement.
    subject: Subject,
    /// The acting party.
    issuer: Subject,
    /// The capacity in which it acted.
    capacity: Capacity,
    /// Who signed, in order of arrival.
    signers: Vec<EntrySigner>,
    /// Every subject that it moved, the statement's own first.
    moved: Vec<Moved>,
    /// The id of the statement.
    statement: Digest,
    /// The leaf: the exact text that the ledger seals.
    leaf: String,
    /// The exact body, where you may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    body: Option<String>,
    /// SHA-256 of the body.
    body_digest: Digest,
}

/// Who signed an entry.
#[derive(Debug, Serialize, ToSchema)]
struct EntrySigner {
    /// The key.
    kid: Thumbprint,
    /// The member, where you may see the house of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    member: Option<MemberId>,
    /// Whether the key was revoked later as suspect from this entry or an earlier one on.
    suspect: bool,
    /// Whether a recovery added the key.
    restored: bool,
}

/// A subject that an entry moved.
#[derive(Debug, Serialize, ToSchema)]
struct Moved {
    /// The subject.
    subject: Subject,
    /// Its version from this entry on.
    version: u64,
    /// SHA-256 of its part.
    digest: Digest,
    /// The exact part, `{"salt":…,"transitions":[…]}`, where you may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    part: Option<String>,
}

/// An entry that moved a subject.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelineEntry)]
pub(crate) struct TimelineItem {
    /// The version that it gave the subject.
    version: u64,
    /// The entry.
    entry: EntryItem,
}

// Leaf, body and parts are exact texts, and no cells.
tabled! {
    EntryItem {
        seq: u64,
        received: Millis,
        kind: String,
        subject: Subject,
        issuer: Subject,
        capacity: Capacity,
        signers: Vec<EntrySigner>,
        moved: Vec<Moved>,
        statement: Digest,
        body_digest: Digest,
    }
}

tabled! {
    TimelineItem {
        version: u64,
        entry: EntryItem,
    }
}

impl Cells for EntryItem {
    fn headings(_: &str) -> Vec<String> {
        <Self as Tabled>::headings()
    }

    fn add(&self, row: &mut Vec<ExportCell>) {
        row.extend(self.cells());
    }
}

impl fmt::Display for EntrySigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kid.fmt(formatter)
    }
}

impl fmt::Display for Moved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.subject, self.version)
    }
}

impl From<EntryView> for EntryItem {
    fn from(entry: EntryView) -> Self {
        Self {
            seq: entry.seq,
            received: entry.received,
            kind: entry.kind,
            subject: entry.subject,
            issuer: entry.issuer,
            capacity: entry.capacity,
            signers: entry.signers.into_iter().map(EntrySigner::from).collect(),
            moved: entry.moved.into_iter().map(Moved::from).collect(),
            statement: entry.statement,
            leaf: entry.leaf,
            body: entry.body,
            body_digest: entry.body_digest,
        }
    }
}

impl From<Signer> for EntrySigner {
    fn from(signer: Signer) -> Self {
        Self {
            kid: signer.kid,
            member: signer.member,
            suspect: signer.suspect,
            restored: signer.restored,
        }
    }
}

impl From<MovedView> for Moved {
    fn from(moved: MovedView) -> Self {
        Self {
            subject: moved.subject,
            version: moved.version,
            digest: moved.digest,
            part: moved.part,
        }
    }
}

impl From<TimelineEntry> for TimelineItem {
    fn from(moved: TimelineEntry) -> Self {
        Self {
            version: moved.version,
            entry: moved.entry.into(),
        }
    }
}
