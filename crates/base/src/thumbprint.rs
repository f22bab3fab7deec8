//! Key thumbprints.

use std::fmt;
use std::str::FromStr;

use crate::encoding::{self, EncodingError};
use crate::subject::Subject;
use crate::text::serde_as_text;

/// The thumbprint of a public key: the SHA-256 of its canonical JWK (RFC 7638), as 43 characters of base64url.
///
/// Only the text is kept. The two unused bits of its last character are zero, so that one key has one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thumbprint {
    text: Box<str>,
}

impl Thumbprint {
    /// Takes a text that is a thumbprint.
    pub fn parse(text: &str) -> Result<Self, EncodingError> {
        encoding::base64url_bytes::<32>("a key thumbprint", text)?;
        Ok(Self { text: text.into() })
    }

    /// Takes the SHA-256 of a canonical JWK.
    pub fn from_digest(digest: [u8; 32]) -> Self {
        Self {
            text: encoding::base64url_text(&digest).into_boxed_str(),
        }
    }

    /// The 43 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The key as a subject of the ledger, `key/<thumbprint>`.
    pub fn subject(&self) -> Subject {
        Subject::of_fixed_kind("key", &self.text)
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for Thumbprint {
    type Err = EncodingError;

    fn from_str(text: &str) -> Result<Self, EncodingError> {
        Self::parse(text)
    }
}

serde_as_text!(Thumbprint);
