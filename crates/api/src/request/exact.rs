//! A JSON value in which no object names a member twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A JSON value in which no object, at any depth, names a member twice. Which of two members counts differs from parser to
/// parser, so neither does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exact(pub(crate) Value);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Exact;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Exact, E> {
        Ok(Exact(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Exact, E> {
        Ok(Exact(Value::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Exact, E> {
        Ok(Exact(Value::Number(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Exact, E> {
        Ok(Exact(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Exact, E> {
        Ok(Exact(Value::String(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Exact, E> {
        Ok(Exact(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Exact, A::Error> {
        let mut read = Vec::new();
        while let Some(Exact(item)) = items.next_element()? {
            read.push(item);
        }
        Ok(Exact(Value::Array(read)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Exact, A::Error> {
        let mut read = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if read.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            let Exact(value) = members.next_value()?;
            read.insert(name, value);
        }
        Ok(Exact(Value::Object(read)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_once_is_read_as_it_stands() {
        let text = r#"{"a":[1,-2,0.5,null,true,"x"],"b":{"a":{}}}"#;
        let Exact(value) = serde_json::from_str(text).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn a_member_named_twice_is_refused_at_any_depth_and_in_any_spelling() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"[{"b":{"a":1,"c":2,"a":3}}]"#,
            r#"{"a":1,"\u0061":2}"#,
        ] {
            let error = serde_json::from_str::<Exact>(text).unwrap_err().to_string();
            assert!(error.contains("duplicate field `a` at line 1 column"), "{error}");
        }
    }

    #[test]
    fn nesting_ends_somewhere() {
        let text = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(serde_json::from_str::<Exact>(&text).is_err());
    }
}
