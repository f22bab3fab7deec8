//! The states that the decisions of a batch read: loaded at once, moved in memory, written at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_base::{Digest, MemberId, PartyId, Subject, Thumbprint};
use tallystick_commands::{Case, State, parties};
use tallystick_ledger::{ChainValue, Hash, KeyEntry, Moved, SignsFor, SubjectHead};

use super::reading::Reach;
use crate::StoreError;
use crate::entity::{checkpoint, key, subject};

/// How many states of parties, members, keys and rules are kept between batches at most.
const MOST_KEPT: usize = 100_000;
/// How far, and over how many subjects, a statement is prepared: a command, what it names, what that rests on.
const STEPS_EXPLORED: usize = 4;
const MOST_EXPLORED: usize = 2_000;
/// How many names go into one query.
const NAMES_AT_ONCE: usize = 1_000;

/// Where a subject stands, and its state. One that no entry has moved has neither.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) head: Option<SubjectHead>,
    /// The entry that moved it last.
    pub(crate) seq: u64,
    pub(crate) state: Option<State>,
    /// The parties and members that its state mentions.
    mentions: Vec<Subject>,
    /// The text of the state, where an entry moved it since it was read.
    pub(crate) text: Option<String>,
}

/// Every state that the statements of a batch name or rest on, and those of parties from before.
#[derive(Debug, Default)]
pub(crate) struct States {
    known: HashMap<Subject, Known>,
    keys: HashMap<Thumbprint, KeyEntry>,
    /// Who holds each of the keys; the service's own stands for nobody.
    members: HashMap<Thumbprint, MemberId>,
    keys_of: HashMap<Subject, Vec<Subject>>,
    roots: HashMap<u64, Hash>,
    operator: Option<Subject>,
    /// The case of the last statement: the next one mostly reads the same parties, and needs only the rest exchanged.
    held: Option<Lent>,
}

/// The case of one statement, with the subjects whose states were moved into it. It is to be given back.
#[derive(Debug, Default)]
pub(crate) struct Lent {
    /// In a place of its own: it is large, and goes to and fro.
    pub(crate) case: Box<Case>,
    subjects: BTreeSet<Subject>,
}

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

    /// Takes the root of a signed checkpoint.
    pub(crate) fn put_root(&mut self, size: u64, root: Hash) {
        self.roots.insert(size, root);
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

    /// A case of everything that is loaded.
    pub(crate) fn whole_case(&self) -> Result<Case, StoreError> {
        let mut case = Case::default();
        for (subject, known) in &self.known {
            if let Some(state) = known.state.clone() {
                state
                    .put(subject, &mut case)
                    .map_err(|fault| corrupt(subject, &fault.to_string()))?;
            }
        }
        Ok(case)
    }

    /// The case of one statement: exactly what it may read, so that a decision is the same whatever else the batch holds.
    ///
    /// The states are moved, not copied: some are large, and most are read by every statement. After a fault they are of no
    /// further use.
    pub(crate) fn lend(&mut self, reach: &Reach) -> Result<Lent, StoreError> {
        let subjects = self.behind(reach);
        let Lent {
            mut case,
            subjects: held,
        } = self.held.take().unwrap_or_default();
        // The subjects of outside identifiers are supplied anew for each statement.
        case.financing.certificates.contracts.parties.keyed.clear();
        for subject in held.difference(&subjects) {
            self.put_back(&mut case, subject);
        }
        for subject in subjects.difference(&held) {
            let known = self.known.get_mut(subject);
            if let Some(state) = known.and_then(|known| known.state.take()) {
                state
                    .put(subject, &mut case)
                    .map_err(|fault| corrupt(subject, &fault.to_string()))?;
            }
        }
        Ok(Lent { case, subjects })
    }

    /// Holds what was lent for the next statement. What `moved` has been taken out of the case already.
    pub(crate) fn give_back(&mut self, mut lent: Lent, moved: &[Moved]) {
        for Moved { subject, .. } in moved {
            lent.subjects.remove(subject);
        }
        self.held = Some(lent);
    }

    /// Takes back all that is held, for whoever reads the states themselves.
    pub(super) fn reclaim(&mut self) {
        let Lent { mut case, subjects } = self.held.take().unwrap_or_default();
        for subject in &subjects {
            self.put_back(&mut case, subject);
        }
    }

    fn put_back(&mut self, case: &mut Case, subject: &Subject) {
        let known = self.known.get_mut(subject);
        if let (Some(known), Some(state)) = (known, State::take(case, subject)) {
            known.state = Some(state);
        }
    }

    /// What a statement names, with the parties, members, keys, files and rules behind it.
    fn behind(&self, Reach { named, .. }: &Reach) -> BTreeSet<Subject> {
        let known = named.iter().filter_map(|subject| self.known.get(subject));
        let mut reach: BTreeSet<Subject> = known.flat_map(|known| known.mentions.iter().cloned()).collect();
        let parties = named.iter().filter(|subject| subject.kind() == PartyId::KIND);
        reach.extend(
            parties
                .filter_map(|party| self.keys_of.get(party))
                .flatten()
                .cloned(),
        );
        reach.extend(named.iter().cloned());
        let profiles: Vec<Subject> = reach.iter().filter_map(profile_of).collect();
        reach.extend(profiles);
        reach
    }

    /// Where a subject stands.
    pub(crate) fn head(&self, subject: &Subject) -> Option<SubjectHead> {
        self.known.get(subject)?.head
    }

    /// All that is known of a subject; its state is missing while it is held for the next statement.
    pub(crate) fn known(&self, subject: &Subject) -> Option<&Known> {
        self.known.get(subject)
    }

    /// The text of a subject's state, once for each time that an entry moved it.
    pub(super) fn take_text(&mut self, subject: &Subject) -> Option<String> {
        self.known.get_mut(subject)?.text.take()
    }

    pub(crate) fn key(&self, kid: &Thumbprint) -> Option<&KeyEntry> {
        self.keys.get(kid)
    }

    /// Who holds a key.
    pub(crate) fn member(&self, kid: &Thumbprint) -> Option<MemberId> {
        self.members.get(kid).copied()
    }

    pub(crate) fn operator(&self) -> Option<&Subject> {
        self.operator.as_ref()
    }

    /// The root of the signed checkpoint of this size.
    pub(crate) fn root(&self, size: u64) -> Option<Hash> {
        self.roots.get(&size).copied()
    }

    /// Takes the new state of a subject that an entry moved.
    pub(crate) fn put(&mut self, subject: &Subject, head: SubjectHead, seq: u64, state: State) {
        let text = state.to_json();
        let known = Known {
            head: Some(head),
            seq,
            state: Some(state),
            mentions: mentions(text.as_bytes()),
            text: Some(text),
        };
        self.note(subject, &known);
        self.known.insert(subject.clone(), known);
    }

    /// Holds a subject for one that no entry has moved.
    pub(crate) fn forget(&mut self, subject: &Subject) {
        self.known.insert(subject.clone(), Known::default());
    }

    /// After a commit: forgets everything but the house.
    pub(crate) fn settle(&mut self) {
        self.reclaim();
        if self.known.len() > MOST_KEPT {
            self.clear();
        } else {
            self.known
                .retain(|subject, known| known.head.is_some() && is_house(subject));
            self.roots.clear();
        }
    }

    /// Forgets everything: after a failure, or when another instance wrote.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
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

    /// Keeps what the checks of a place ask for: keys with their owners, and who the operator is.
    fn note(&mut self, subject: &Subject, known: &Known) {
        match &known.state {
            Some(State::Ledger(ledger)) => self.operator = Some(ledger.operator.subject()),
            Some(State::Key(key)) => {
                let Ok(kid) = Thumbprint::parse(subject.id()) else {
                    return;
                };
                let owner = key.party.subject();
                let revoked = (!key.is_active()).then_some(known.seq);
                let signs_for = match key.holder {
                    parties::KeyHolder::Member(_) => SignsFor::Member,
                    parties::KeyHolder::Service {} => SignsFor::Service,
                };
                // Whoever revokes a key moves it, and had to know it before: it was added where it was.
                let added = self.keys.get(&kid).map_or(known.seq, |entry| entry.added);
                let entry = KeyEntry {
                    owner: owner.clone(),
                    added,
                    revoked,
                    signs_for: Some(signs_for),
                };
                if let Some(member) = key.member() {
                    self.members.insert(kid.clone(), member);
                }
                self.keys.insert(kid, entry);
                if let Some(keys) = self.keys_of.get_mut(&owner)
                    && !keys.contains(subject)
                {
                    keys.push(subject.clone());
                }
            }
            _ => (),
        }
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

fn corrupt(subject: &Subject, detail: &str) -> StoreError {
    StoreError::Corrupt {
        table: "subjects",
        id: subject.to_string(),
        detail: detail.to_owned(),
    }
}

fn corrupt_key(kid: &str, detail: &str) -> StoreError {
    StoreError::Corrupt {
        table: "keys",
        id: kid.to_owned(),
        detail: detail.to_owned(),
    }
}

/// The opening and the rules, which every decision may read.
pub(super) fn everywhere() -> impl Iterator<Item = Subject> {
    let rules = parties::Rules::subject(parties::Rules::DEFAULT).ok();
    [parties::Ledger::subject()].into_iter().chain(rules)
}

/// Parties, members, keys, files and rules: few, and read by nearly every decision.
fn is_house(subject: &Subject) -> bool {
    matches!(
        subject.kind(),
        "ledger" | "rules" | "party" | "member" | "key" | "profile"
    )
}

fn profile_of(subject: &Subject) -> Option<Subject> {
    (subject.kind() == PartyId::KIND)
        .then(|| PartyId::try_from(subject).ok().map(parties::Profile::subject))
        .flatten()
}

/// The parties and members that a JSON text names.
pub(super) fn mentions(json: &[u8]) -> Vec<Subject> {
    subjects_in(json, |string| {
        string.starts_with(b"party/") || string.starts_with(b"member/")
    })
}

/// The strings of a JSON text that are subjects, as far as they are wanted.
pub(crate) fn subjects_in(json: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Vec<Subject> {
    let mut found = Vec::new();
    for string in json.split(|byte| *byte == b'"') {
        if wanted(string) && string.contains(&b'/') {
            let text = str::from_utf8(string).ok();
            found.extend(text.and_then(|text| Subject::parse(text).ok()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Subjects that stand beside another one and share its id.
fn namesakes(subject: &Subject) -> Vec<Subject> {
    let kinds: &[&str] = match subject.kind() {
        "party" => &[
            "profile",
            "recovery",
            "payment-record",
            "bid-record",
            "guarantor-use",
            "line-book",
        ],
        "contract" => &["allowance"],
        "receivable" => &["confirmation-lapse"],
        "certificate" => &["endorsement"],
        "financing-request" => &["auction"],
        "review" => &["bid"],
        "credit-line" => &["line-use"],
        _ => &[],
    };
    kinds
        .iter()
        .filter_map(|kind| Subject::new(kind, subject.id()).ok())
        .collect()
}

/// SHA-256 digests stand as 32 bytes in the tables.
pub(crate) fn bytes_of(digest: &Digest) -> Vec<u8> {
    digest.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_and_members_are_found_in_a_body() {
        let id = "01980000-0000-7000-8000-000000000001";
        let json = format!(
            r#"{{"a":"party/{id}","party/x":["member/{id}","contract/{id}"],"note":"say \"party/{id}\" twice"}}"#
        );
        let found: Vec<String> = mentions(json.as_bytes())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                format!("member/{id}"),
                format!("party/{id}"),
                "party/x".to_owned()
            ]
        );
    }
}
