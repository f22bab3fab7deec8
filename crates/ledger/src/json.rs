//! Strict reading of JSON: no member twice at any depth, nothing after the document.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::Refusal;

/// How deep arrays and objects may nest.
const MAX_DEPTH: usize = 64;

/// Reads one JSON document into `T`, after checking that no object in it names a member twice.
pub(crate) fn read<T: DeserializeOwned>(document: &'static str, bytes: &[u8]) -> Result<T, Refusal> {
    check(document, bytes)?;
    serde_json::from_slice(bytes).map_err(|error| Refusal::Json {
        document,
        detail: error.to_string(),
    })
}

/// As `read`, for a type in which every object is a struct that refuses unknown members: such a struct refuses doubled ones
/// too, so the document is walked only to say what is wrong with it. Payloads are read this way, one for each entry.
pub(crate) fn read_closed<T: DeserializeOwned>(document: &'static str, bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).or_else(|_| read(document, bytes))
}

/// Checks that `bytes` are one JSON document in which no object names a member twice.
pub(crate) fn check(document: &'static str, bytes: &[u8]) -> Result<(), Refusal> {
    let duplicate = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let walked = Walk {
        duplicate: &duplicate,
        depth: 0,
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end());
    match (walked, duplicate.into_inner()) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(member)) => Err(Refusal::DuplicateMember { document, member }),
        (Err(error), None) => Err(Refusal::Json {
            document,
            detail: error.to_string(),
        }),
    }
}

/// Reads an optional member that stands there: a `null` is not the same as its absence, and is refused where `T` refuses it.
/// For use with `#[serde(default, deserialize_with = …)]`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Walks over a value without keeping it.
#[derive(Clone, Copy)]
struct Walk<'w> {
    duplicate: &'w RefCell<Option<String>>,
    depth: usize,
}

impl Walk<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while items.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut seen = BTreeSet::new();
        while let Some(Name(name)) = members.next_key()? {
            if seen.contains(&name) {
                *self.duplicate.borrow_mut() = Some(name.into_owned());
                return Err(A::Error::custom("a member occurs twice"));
            }
            members.next_value_seed(inner)?;
            seen.insert(name);
        }
        Ok(())
    }
}

/// The name of a member; a copy is only taken where it is written with escapes.
#[derive(Deserialize)]
struct Name<'n>(#[serde(borrow)] Cow<'n, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_may_stand_once_in_each_object() {
        assert!(check("body", br#"{"a":{"b":1},"c":{"b":1}}"#).is_ok());
        let twice = check("body", br#"{"a":[{"b":1,"b":2}]}"#);
        assert_eq!(
            twice,
            Err(Refusal::DuplicateMember {
                document: "body",
                member: "b".into()
            })
        );
    }

    #[test]
    fn two_spellings_of_one_name_are_one_name() {
        assert_eq!(
            check("body", br#"{"a":1,"\u0061":2}"#).unwrap_err().code(),
            "duplicate-member"
        );
    }

    #[test]
    fn depth_is_limited_and_nothing_may_follow() {
        let nest = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(check("body", nest(64).as_bytes()).is_ok());
        assert_eq!(
            check("body", nest(65).as_bytes()).unwrap_err().code(),
            "malformed-json"
        );
        assert_eq!(
            check("body", nest(100_000).as_bytes()).unwrap_err().code(),
            "malformed-json"
        );
        assert_eq!(check("body", b"{} {}").unwrap_err().code(), "malformed-json");
    }

    #[test]
    fn what_is_not_utf8_is_refused() {
        assert_eq!(
            check("body", b"{\"a\":\"\xff\"}").unwrap_err().code(),
            "malformed-json"
        );
    }
}
