//! Canonical text forms: base64url, base64, hexadecimal and decimal. One text for one value, everything else refused.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::Refusal;

/// The largest integer that may stand in JSON, 2^53 − 1 (RFC 7493, section 2.2).
pub(crate) const MAX_INTEGER: u64 = (1 << 53) - 1;

pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn from_base64url(field: &'static str, text: &str) -> Result<Vec<u8>, Refusal> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::NotBase64 {
        field,
        alphabet: "base64url",
    })
}

pub(crate) fn array_from_base64url<const N: usize>(
    field: &'static str,
    text: &str,
) -> Result<[u8; N], Refusal> {
    exact(field, &from_base64url(field, text)?)
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn from_base64(field: &'static str, text: &str) -> Result<Vec<u8>, Refusal> {
    STANDARD.decode(text).map_err(|_| Refusal::NotBase64 {
        field,
        alphabet: "base64",
    })
}

pub(crate) fn array_from_base64<const N: usize>(field: &'static str, text: &str) -> Result<[u8; N], Refusal> {
    exact(field, &from_base64(field, text)?)
}

pub(crate) fn array_from_hex<const N: usize>(field: &'static str, text: &str) -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut well_formed = pairs.len() == N && rest.is_empty();
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (nibble(*high), nibble(*low));
        well_formed &= high < 16 && low < 16;
        *byte = high << 4 | low;
    }
    if well_formed {
        Ok(bytes)
    } else {
        Err(Refusal::NotHex {
            field,
            expected: N * 2,
        })
    }
}

/// The value of a lower-case hexadecimal digit; 16 for anything else.
const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => 16,
    }
}

/// Reads a decimal without sign and leading zeros.
pub(crate) fn from_decimal(field: &'static str, text: &str) -> Result<u64, Refusal> {
    let canonical = text == "0" || (!text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()));
    let refusal = Refusal::NotDecimal { field };
    if !canonical {
        return Err(refusal);
    }
    text.parse().ok().filter(|n| *n <= MAX_INTEGER).ok_or(refusal)
}

fn exact<const N: usize>(field: &'static str, bytes: &[u8]) -> Result<[u8; N], Refusal> {
    bytes.try_into().map_err(|_| Refusal::WrongLength {
        field,
        expected: N,
        found: bytes.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_bits_of_the_last_character_must_be_zero() {
        assert_eq!(from_base64url("field", "AQ").unwrap(), [1]);
        assert_eq!(from_base64url("field", "AR").unwrap_err().code(), "not-base64");
        assert_eq!(from_base64("field", "AR==").unwrap_err().code(), "not-base64");
    }

    #[test]
    fn padding_belongs_to_base64_only() {
        assert!(from_base64url("field", "AQ==").is_err());
        assert!(from_base64("field", "AQ").is_err());
    }

    #[test]
    fn a_decimal_has_one_form() {
        for text in ["0", "1", "10", "9007199254740991"] {
            assert!(from_decimal("field", text).is_ok(), "{text}");
        }
        for text in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            "1.0",
            "1e3",
            " 1",
            "9007199254740992",
            "١",
        ] {
            assert_eq!(
                from_decimal("field", text).unwrap_err().code(),
                "not-decimal",
                "{text}"
            );
        }
    }

    #[test]
    fn hexadecimal_is_lower_case() {
        assert_eq!(array_from_hex::<2>("field", "00ff").unwrap(), [0, 255]);
        for text in ["00FF", "00f", "00ff0", "00fg"] {
            assert_eq!(
                array_from_hex::<2>("field", text).unwrap_err().code(),
                "not-hex",
                "{text}"
            );
        }
    }
}
