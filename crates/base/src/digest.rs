//! Digests of documents, bodies and texts.

use std::fmt;
use std::str::FromStr;

use crate::encoding::{self, EncodingError};
use crate::text::serde_as_text;

/// 32 bytes of a cryptographic hash, written as 64 lower-case hex digits.
///
/// Which hash function made it is said by the place where it stands; the ledger format uses SHA-256 for bodies,
/// parts and documents, and SHA3-256 for links.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Takes a text of 64 lower-case hex digits.
    pub fn parse(text: &str) -> Result<Self, EncodingError> {
        encoding::hex_bytes("a digest", text).map(Self)
    }

    /// Takes the bytes that a hash function gave.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 64];
        hex::encode_to_slice(self.0, &mut digits).map_err(|_| fmt::Error)?;
        f.pad(str::from_utf8(&digits).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = EncodingError;

    fn from_str(text: &str) -> Result<Self, EncodingError> {
        Self::parse(text)
    }
}

serde_as_text!(Digest);
