//! The protected header: exactly `alg`, `kid` and `typ`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use tallystick_base::Thumbprint;

use crate::Refusal;
use crate::encoding::{from_base64url, to_base64url};

/// `typ` of a statement.
pub(crate) const STATEMENT_TYPE: &str = "tallystick-statement+jwt";
/// `typ` of a proof of possession.
pub(crate) const KEY_TYPE: &str = "tallystick-key+jwt";
/// `typ` of an access token.
pub(crate) const ACCESS_TYPE: &str = "tallystick-access+jwt";

const ALGORITHM: &str = "ES256";
const DOCUMENT: &str = "protected header";

/// The header for a signature by this key, in base64url.
pub(crate) fn protected(kid: &Thumbprint, typ: &str) -> String {
    to_base64url(format!(r#"{{"alg":"{ALGORITHM}","kid":"{kid}","typ":"{typ}"}}"#).as_bytes())
}

/// Reads a header of this type and returns the key that it names.
///
/// The algorithm is compared and never obeyed: a key of this ledger has one algorithm (RFC 8725, section 3.1).
pub(crate) fn read(protected: &str, expected_type: &'static str) -> Result<Thumbprint, Refusal> {
    let bytes = from_base64url(DOCUMENT, protected)?;
    if let Some(kid) = read_usual(&bytes, expected_type) {
        return Ok(kid);
    }
    let members: Members = serde_json::from_slice(&bytes).map_err(|error| Refusal::Json {
        document: DOCUMENT,
        detail: error.to_string(),
    })?;
    let (mut alg, mut kid, mut typ) = (None, None, None);
    for (name, value) in members.0 {
        let slot = match name.as_str() {
            "alg" => &mut alg,
            "kid" => &mut kid,
            "typ" => &mut typ,
            _ => return Err(Refusal::UnknownHeaderMember(name)),
        };
        if slot.replace(value).is_some() {
            return Err(Refusal::DuplicateMember {
                document: DOCUMENT,
                member: name,
            });
        }
    }
    let alg = alg.ok_or(Refusal::MissingHeaderMember("alg"))?;
    if alg.as_str() != Some(ALGORITHM) {
        return Err(Refusal::WrongAlgorithm(plain(&alg)));
    }
    let typ = typ.ok_or(Refusal::MissingHeaderMember("typ"))?;
    if typ.as_str() != Some(expected_type) {
        return Err(Refusal::WrongType {
            expected: expected_type,
            found: plain(&typ),
        });
    }
    let kid = kid.ok_or(Refusal::MissingHeaderMember("kid"))?;
    let text = kid.as_str().unwrap_or_default();
    Thumbprint::parse(text).map_err(|_| Refusal::NotBase64 {
        field: "kid",
        alphabet: "base64url",
    })
}

/// Reads a header that is spelt as `protected` spells it. Nearly all are, and there is one for each signature.
fn read_usual(bytes: &[u8], expected_type: &str) -> Option<Thumbprint> {
    let kid = str::from_utf8(bytes)
        .ok()?
        .strip_prefix(r#"{"alg":"ES256","kid":""#)?
        .strip_suffix(r#""}"#)?
        .strip_suffix(expected_type)?
        .strip_suffix(r#"","typ":""#)?;
    Thumbprint::parse(kid).ok()
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An object's members in their order, duplicates included, so that each fault gets its own refusal.
struct Members(Vec<(String, serde_json::Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::with_capacity(3);
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KID: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn code(json: &str) -> &'static str {
        read(&to_base64url(json.as_bytes()), STATEMENT_TYPE)
            .unwrap_err()
            .code()
    }

    #[test]
    fn a_header_names_its_key() {
        let kid = Thumbprint::parse(KID).unwrap();
        assert_eq!(read(&protected(&kid, STATEMENT_TYPE), STATEMENT_TYPE), Ok(kid));
    }

    #[test]
    fn order_and_white_space_are_free() {
        let kid = Thumbprint::parse(KID).unwrap();
        let usual = format!(r#"{{"alg":"ES256","kid":"{KID}","typ":"{STATEMENT_TYPE}"}}"#);
        let free = format!(r#"{{ "typ":"{STATEMENT_TYPE}", "kid":"{KID}", "alg":"ES256" }}"#);
        assert_eq!(read_usual(usual.as_bytes(), STATEMENT_TYPE), Some(kid.clone()));
        assert_eq!(read_usual(free.as_bytes(), STATEMENT_TYPE), None);
        assert_eq!(read(&to_base64url(free.as_bytes()), STATEMENT_TYPE), Ok(kid));
    }

    #[test]
    fn every_fault_has_its_own_code() {
        let typ = STATEMENT_TYPE;
        assert_eq!(code("nonsense"), "malformed-json");
        assert_eq!(code("[]"), "malformed-json");
        assert_eq!(
            code(&format!(r#"{{"kid":"{KID}","typ":"{typ}"}}"#)),
            "missing-header-member"
        );
        assert_eq!(
            code(&format!(r#"{{"alg":"none","kid":"{KID}","typ":"{typ}"}}"#)),
            "wrong-algorithm"
        );
        assert_eq!(
            code(&format!(r#"{{"alg":256,"kid":"{KID}","typ":"{typ}"}}"#)),
            "wrong-algorithm"
        );
        assert_eq!(
            code(&format!(r#"{{"alg":"ES256","kid":"{KID}","typ":"JWT"}}"#)),
            "wrong-type"
        );
        assert_eq!(
            code(&format!(r#"{{"alg":"ES256","kid":"short","typ":"{typ}"}}"#)),
            "not-base64"
        );
        let extra = format!(r#"{{"alg":"ES256","kid":"{KID}","typ":"{typ}","crit":["b64"]}}"#);
        assert_eq!(code(&extra), "unknown-header-member");
        let doubled = format!(r#"{{"alg":"ES256","alg":"ES256","kid":"{KID}","typ":"{typ}"}}"#);
        assert_eq!(code(&doubled), "duplicate-member");
    }
}
