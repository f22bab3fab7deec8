//! Entries of the ledger as a member may see them.

use serde::Deserialize;
use tallystick_base::{Capacity, Digest, MemberId, Millis, Subject, Thumbprint};

use super::{Filter, Page};
use crate::http::Call;
use crate::{ClientError, Member};

/// One entry. What the member may not see is absent; the digests are always there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When it was received.
    pub received: Millis,
    /// The kind of command.
    pub kind: String,
    /// The subject that the command is about.
    pub subject: Subject,
    /// What it moved, the statement's own subject first.
    pub moved: Vec<Moved>,
    /// The acting party.
    pub issuer: Subject,
    /// The capacity in which it acted.
    pub capacity: Capacity,
    /// Who signed.
    pub signers: Vec<SignerView>,
    /// The statement's identity.
    pub statement: Digest,
    /// The leaf: the exact text that the ledger seals.
    pub leaf: String,
    /// The body, where the member may see it.
    #[serde(default)]
    pub body: Option<String>,
    /// The digest of the body.
    pub body_digest: Digest,
}

/// A subject that an entry moved.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Moved {
    /// The subject.
    pub subject: Subject,
    /// The version that it reached.
    pub version: u64,
    /// The digest of its part of the outcome.
    pub digest: Digest,
    /// What happened to it, where the member may see it: the exact text, `{"salt":…,"transitions":[…]}`.
    #[serde(default)]
    pub part: Option<String>,
}

/// A key that signed, and whose it is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SignerView {
    /// The key.
    pub kid: Thumbprint,
    /// The member, where its party is the caller's own.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Whether the key was revoked later, as suspect from this entry or an earlier one on.
    pub suspect: bool,
    /// Whether a recovery added the key.
    pub restored: bool,
}

/// An entry that moved a subject.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TimelineEntry {
    /// The version that it gave the subject.
    pub version: u64,
    /// The entry.
    pub entry: Entry,
}

impl Member {
    /// One entry.
    pub async fn entry(&self, seq: u64) -> Result<Entry, ClientError> {
        self.client().json(&Call::get(format!("v1/entries/{seq}"))).await
    }

    /// Entries behind a number, or from the first one on; at most `limit` of them.
    pub async fn entries(&self, after: Option<u64>, limit: u16) -> Result<Page<Entry>, ClientError> {
        let call = Call::get("v1/entries")
            .with_some("after", after)
            .with("limit", limit);
        self.client().json(&call).await
    }

    /// The entries that moved a subject, with what the member may see of them.
    pub async fn timeline(
        &self,
        subject: &Subject,
        page: &Filter,
    ) -> Result<Page<TimelineEntry>, ClientError> {
        let path = format!("v1/subjects/{}/{}/timeline", subject.kind(), subject.id());
        self.client().json(&page.on(path)).await
    }
}
