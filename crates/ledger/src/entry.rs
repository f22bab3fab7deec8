//! Entries: the sealed record of one transition, and the leaf bytes that stand for it.

use std::collections::HashSet;
use std::fmt::Write as _;

use tallystick_base::{Digest, Millis, Subject};

use crate::encoding::{array_from_hex, from_decimal};
use crate::statement::{SignatureLine, Statement};
use crate::{ChainValue, Refusal};

/// The longest leaf, in bytes: its length must fit the 16 bits of an entry bundle.
pub const MAX_LEAF: usize = 65_535;

const FIRST_LINE: &str = "tallystick-entry/v1";

/// A subject with the version that an entry gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The subject.
    pub subject: Subject,
    /// Its version from this entry on.
    pub version: u64,
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its position, from 0.
    pub sequence: u64,
    /// When it was received.
    pub received: Millis,
    /// The chain value of the entry before it.
    pub previous: ChainValue,
    /// Every subject that it moves, the statement's own first.
    pub moved: Vec<Moved>,
    /// The statement that caused it.
    pub statement: Statement,
    /// The digest over its outcome's parts.
    pub outcome: Digest,
}

impl Entry {
    /// The leaf: the one encoding of this entry.
    pub fn to_leaf(&self) -> Result<Vec<u8>, Refusal> {
        let mut leaf = String::with_capacity(self.statement.payload().len() + 1024);
        // Writing to a String cannot fail.
        let _ = write!(
            leaf,
            "{FIRST_LINE}\n{}\n{}\n{}\n",
            self.sequence,
            self.received.as_millis(),
            self.previous
        );
        for (place, Moved { subject, version }) in self.moved.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            let _ = write!(leaf, "{space}{subject}@{version}");
        }
        let _ = write!(leaf, "\n{}\n", self.statement.payload());
        for line in self.statement.signatures() {
            let _ = writeln!(leaf, "{line}");
        }
        let _ = writeln!(leaf, "{}", self.outcome);
        if leaf.len() > MAX_LEAF {
            return Err(Refusal::TooLarge {
                field: "leaf",
                limit: MAX_LEAF,
                found: leaf.len(),
            });
        }
        Ok(leaf.into_bytes())
    }

    /// Reads a leaf. Checks its form and that it moves nothing which its signers did not name; signatures, links and
    /// versions are checked by those who know keys and predecessors.
    pub fn parse(leaf: &[u8]) -> Result<Self, Refusal> {
        if leaf.len() > MAX_LEAF {
            return Err(Refusal::TooLarge {
                field: "leaf",
                limit: MAX_LEAF,
                found: leaf.len(),
            });
        }
        let text = str::from_utf8(leaf).map_err(|_| Refusal::EntryForm("text (UTF-8)"))?;
        let text = text.strip_suffix('\n').ok_or(Refusal::EntryForm("last line"))?;
        let mut lines = text.split('\n');
        let mut line = |name| lines.next().ok_or(Refusal::EntryForm(name));
        if line("first line")? != FIRST_LINE {
            return Err(Refusal::EntryForm("first line"));
        }
        let sequence = from_decimal("entry number", line("entry number")?)?;
        let received = from_decimal("received", line("received")?)?;
        let received = Millis::new(received).map_err(|_| Refusal::NotDecimal { field: "received" })?;
        let previous = ChainValue::parse(line("previous chain value")?)?;
        let moved = parse_moved(line("line of subjects")?)?;
        let payload = line("payload")?;
        let outcome = lines.next_back().ok_or(Refusal::EntryForm("outcome digest"))?;
        let outcome = Digest::from_bytes(array_from_hex("outcome digest", outcome)?);
        let signatures = lines.map(SignatureLine::parse).collect::<Result<_, _>>()?;
        let statement = Statement::parse(payload, signatures)?;
        let entry = Self {
            sequence,
            received,
            previous,
            moved,
            statement,
            outcome,
        };
        entry.check_moved()?;
        Ok(entry)
    }

    /// Checks that the entry moves its statement's own subject first, and no other that the statement does not name.
    pub(crate) fn check_moved(&self) -> Result<(), Refusal> {
        let claims = self.statement.claims();
        let Some((first, others)) = self.moved.split_first() else {
            return Err(Refusal::EntryForm("line of subjects"));
        };
        if first.subject != claims.subject || first.version != claims.version {
            return Err(Refusal::WrongFirstSubject {
                subject: claims.subject.clone(),
                version: claims.version,
            });
        }
        // As sets: a split moves a hundred, and each would be compared with all others.
        let named: HashSet<&Subject> = claims.alt.iter().collect();
        let mut earlier = HashSet::new();
        for Moved { subject, .. } in others {
            if !named.contains(subject) {
                return Err(Refusal::UnnamedSubject(subject.clone()));
            }
            if !earlier.insert(subject) {
                return Err(Refusal::NamedTwice {
                    list: "the line of subjects",
                    subject: subject.clone(),
                });
            }
        }
        Ok(())
    }
}

fn parse_moved(line: &str) -> Result<Vec<Moved>, Refusal> {
    line.split(' ')
        .map(|item| {
            let (subject, version) = item
                .split_once('@')
                .ok_or(Refusal::EntryForm("line of subjects"))?;
            let subject = Subject::parse(subject).map_err(|source| Refusal::NotASubject {
                field: "line of subjects",
                source,
            })?;
            match from_decimal("version", version)? {
                0 => Err(Refusal::NotDecimal { field: "version" }),
                version => Ok(Moved { subject, version }),
            }
        })
        .collect()
}
