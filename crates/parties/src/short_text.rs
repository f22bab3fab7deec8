//! One line of text, as people write names, titles and reasons.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const MOST: usize = 200;

/// One line of 1 to 200 characters, without control characters and without white space at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, min_length = 1, max_length = 200)]
pub struct ShortText(Box<str>);

/// Why a text is not one short line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShortTextError {
    /// Nothing, or too much.
    #[error("a line of text has 1 to {MOST} characters; this one has {found}")]
    Length {
        /// The characters it has.
        found: usize,
    },
    /// White space at an end.
    #[error("a line of text neither begins nor ends with white space; this one does")]
    NotTrimmed,
    /// A line break, a tab or the like.
    #[error(
        "a line of text has no line breaks and no control characters; one stands at character {at}, counted from 0"
    )]
    Control {
        /// The position in characters, from 0.
        at: usize,
    },
}

impl ShortTextError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "text-length",
            Self::NotTrimmed => "text-not-trimmed",
            Self::Control { .. } => "text-control",
        }
    }
}

impl ShortText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ShortText {
    type Err = ShortTextError;

    fn from_str(text: &str) -> Result<Self, ShortTextError> {
        let found = text.chars().count();
        if found == 0 || found > MOST {
            return Err(ShortTextError::Length { found });
        }
        if let Some(at) = text.chars().position(char::is_control) {
            return Err(ShortTextError::Control { at });
        }
        if text.trim() == text {
            Ok(Self(text.into()))
        } else {
            Err(ShortTextError::NotTrimmed)
        }
    }
}

impl TryFrom<String> for ShortText {
    type Error = ShortTextError;

    fn try_from(text: String) -> Result<Self, ShortTextError> {
        text.parse()
    }
}

impl From<ShortText> for String {
    fn from(text: ShortText) -> Self {
        text.0.into()
    }
}

impl fmt::Display for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
