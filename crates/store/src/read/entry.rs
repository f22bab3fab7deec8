//! Entries, as far as each viewer may see into them.
//!
//! Every enrolled party sees the leaf and with it all digests. Bodies and parts are shown to those they concern.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{Capacity, Digest, MemberId, Millis, Subject, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::{Key, KeyStage};
use tallystick_ledger::{Entry, Part};

use super::page::MAX_PAGE;
use super::sight::Sights;
use super::states::{self, corrupt, natural};
use super::viewer::Viewer;
use crate::entity::{body, entry, outcome_part};
use crate::{Store, StoreError};

/// An entry, as far as the viewer may see into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    /// Its position, from 0.
    pub seq: u64,
    /// When it was received.
    pub received: Millis,
    /// The kind of command with its version, such as `certificate.split/1`.
    pub kind: String,
    /// The subject of the statement.
    pub subject: Subject,
    /// The acting party.
    pub issuer: Subject,
    /// The capacity in which it acted.
    pub capacity: Capacity,
    /// Who signed, in order of arrival.
    pub signers: Vec<Signer>,
    /// Every subject that it moved, the statement's own first.
    pub moved: Vec<MovedView>,
    /// The identity of the statement.
    pub statement: Digest,
    /// The leaf: the exact bytes that the ledger seals.
    pub leaf: String,
    /// The exact body, where the viewer may see it.
    pub body: Option<String>,
    /// SHA-256 of the body.
    pub body_digest: Digest,
}

/// Who signed an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// The key.
    pub kid: Thumbprint,
    /// The member, where the viewer may see the house of the party; none for the service's own key.
    pub member: Option<MemberId>,
    /// Whether the key was revoked later as suspect from this entry or an earlier one on.
    pub suspect: bool,
    /// Whether a recovery added the key.
    pub restored: bool,
}

/// A subject that an entry moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedView {
    /// The subject.
    pub subject: Subject,
    /// Its version from this entry on.
    pub version: u64,
    /// SHA-256 of its part.
    pub digest: Digest,
    /// The exact part, `{"salt":…,"transitions":[…]}`, where the viewer may see it.
    pub part: Option<String>,
}

impl Store {
    /// One entry; `None` where the ledger has no such entry.
    pub async fn entry(&self, viewer: &Viewer, seq: u64) -> Result<Option<EntryView>, StoreError> {
        let Ok(seq) = i64::try_from(seq) else {
            return Ok(None);
        };
        let row = entry::Entity::find_by_id(seq).one(self.reader()).await?;
        Ok(self.views(viewer, row.into_iter().collect()).await?.pop())
    }

    /// The entries after a position, at most so many (taken as 1 to [`MAX_PAGE`]), in order; from the first one where no
    /// position is given. The feed is made of these: there is no other record of what happened.
    pub async fn entries(
        &self,
        viewer: &Viewer,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Vec<EntryView>, StoreError> {
        let after = after.map_or(-1, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
        let rows = entry::Entity::find()
            .filter(entry::Column::Seq.gt(after))
            .order_by_asc(entry::Column::Seq)
            .limit(limit.clamp(1, MAX_PAGE))
            .all(self.reader())
            .await?;
        self.views(viewer, rows).await
    }

    /// What the viewer sees of these entries, in the same order.
    pub(super) async fn views(
        &self,
        viewer: &Viewer,
        rows: Vec<entry::Model>,
    ) -> Result<Vec<EntryView>, StoreError> {
        let entries: Vec<(Entry, Vec<u8>)> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
        let disclosures = Disclosures::load(self, viewer, entries.iter().map(|(entry, _)| entry)).await?;
        let keys = self.signing_keys(entries.iter().map(|(entry, _)| entry)).await?;
        let view = |(entry, leaf)| view(viewer, &disclosures, &keys, &entry, leaf);
        entries.into_iter().map(view).collect()
    }

    async fn signing_keys(
        &self,
        entries: impl Iterator<Item = &Entry>,
    ) -> Result<BTreeMap<Subject, Key>, StoreError> {
        let lines = entries.flat_map(|entry| entry.statement.signatures());
        let kids: BTreeSet<Subject> = lines.map(|line| line.kid().subject()).collect();
        let states = states::load(self.reader(), &kids).await?;
        let keys = states
            .into_iter()
            .filter_map(|(subject, stands)| match stands.state {
                State::Key(key) => Some((subject, key)),
                _ => None,
            });
        Ok(keys.collect())
    }
}

/// A stored leaf.
pub(super) fn read(row: entry::Model) -> Result<(Entry, Vec<u8>), StoreError> {
    let entry = Entry::parse(&row.leaf).map_err(|error| corrupt("entries", row.seq, error))?;
    Ok((entry, row.leaf))
}

fn view(
    viewer: &Viewer,
    disclosures: &Disclosures,
    keys: &BTreeMap<Subject, Key>,
    entry: &Entry,
    leaf: Vec<u8>,
) -> Result<EntryView, StoreError> {
    let seq = entry.sequence;
    let claims = entry.statement.claims();
    let lines = entry.statement.signatures().iter();
    Ok(EntryView {
        seq,
        received: entry.received,
        kind: claims.kind.to_string(),
        subject: claims.subject.clone(),
        issuer: claims.issuer.clone(),
        capacity: claims.capacity,
        signers: lines.map(|line| signer(viewer, seq, line.kid(), keys)).collect(),
        moved: disclosures.of(entry)?,
        statement: entry.statement.id()?,
        leaf: utf8("entries", seq, leaf)?,
        body: disclosures.bodies.get(&seq).cloned(),
        body_digest: claims.body,
    })
}

fn signer(viewer: &Viewer, seq: u64, kid: &Thumbprint, keys: &BTreeMap<Subject, Key>) -> Signer {
    let key = keys.get(&kid.subject());
    let doubted = |key: &Key| match key.stage {
        KeyStage::Revoked { suspect_from } => suspect_from.is_some_and(|from| from <= seq),
        KeyStage::Active {} => false,
    };
    Signer {
        kid: kid.clone(),
        member: key
            .filter(|key| viewer.sees_house_of(key.party))
            .and_then(Key::member),
        suspect: key.is_some_and(doubted),
        restored: key.is_some_and(|key| key.restored),
    }
}

/// What stands beside the leaves of some entries: the digests of all parts; and those bodies and parts that the viewer sees.
pub(super) struct Disclosures {
    pub(super) bodies: BTreeMap<u64, String>,
    /// By entry and place in its line of subjects.
    pub(super) parts: BTreeMap<(u64, u64), (Digest, Option<String>)>,
}

impl Disclosures {
    pub(super) async fn load(
        store: &Store,
        viewer: &Viewer,
        entries: impl Iterator<Item = &Entry> + Clone,
    ) -> Result<Self, StoreError> {
        let moved = entries.clone().flat_map(|entry| &entry.moved);
        let subjects = moved.map(|moved| moved.subject.clone()).collect();
        let sights = Sights::load(store.reader(), viewer, subjects).await?;
        let (mut all, mut disclosed) = (Vec::new(), Vec::new());
        for entry in entries {
            let claims = entry.statement.claims();
            all.push(entry.sequence);
            if sights.body(&claims.issuer, &claims.subject, entry.sequence) {
                disclosed.push(entry.sequence);
            }
        }
        Ok(Self {
            bodies: store.bodies(&disclosed).await?,
            parts: store.parts(&all, &sights).await?,
        })
    }

    pub(super) fn of(&self, entry: &Entry) -> Result<Vec<MovedView>, StoreError> {
        let seq = entry.sequence;
        let moved = entry.moved.iter().zip(0_u64..).map(|(moved, place)| {
            let missing = || {
                corrupt(
                    "outcome_parts",
                    format_args!("{} in entry {seq}", moved.subject),
                    "it is missing",
                )
            };
            let (digest, part) = self.parts.get(&(seq, place)).cloned().ok_or_else(missing)?;
            Ok(MovedView {
                subject: moved.subject.clone(),
                version: moved.version,
                digest,
                part,
            })
        });
        moved.collect()
    }
}

impl Store {
    async fn bodies(&self, entries: &[u64]) -> Result<BTreeMap<u64, String>, StoreError> {
        let mut bodies = BTreeMap::new();
        for chunk in numbers(entries) {
            let rows = body::Entity::find()
                .filter(body::Column::Seq.is_in(chunk))
                .all(self.reader())
                .await?;
            for row in rows {
                let seq = natural("bodies", row.seq, row.seq)?;
                bodies.insert(seq, utf8("bodies", seq, row.body)?);
            }
        }
        Ok(bodies)
    }

    async fn parts(
        &self,
        entries: &[u64],
        sights: &Sights<'_>,
    ) -> Result<BTreeMap<(u64, u64), (Digest, Option<String>)>, StoreError> {
        let mut parts = BTreeMap::new();
        for chunk in numbers(entries) {
            let rows = outcome_part::Entity::find()
                .filter(outcome_part::Column::Seq.is_in(chunk))
                .all(self.reader())
                .await?;
            for row in rows {
                let id = || format!("{}@{}", row.subject, row.version);
                let key = (
                    natural("outcome_parts", id(), row.seq)?,
                    natural("outcome_parts", id(), row.place)?,
                );
                let subject = Subject::parse(row.subject.as_str());
                let subject = subject.map_err(|error| corrupt("outcome_parts", id(), error))?;
                let part = Part::from_bytes(row.part.clone());
                let part = part.map_err(|error| corrupt("outcome_parts", id(), error))?;
                let shown = sights
                    .part(&subject, key.0)
                    .then(|| utf8("outcome_parts", id(), row.part.clone()));
                parts.insert(key, (part.digest(), shown.transpose()?));
            }
        }
        Ok(parts)
    }
}

fn numbers(entries: &[u64]) -> impl Iterator<Item = Vec<i64>> {
    let number = |seq: &u64| i64::try_from(*seq).unwrap_or(i64::MAX);
    entries
        .chunks(states::CHUNK)
        .map(move |chunk| chunk.iter().map(number).collect())
}

fn utf8(table: &'static str, id: impl ToString, bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|_| corrupt(table, id, "it is not a text"))
}
