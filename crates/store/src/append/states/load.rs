//! Loading: what statements name, and what stands behind it.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_base::{PartyId, Subject, Thumbprint};
use tallystick_commands::State;
use tallystick_ledger::{ChainValue, Hash, SubjectHead};

use super::names::{everywhere, mentions, namesakes, profile_of, subjects_in};
use super::{Known, States};
use crate::StoreError;
use crate::append::reading::Reach;
use crate::entity::{checkpoint, key, subject};

/// How far, and over how many subjects, a statement is prepared: a command, what it names, what that rests on.
const STEPS_EXPLORED: usize = 4;
const MOST_EXPLORED: usize = 2_000;
/// How many names go into one query.
const NAMES_AT_ONCE: usize = 1_000;

impl States {
    /// Loads what these statements may read, as far as it is not known yet.
    pub(crate) async fn load(
        &mut self,
        connection: &impl ConnectionTrait,
        reaches: &[&Reach],
    ) -> Result<(), StoreError> {
        let named: BTreeSet<&Subject> = reaches.iter().flat_map(|reach| &reach.named).collect();
        let sizes: HashSet<u64> = reaches.iter().filter_map(|reach| reach.observed).collect();
        self.load_named(connection, &named).await?;
        self.fetch_roots(connection, &sizes).await
    }

    /// Loads these subjects and what stands behind them.
    async fn load_named(
        &mut self,
        connection: &impl ConnectionTrait,
        named: &BTreeSet<&Subject>,
    ) -> Result<(), StoreError> {
        self.fetch(connection, named).await?;
        // What the named states mention: parties with their files, and the members of named parties.
        let mut behind: BTreeSet<Subject> = named
            .iter()
            .flat_map(|subject| self.mentions(subject))
            .cloned()
            .collect();
        let parties = named.iter().copied().chain(&behind);
        let profiles: Vec<Subject> = parties.filter_map(profile_of).collect();
        behind.extend(profiles);
        let owners = named
            .iter()
            .copied()
            .filter(|subject| subject.kind() == PartyId::KIND);
        behind.extend(self.fetch_keys_of(connection, owners).await?);
        self.fetch(connection, &behind.iter().collect()).await
    }

    /// Loads these subjects alone, for a fold.
    pub(crate) async fn load_subjects(
        &mut self,
        connection: &impl ConnectionTrait,
        subjects: &BTreeSet<Subject>,
    ) -> Result<(), StoreError> {
        self.fetch(connection, &subjects.iter().collect()).await
    }

    /// Loads these subjects and whatever their states mention, step by step: for whoever does not know yet what a statement must name.
    pub(crate) async fn explore(
        &mut self,
        connection: &impl ConnectionTrait,
        from: &BTreeSet<Subject>,
    ) -> Result<(), StoreError> {
        let mut seen: BTreeSet<Subject> = BTreeSet::new();
        let mut next: BTreeSet<Subject> = from.iter().cloned().chain(everywhere()).collect();
        for _ in 0..STEPS_EXPLORED {
            self.load_named(connection, &next.iter().collect()).await?;
            seen.extend(next.iter().cloned());
            let states = next
                .iter()
                .filter_map(|subject| self.known.get(subject)?.state.as_ref());
            let mentioned: BTreeSet<Subject> = states
                .flat_map(|state| subjects_in(state.to_json().as_bytes(), |_| true))
                .collect();
            next = next
                .iter()
                .chain(&mentioned)
                .flat_map(namesakes)
                .chain(mentioned.iter().cloned())
                .collect();
            next.retain(|subject| !seen.contains(subject));
            if next.is_empty() || seen.len() > MOST_EXPLORED {
                break;
            }
        }
        Ok(())
    }

    fn mentions(&self, subject: &Subject) -> &[Subject] {
        self.known
            .get(subject)
            .map_or(&[], |known| known.mentions.as_slice())
    }

    async fn fetch(
        &mut self,
        connection: &impl ConnectionTrait,
        wanted: &BTreeSet<&Subject>,
    ) -> Result<(), StoreError> {
        let unknown = |subject: &&Subject| !self.known.contains_key(*subject);
        let missing: Vec<&Subject> = wanted.iter().copied().filter(unknown).collect();
        for names in missing.chunks(NAMES_AT_ONCE) {
            let rows = subject::Entity::find()
                .filter(subject::Column::Subject.is_in(names.iter().map(|name| name.as_str())))
                .all(connection)
                .await?;
            for row in rows {
                let (subject, known) = read(&row)?;
                self.note(&subject, &known);
                self.known.insert(subject, known);
            }
        }
        for subject in missing {
            self.known.entry(subject.clone()).or_default();
        }
        Ok(())
    }

    /// The keys of these parties, whatever their stage, as subjects.
    async fn fetch_keys_of(
        &mut self,
        connection: &impl ConnectionTrait,
        parties: impl Iterator<Item = &Subject>,
    ) -> Result<BTreeSet<Subject>, StoreError> {
        let parties: Vec<&Subject> = parties.collect();
        let missing: Vec<&&Subject> = parties
            .iter()
            .filter(|party| !self.keys_of.contains_key(**party))
            .collect();
        for names in missing.chunks(NAMES_AT_ONCE) {
            let rows = key::Entity::find()
                .filter(key::Column::Party.is_in(names.iter().map(|name| name.as_str())))
                .all(connection)
                .await?;
            for row in rows {
                let kid =
                    Thumbprint::parse(&row.kid).map_err(|error| corrupt_key(&row.kid, &error.to_string()))?;
                let party =
                    Subject::parse(row.party).map_err(|error| corrupt_key(&row.kid, &error.to_string()))?;
                self.keys_of.entry(party).or_default().push(kid.subject());
            }
        }
        for party in missing {
            self.keys_of.entry((**party).clone()).or_default();
        }
        let known = parties.iter().filter_map(|party| self.keys_of.get(*party));
        Ok(known.flatten().cloned().collect())
    }

    async fn fetch_roots(
        &mut self,
        connection: &impl ConnectionTrait,
        sizes: &HashSet<u64>,
    ) -> Result<(), StoreError> {
        let sizes: Vec<i64> = sizes
            .iter()
            .filter_map(|size| i64::try_from(*size).ok())
            .collect();
        for sizes in sizes.chunks(NAMES_AT_ONCE) {
            let rows = checkpoint::Entity::find()
                .filter(checkpoint::Column::Size.is_in(sizes.iter().copied()))
                .all(connection)
                .await?;
            for row in rows {
                let corrupt = |detail: &str| StoreError::Corrupt {
                    table: "checkpoints",
                    id: row.size.to_string(),
                    detail: detail.to_owned(),
                };
                let root = <[u8; 32]>::try_from(row.root.as_slice())
                    .map_err(|_| corrupt("the root is not 32 bytes"))?;
                let size = u64::try_from(row.size).map_err(|_| corrupt("the size is negative"))?;
                self.roots.insert(size, Hash::from_bytes(root));
            }
        }
        Ok(())
    }
}

fn read(row: &subject::Model) -> Result<(Subject, Known), StoreError> {
    let broken = |detail: String| StoreError::Corrupt {
        table: "subjects",
        id: row.subject.clone(),
        detail,
    };
    let subject = Subject::parse(row.subject.clone()).map_err(|error| broken(error.to_string()))?;
    let state = State::read(subject.kind(), &row.state).map_err(|fault| broken(fault.to_string()))?;
    let chain = <[u8; 32]>::try_from(row.chain.as_slice())
        .map_err(|_| broken("the chain value is not 32 bytes".into()))?;
    let version = u64::try_from(row.version).map_err(|_| broken("the version is negative".into()))?;
    let seq = u64::try_from(row.seq).map_err(|_| broken("the entry's number is negative".into()))?;
    let known = Known {
        head: Some(SubjectHead {
            version,
            chain: ChainValue::from_bytes(chain),
        }),
        seq,
        mentions: mentions(row.state.as_bytes()),
        state: Some(state),
        text: None,
    };
    Ok((subject, known))
}

fn corrupt_key(kid: &str, detail: &str) -> StoreError {
    StoreError::Corrupt {
        table: "keys",
        id: kid.to_owned(),
        detail: detail.to_owned(),
    }
}
