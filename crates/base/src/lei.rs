//! The Legal Entity Identifier.

use std::fmt;
use std::str::FromStr;

use crate::text::serde_as_text;

const LENGTH: usize = 20;
const BODY: usize = 18;

/// A Legal Entity Identifier (ISO 17442-1): 18 digits and capitals and two check digits (ISO 7064, MOD 97-10).
///
/// That the form is right does not show that the entity exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lei {
    text: Box<str>,
}

/// Why a text is not a Legal Entity Identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeiError {
    /// Not 20 characters.
    #[error("a Legal Entity Identifier has {LENGTH} characters; this one has {found}")]
    Length {
        /// The characters it has.
        found: usize,
    },
    /// A character where another kind is needed.
    #[error(
        "a Legal Entity Identifier has digits and capitals, and at positions 19 and 20 digits; {found:?} stands \
         at position {position}"
    )]
    Character {
        /// The position, counted from 1.
        position: usize,
        /// The character there.
        found: char,
    },
    /// The check digits do not follow from the rest.
    #[error(
        "the check digits of this Legal Entity Identifier would be {expected:02}; they are {found:02}, so at \
         least one character is mistyped"
    )]
    Check {
        /// What they must be.
        expected: u32,
        /// What they are.
        found: u32,
    },
}

impl LeiError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "lei-length",
            Self::Character { .. } => "lei-character",
            Self::Check { .. } => "lei-check",
        }
    }
}

impl Lei {
    /// Takes an identifier in capitals, without spaces.
    pub fn parse(text: &str) -> Result<Self, LeiError> {
        let count = text.chars().count();
        if count != LENGTH {
            return Err(LeiError::Length { found: count });
        }
        let (mut remainder, mut found) = (0, 0);
        for (at, character) in text.chars().enumerate() {
            let refusal = LeiError::Character {
                position: at + 1,
                found: character,
            };
            if at < BODY {
                remainder = (remainder * if character.is_ascii_digit() { 10 } else { 100 }
                    + body_value(character).ok_or(refusal)?)
                    % 97;
            } else {
                found = found * 10 + character.to_digit(10).ok_or(refusal)?;
            }
        }
        // Computed rather than tested for a remainder of 1, since 00, 01 and 99 would pass that test as well.
        let expected = 98 - remainder * 100 % 97;
        if found == expected {
            Ok(Self { text: text.into() })
        } else {
            Err(LeiError::Check { expected, found })
        }
    }

    /// The 20 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A digit stands for itself, A to Z for 10 to 35.
fn body_value(character: char) -> Option<u32> {
    if character.is_ascii_lowercase() {
        None
    } else {
        character.to_digit(36)
    }
}

impl fmt::Display for Lei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for Lei {
    type Err = LeiError;

    fn from_str(text: &str) -> Result<Self, LeiError> {
        Self::parse(text)
    }
}

serde_as_text!(Lei);
