//! Which entries make up the bundle on a subject (section 10 of the format).

use std::collections::BTreeSet;

use tallystick_base::{Subject, Thumbprint};

use crate::{Claims, Entry, Moved};

/// Whether a statement splits a certificate.
pub(crate) fn is_split(claims: &Claims) -> bool {
    claims.kind.name() == "certificate.split"
}

/// Finds the entries of a bundle: the opening; those that moved the subject, or one of its ancestors up to the entry that split
/// it; and those that added the keys which signed any of these.
///
/// It reads nothing itself. Its caller looks up what is [`needed`](Self::needed), hands it in, and asks again, until nothing
/// is needed any more; so a database can be asked once a round.
///
/// ```
/// # use tallystick_ledger::{Entry, Need, Selection};
/// # use tallystick_base::{Subject, Thumbprint};
/// # fn select(subject: Subject, moved: impl Fn(&Subject) -> Vec<u64>, entry: impl Fn(u64) -> Entry, added: impl Fn(&Thumbprint) -> u64) {
/// let mut selection = Selection::new(subject);
/// loop {
///     let needed = selection.needed();
///     if needed.is_empty() {
///         break;
///     }
///     for need in needed {
///         match need {
///             Need::History { subject, until } => {
///                 let moved = moved(&subject).into_iter().filter(|seq| until.is_none_or(|until| *seq <= until));
///                 selection.take_history(moved);
///             }
///             Need::Entry(seq) => selection.take_entry(&entry(seq)),
///             Need::Key(kid) => selection.take_key(added(&kid)),
///         }
///     }
/// }
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Selection {
    subjects: BTreeSet<Subject>,
    entries: BTreeSet<u64>,
    keys: BTreeSet<Thumbprint>,
    needed: Vec<Need>,
}

/// What a selection has to be told next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// The numbers of the entries that moved a subject: [`Selection::take_history`].
    History {
        /// The subject.
        subject: Subject,
        /// The last entry that counts; none where all do.
        until: Option<u64>,
    },
    /// The entry of this number: [`Selection::take_entry`].
    Entry(u64),
    /// The number of the entry that added this key: [`Selection::take_key`].
    Key(Thumbprint),
}

impl Selection {
    /// Begins a selection.
    pub fn new(subject: Subject) -> Self {
        let mut selection = Self {
            subjects: BTreeSet::new(),
            entries: BTreeSet::new(),
            keys: BTreeSet::new(),
            needed: Vec::new(),
        };
        selection.want_entry(0);
        selection.want_history(subject, None);
        selection
    }

    /// What must be handed in next, each thing once; nothing when the selection is complete.
    pub fn needed(&mut self) -> Vec<Need> {
        std::mem::take(&mut self.needed)
    }

    /// Takes the entries that moved a subject whose history was needed.
    pub fn take_history(&mut self, entries: impl IntoIterator<Item = u64>) {
        for sequence in entries {
            self.want_entry(sequence);
        }
    }

    /// Takes an entry that was needed.
    pub fn take_entry(&mut self, entry: &Entry) {
        for line in entry.statement.signatures() {
            if self.keys.insert(line.kid().clone()) {
                self.needed.push(Need::Key(line.kid().clone()));
            }
        }
        let claims = entry.statement.claims();
        let created = |subject: &Subject| {
            let is_it = |moved: &Moved| moved.version == 1 && moved.subject == *subject;
            entry.moved.iter().any(is_it)
        };
        if is_split(claims) && self.subjects.iter().any(created) {
            self.want_history(claims.subject.clone(), Some(entry.sequence));
        }
    }

    /// Takes the number of the entry that added a key which was needed.
    pub fn take_key(&mut self, added: u64) {
        self.want_entry(added);
    }

    /// The numbers of the entries, ascending.
    pub fn into_entries(self) -> impl Iterator<Item = u64> {
        self.entries.into_iter()
    }

    fn want_history(&mut self, subject: Subject, until: Option<u64>) {
        if self.subjects.insert(subject.clone()) {
            self.needed.push(Need::History { subject, until });
        }
    }

    fn want_entry(&mut self, sequence: u64) {
        if self.entries.insert(sequence) {
            self.needed.push(Need::Entry(sequence));
        }
    }
}
