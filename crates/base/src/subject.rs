//! Subjects: the names of everything that has versions in the ledger.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::text::serde_as_text;

/// The longest subject, in bytes.
const MAX_BYTES: usize = 100;

/// The name of one thing that has versions in the ledger, `<kind>/<id>`.
///
/// The text matches `[a-z-]+/[A-Za-z0-9_-]+` and is at most 100 bytes long. Subjects order as their text does,
/// byte by byte.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Shared: one entry has the names of its subjects in many places, and other threads drop them.
    text: Arc<str>,
}

/// Why a text is not a subject.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// More than 100 bytes.
    #[error("a subject has at most {MAX_BYTES} bytes; this one has {found}")]
    TooLong {
        /// The bytes it has.
        found: usize,
    },
    /// No slash between kind and id.
    #[error("a subject is a kind and an id with a slash between; this one has no slash")]
    NoSlash,
    /// Nothing before the slash.
    #[error("the kind of a subject, before the slash, is at least one letter; this one is empty")]
    EmptyKind,
    /// Nothing after the slash.
    #[error("the id of a subject, after the slash, is at least one character; this one is empty")]
    EmptyId,
    /// A character that the kind may not have.
    #[error("the kind of a subject has lower-case letters and hyphens only; {found:?} stands at byte {at}")]
    KindCharacter {
        /// The byte offset in the kind, from 0.
        at: usize,
        /// The character there.
        found: char,
    },
    /// A character that the id may not have.
    #[error(
        "the id of a subject has letters, digits, hyphens and underscores only; {found:?} stands at byte {at}"
    )]
    IdCharacter {
        /// The byte offset in the id, from 0.
        at: usize,
        /// The character there.
        found: char,
    },
}

impl SubjectError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "subject-too-long",
            Self::NoSlash => "subject-no-slash",
            Self::EmptyKind => "subject-empty-kind",
            Self::EmptyId => "subject-empty-id",
            Self::KindCharacter { .. } => "subject-kind-character",
            Self::IdCharacter { .. } => "subject-id-character",
        }
    }
}

impl Subject {
    /// Takes a text that is a subject.
    pub fn parse(text: impl AsRef<str>) -> Result<Self, SubjectError> {
        let text = text.as_ref();
        halves(text)?;
        Ok(Self { text: text.into() })
    }

    /// Joins a kind and an id.
    pub fn new(kind: &str, id: &str) -> Result<Self, SubjectError> {
        check_kind(kind)?;
        check_id(id)?;
        let found = kind.len() + 1 + id.len();
        if found > MAX_BYTES {
            return Err(SubjectError::TooLong { found });
        }
        Ok(Self {
            text: [kind, "/", id].concat().into(),
        })
    }

    /// The subject of another kind with the id of this one, as `allowance/…` has the id of its contract.
    #[must_use]
    pub fn namesake(&self, kind: &'static str) -> Self {
        Self::of_fixed_kind(kind, self.id())
    }

    /// The typed id of the kind `of` from which this subject of kind `kind` has its own; `None` for any other subject.
    pub fn original<T: for<'a> TryFrom<&'a Self>>(&self, kind: &str, of: &str) -> Option<T> {
        let own = Self::new(of, self.id()).ok()?;
        (self.kind() == kind).then(|| T::try_from(&own).ok()).flatten()
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of thing it is: the part before the slash.
    pub fn kind(&self) -> &str {
        self.halves().0
    }

    /// Which one of its kind it is: the part after the slash.
    pub fn id(&self) -> &str {
        self.halves().1
    }

    /// Joins a kind that this crate writes out with a UUID or a thumbprint.
    pub(crate) fn of_fixed_kind(kind: &'static str, id: &str) -> Self {
        Self::new(kind, id)
            .expect("the kinds are short and lower case; UUIDs and thumbprints have an id's characters")
    }

    fn halves(&self) -> (&str, &str) {
        self.text
            .split_once('/')
            .expect("a subject is only made from a text with a slash")
    }
}

/// Kind and id of a text that is a subject.
pub(crate) fn halves(text: &str) -> Result<(&str, &str), SubjectError> {
    if text.len() > MAX_BYTES {
        return Err(SubjectError::TooLong { found: text.len() });
    }
    let (kind, id) = text.split_once('/').ok_or(SubjectError::NoSlash)?;
    check_kind(kind)?;
    check_id(id)?;
    Ok((kind, id))
}

fn check_kind(kind: &str) -> Result<(), SubjectError> {
    if kind.is_empty() {
        return Err(SubjectError::EmptyKind);
    }
    match kind.char_indices().find(|(_, c)| !matches!(c, 'a'..='z' | '-')) {
        Some((at, found)) => Err(SubjectError::KindCharacter { at, found }),
        None => Ok(()),
    }
}

fn check_id(id: &str) -> Result<(), SubjectError> {
    if id.is_empty() {
        return Err(SubjectError::EmptyId);
    }
    match id
        .char_indices()
        .find(|(_, c)| !matches!(c, 'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '-'))
    {
        Some((at, found)) => Err(SubjectError::IdCharacter { at, found }),
        None => Ok(()),
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subject({})", self.text)
    }
}

impl FromStr for Subject {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        Self::parse(text)
    }
}

serde_as_text!(Subject);
