//! The states that the decisions of a batch read: loaded at once, moved in memory, written at once.

mod lend;
mod load;
mod names;

use std::collections::HashMap;

use tallystick_base::{Digest, MemberId, Subject, Thumbprint};
use tallystick_commands::{Case, State, parties};
use tallystick_ledger::{Hash, KeyEntry, SignsFor, SubjectHead};

use self::lend::Lent;
use self::names::is_house;
pub(crate) use self::names::subjects_in;
pub(in crate::append) use self::names::{everywhere, mentions};
use crate::StoreError;

/// How many states of parties, members, keys and rules are kept between batches at most.
const MOST_KEPT: usize = 100_000;

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

impl States {
    /// Takes the root of a signed checkpoint.
    pub(crate) fn put_root(&mut self, size: u64, root: Hash) {
        self.roots.insert(size, root);
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

    /// Where a subject stands.
    pub(crate) fn head(&self, subject: &Subject) -> Option<SubjectHead> {
        self.known.get(subject)?.head
    }

    /// All that is known of a subject; its state is missing while it is held for the next statement.
    pub(crate) fn known(&self, subject: &Subject) -> Option<&Known> {
        self.known.get(subject)
    }

    /// The text of a subject's state, once for each time that an entry moved it.
    pub(in crate::append) fn take_text(&mut self, subject: &Subject) -> Option<String> {
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

fn corrupt(subject: &Subject, detail: &str) -> StoreError {
    StoreError::Corrupt {
        table: "subjects",
        id: subject.to_string(),
        detail: detail.to_owned(),
    }
}

/// SHA-256 digests stand as 32 bytes in the tables.
pub(crate) fn bytes_of(digest: &Digest) -> Vec<u8> {
    digest.as_bytes().to_vec()
}
