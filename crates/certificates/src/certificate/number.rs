//! The number of a certificate: what people type and codes carry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tallystick_base::{CertificateId, Salt};

/// Base 32 after Crockford: no I, L, O and U, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that carry the digest: 90 bits.
const DRAWN: usize = 18;
/// All characters, with the two check characters.
const LENGTH: usize = 20;
/// The modulus of ISO 7064 MOD 1271-36.
const MODULUS: u32 = 1271;
/// Its radix: the ten digits and 26 letters.
const RADIX: u32 = 36;
/// Characters between two hyphens.
const GROUP: usize = 5;
/// What is hashed before id and salt, so that the digest serves nothing else.
const PURPOSE: &[u8] = b"tallystick-certificate-number/v1\0";

/// The number of a certificate, `JRBT3-PPA7Y-2ZE8W-M45R4`: 90 bits of a digest in base 32, and two check
/// characters after ISO 7064 MOD 1271-36, which find every single wrong character and every swapped pair.
///
/// It follows from the id and from the salt of the body that made the certificate. The salt is not public, so a number
/// cannot be guessed from what leaves show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(value_type = String)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateNumber(String);

/// Why a text is not the number of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateNumberError {
    /// Not four groups of five characters.
    #[error(
        "a certificate number is four groups of five digits or capitals without I, L, O and U, such as \
         JRBT3-PPA7Y-2ZE8W-M45R4; {found:?} is not"
    )]
    Form {
        /// The text.
        found: String,
    },
    /// The check characters do not fit.
    #[error(
        "the last two characters of {found} do not fit the rest; compare it with the certificate, character by character"
    )]
    CheckCharacters {
        /// The text.
        found: String,
    },
}

impl CertificateNumberError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "certificate-number-form",
            Self::CheckCharacters { .. } => "certificate-number-check-characters",
        }
    }
}

impl CertificateNumber {
    /// The number of the certificate that a body with this salt creates under this id.
    pub fn derive(certificate: CertificateId, salt: &Salt) -> Self {
        let mut draw = 0_u32;
        loop {
            if let Some(number) = Self::drawn(certificate, salt, draw) {
                return number;
            }
            draw = draw.wrapping_add(1);
        }
    }

    /// One draw; none where the check characters would be misread, which about one draw in five are.
    fn drawn(certificate: CertificateId, salt: &Salt, draw: u32) -> Option<Self> {
        let digest = Sha256::new()
            .chain_update(PURPOSE)
            .chain_update(certificate.uuid().as_bytes())
            .chain_update(salt.as_bytes())
            .chain_update(draw.to_be_bytes())
            .finalize();
        let mut characters = base32(&digest);
        characters.truncate(DRAWN);
        let check = (MODULUS + 1 - remainder(&characters) * RADIX % MODULUS * RADIX % MODULUS) % MODULUS;
        for value in [check / RADIX, check % RADIX] {
            let character = char::from_digit(value, RADIX)?.to_ascii_uppercase();
            characters.push(in_alphabet(character).then_some(character)?);
        }
        Some(Self(grouped(&characters)))
    }

    /// Reads a number as a person types it: in either case, with or without hyphens and spaces, with I and L for 1 and
    /// O for 0.
    pub fn from_typed(text: &str) -> Result<Self, CertificateNumberError> {
        let characters: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2015}' | '\u{3000}'))
            .map(|c| match c.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                other => other,
            })
            .collect();
        if characters.chars().count() == LENGTH {
            grouped(&characters).parse()
        } else {
            Err(CertificateNumberError::Form {
                found: text.to_owned(),
            })
        }
    }

    /// Whether a text, in either case, can stand in a number as it is written: only for such a one need numbers be looked
    /// through.
    pub fn may_contain(text: &str) -> bool {
        let groups: Vec<&str> = text.split('-').collect();
        let last = groups.len().saturating_sub(1);
        let fits = |(place, group): (usize, &&str)| {
            let whole = group.len() == GROUP;
            let at_an_end = (place == 0 || place == last) && group.len() < GROUP;
            (whole || at_an_end) && group.chars().all(|c| in_alphabet(c.to_ascii_uppercase()))
        };
        groups.len() <= LENGTH / GROUP && groups.iter().enumerate().all(fits)
    }

    /// The text, four groups with hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Five bits a character, as many as there are.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for &byte in bytes {
        buffer = (buffer << 8 | u32::from(byte)) & 0x1FFF;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let index = usize::try_from(buffer >> bits & 31).unwrap_or_default();
            text.extend(ALPHABET.get(index).copied().map(char::from));
        }
    }
    text
}

/// The remainder of the characters, read as a number of radix 36, by the modulus.
fn remainder(characters: &str) -> u32 {
    characters
        .chars()
        .filter_map(|c| c.to_digit(RADIX))
        .fold(0, |rest, value| (rest * RADIX + value) % MODULUS)
}

fn in_alphabet(character: char) -> bool {
    u8::try_from(character).is_ok_and(|byte| ALPHABET.contains(&byte))
}

fn grouped(characters: &str) -> String {
    let mut text = String::with_capacity(LENGTH + 3);
    for (at, c) in characters.chars().enumerate() {
        if at > 0 && at.is_multiple_of(GROUP) {
            text.push('-');
        }
        text.push(c);
    }
    text
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for CertificateNumber {
    type Err = CertificateNumberError;

    fn from_str(text: &str) -> Result<Self, CertificateNumberError> {
        let found = || text.to_owned();
        let characters: String = text.chars().filter(|c| *c != '-').collect();
        let well_formed =
            characters.len() == LENGTH && characters.chars().all(in_alphabet) && grouped(&characters) == text;
        if !well_formed {
            return Err(CertificateNumberError::Form { found: found() });
        }
        if remainder(&characters) == 1 {
            Ok(Self(text.to_owned()))
        } else {
            Err(CertificateNumberError::CheckCharacters { found: found() })
        }
    }
}

impl TryFrom<String> for CertificateNumber {
    type Error = CertificateNumberError;

    fn try_from(text: String) -> Result<Self, CertificateNumberError> {
        text.parse()
    }
}

impl From<CertificateNumber> for String {
    fn from(number: CertificateNumber) -> Self {
        number.0
    }
}
