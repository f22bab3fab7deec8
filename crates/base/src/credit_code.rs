//! The Unified Social Credit Code, 统一社会信用代码.

use std::fmt;
use std::str::FromStr;

use crate::text::serde_as_text;

/// Digits and capitals without I, O, S, V, Z, each standing for its position (GB 32100-2015, table 3).
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;
const MODULUS: usize = 31;

/// The Unified Social Credit Code of an organisation registered in China (GB 32100-2015): 18 characters, of which
/// the third to eighth are the digits of an administrative division and the last is a check character.
///
/// That the form is right does not show that the organisation exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode {
    text: Box<str>,
}

/// Why a text is not a Unified Social Credit Code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not 18 characters.
    #[error("a Unified Social Credit Code has {LENGTH} characters; this one has {found}")]
    Length {
        /// The characters it has.
        found: usize,
    },
    /// A character outside the alphabet.
    #[error(
        "a Unified Social Credit Code has digits and capitals without I, O, S, V and Z; {found:?} stands at \
         position {position}"
    )]
    Character {
        /// The position, counted from 1.
        position: usize,
        /// The character there.
        found: char,
    },
    /// A letter in the administrative division.
    #[error(
        "positions 3 to 8 of a Unified Social Credit Code are the digits of an administrative division; \
         {found:?} stands at position {position}"
    )]
    Division {
        /// The position, counted from 1.
        position: usize,
        /// The character there.
        found: char,
    },
    /// The check character does not follow from the others.
    #[error(
        "the check character of this Unified Social Credit Code would be {expected}; it is {found}, so at least \
         one character is mistyped"
    )]
    Check {
        /// What it must be.
        expected: char,
        /// What it is.
        found: char,
    },
}

impl CreditCodeError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "credit-code-length",
            Self::Character { .. } => "credit-code-character",
            Self::Division { .. } => "credit-code-division",
            Self::Check { .. } => "credit-code-check",
        }
    }
}

impl CreditCode {
    /// Takes a code in capitals, without spaces.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let count = text.chars().count();
        if count != LENGTH {
            return Err(CreditCodeError::Length { found: count });
        }
        let (mut sum, mut weight) = (0, 1);
        for (position, character) in (1..LENGTH).zip(text.chars()) {
            let value = ALPHABET.find(character);
            let value = value.ok_or(CreditCodeError::Character {
                position,
                found: character,
            })?;
            if (3..=8).contains(&position) && !character.is_ascii_digit() {
                return Err(CreditCodeError::Division {
                    position,
                    found: character,
                });
            }
            // The weight of position i is 3^(i-1) modulo 31.
            sum = (sum + value * weight) % MODULUS;
            weight = weight * 3 % MODULUS;
        }
        check_last(text, (MODULUS - sum) % MODULUS)?;
        Ok(Self { text: text.into() })
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn check_last(text: &str, expected: usize) -> Result<(), CreditCodeError> {
    let last = text.chars().next_back();
    let expected = ALPHABET.chars().nth(expected);
    match (last, expected) {
        (Some(found), _) if !ALPHABET.contains(found) => Err(CreditCodeError::Character {
            position: LENGTH,
            found,
        }),
        (Some(found), Some(expected)) if found != expected => Err(CreditCodeError::Check { expected, found }),
        _ => Ok(()),
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(text: &str) -> Result<Self, CreditCodeError> {
        Self::parse(text)
    }
}

serde_as_text!(CreditCode);
