//! The example bodies of `fixtures/commands`, one a kind.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// A body of a kind.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) kind: &'static str,
    pub(crate) body: Value,
}

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/commands")
}

/// The example of a kind, given with its version.
pub(crate) fn example(kind: &'static str) -> Example {
    let path = folder().join(format!("{}.json", kind.replace('/', ".")));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Example { kind, body }
}

impl Example {
    /// The same body with another value at a JSON pointer (RFC 6901).
    pub(crate) fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        let place = self.body.pointer_mut(pointer);
        *place.unwrap_or_else(|| panic!("{} has no {pointer}", self.kind)) = value.into();
        self
    }

    /// The same body with a member more or another value for it.
    pub(crate) fn and(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.body[name] = value.into();
        self
    }

    /// The same body without a member.
    pub(crate) fn without(mut self, name: &str) -> Self {
        let members = self.body.as_object_mut().unwrap();
        assert!(members.remove(name).is_some(), "{} has no {name}", self.kind);
        self
    }

    /// The text at a JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.body
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("{} has no text at {pointer}", self.kind))
    }

    /// What the text at a JSON pointer means.
    pub(crate) fn value<T: std::str::FromStr<Err: std::fmt::Debug>>(&self, pointer: &str) -> T {
        self.text(pointer).parse().unwrap()
    }
}
