//! Salts: what keeps a digest from being guessed.

use std::fmt;
use std::str::FromStr;

use crate::encoding::{self, EncodingError};
use crate::text::serde_as_text;

/// 128 random bits, written as 22 characters of base64url.
///
/// A salt stands inside every body and outcome part, so that nobody can guess a content from its digest. The bits
/// are drawn elsewhere and passed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Takes a text of 22 characters of base64url whose four unused bits are zero.
    pub fn parse(text: &str) -> Result<Self, EncodingError> {
        encoding::base64url_bytes("a salt", text).map(Self)
    }

    /// Takes 128 random bits.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&encoding::base64url_text(&self.0))
    }
}

impl FromStr for Salt {
    type Err = EncodingError;

    fn from_str(text: &str) -> Result<Self, EncodingError> {
        Self::parse(text)
    }
}

serde_as_text!(Salt);
