//! Fixed-size bytes as text: lower-case hex and base64url, each with exactly one text a value.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Why a text is not the canonical encoding of so many bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// Too few or too many characters.
    #[error("{what} has exactly {expected} characters; this text has {found}")]
    Length {
        /// What was to be read, with its article.
        what: &'static str,
        /// The characters it must have.
        expected: usize,
        /// The characters it has.
        found: usize,
    },
    /// A character outside the alphabet.
    #[error("{what} is written in {alphabet}; {found:?} stands at position {at}, counted from 0")]
    Character {
        /// What was to be read, with its article.
        what: &'static str,
        /// The alphabet in words.
        alphabet: &'static str,
        /// The position, counted in characters from 0.
        at: usize,
        /// The character there.
        found: char,
    },
    /// Bits that stand for nothing are not zero, so that a second text would give the same bytes.
    #[error("{what} leaves unused bits in its last character, and they must be zero; here they are not")]
    UnusedBits {
        /// What was to be read, with its article.
        what: &'static str,
    },
}

impl EncodingError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "encoding-length",
            Self::Character { .. } => "encoding-character",
            Self::UnusedBits { .. } => "encoding-unused-bits",
        }
    }
}

/// Reads `N` bytes from exactly `2 N` lower-case hex digits.
pub(crate) fn hex_bytes<const N: usize>(what: &'static str, text: &str) -> Result<[u8; N], EncodingError> {
    let alphabet = "lower-case hex digits";
    check(
        what,
        text,
        2 * N,
        alphabet,
        |c| matches!(c, '0'..='9' | 'a'..='f'),
    )?;
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).expect("length and alphabet were checked");
    Ok(bytes)
}

/// Reads `N` bytes from unpadded base64url (RFC 4648, section 5) whose unused bits are zero.
pub(crate) fn base64url_bytes<const N: usize>(
    what: &'static str,
    text: &str,
) -> Result<[u8; N], EncodingError> {
    let alphabet = "base64url without padding";
    let expected = (N * 8).div_ceil(6);
    check(what, text, expected, alphabet, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
    })?;
    let mut bytes = [0; N];
    match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
        Ok(_) => Ok(bytes),
        // Length and alphabet are right, so only the trailing bits are left to be wrong.
        Err(_) => Err(EncodingError::UnusedBits { what }),
    }
}

/// Writes bytes as unpadded base64url.
pub(crate) fn base64url_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn check(
    what: &'static str,
    text: &str,
    expected: usize,
    alphabet: &'static str,
    allowed: impl Fn(char) -> bool,
) -> Result<(), EncodingError> {
    if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !allowed(*c)) {
        return Err(EncodingError::Character {
            what,
            alphabet,
            at,
            found,
        });
    }
    if text.len() == expected {
        Ok(())
    } else {
        Err(EncodingError::Length {
            what,
            expected,
            found: text.len(),
        })
    }
}
