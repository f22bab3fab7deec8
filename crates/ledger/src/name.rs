//! Names that are the ledger's own: its id and the kinds of commands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// A ledger's id: a URL without a scheme, such as `ledger.example.org` or `example.org/receivables`.
///
/// It is the checkpoint's origin and the name of the log's keys as well (C2SP signed-note asks that a key name has
/// neither white space nor a plus sign).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LedgerId(String);

const MAX_LEDGER_ID: usize = 100;

impl LedgerId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LedgerId {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut segments = text.split('/');
        let host = segments.next().unwrap_or_default();
        let host_ok = !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b));
        let path_ok = segments.all(|s| {
            !s.is_empty()
                && s.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
        });
        if text.len() <= MAX_LEDGER_ID && host_ok && path_ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::NotALedgerId(text.to_owned()))
        }
    }
}

/// The kind of a command with its version, such as `certificate.split/1`.
///
/// A change of behaviour is a new version; the old one stays and keeps its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommandKind {
    text: String,
    name_length: usize,
}

const MAX_KIND: usize = 64;

impl CommandKind {
    /// The kind as text, `certificate.split/1`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The kind without its version, `certificate.split`.
    pub fn name(&self) -> &str {
        self.text.get(..self.name_length).unwrap_or_default()
    }
}

impl FromStr for CommandKind {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let refusal = || Refusal::NotAKind(text.to_owned());
        let (name, version) = text.split_once('/').ok_or_else(refusal)?;
        let (noun, verb) = name.split_once('.').ok_or_else(refusal)?;
        let version_ok = (1..=3).contains(&version.len())
            && !version.starts_with('0')
            && version.bytes().all(|b| b.is_ascii_digit());
        if text.len() <= MAX_KIND && is_words(noun) && is_words(verb) && version_ok {
            Ok(Self {
                name_length: name.len(),
                text: text.to_owned(),
            })
        } else {
            Err(refusal())
        }
    }
}

/// Words of `a-z`, joined by single hyphens.
fn is_words(text: &str) -> bool {
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}

macro_rules! text_form {
    ($name:ty, $field:tt) => {
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.$field)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Refusal;

            fn try_from(text: String) -> Result<Self, Refusal> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.$field
            }
        }
    };
}

text_form!(LedgerId, 0);
text_form!(CommandKind, text);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_id_is_a_url_without_a_scheme() {
        for text in [
            "ledger.example.org",
            "demo.tallystick.invalid",
            "example.org/receivables/2026",
        ] {
            assert_eq!(text.parse::<LedgerId>().unwrap().as_str(), text);
        }
        let too_long = "a".repeat(101);
        for text in [
            "",
            "https://example.org",
            "Example.org",
            "a b",
            "a+b",
            "a/",
            "/a",
            "a//b",
            "例.cn",
            &too_long,
        ] {
            assert_eq!(
                text.parse::<LedgerId>().unwrap_err().code(),
                "not-a-ledger-id",
                "{text}"
            );
        }
    }

    #[test]
    fn a_kind_has_noun_verb_and_version() {
        let kind: CommandKind = "credit-line.lower-limit/12".parse().unwrap();
        assert_eq!(
            (kind.as_str(), kind.name()),
            ("credit-line.lower-limit/12", "credit-line.lower-limit")
        );
        for text in [
            "",
            "certificate.split",
            "certificate/1",
            "Certificate.split/1",
            "a.b/0",
            "a.b/01",
            "a.b/1000",
        ] {
            assert_eq!(
                text.parse::<CommandKind>().unwrap_err().code(),
                "not-a-kind",
                "{text}"
            );
        }
        for text in [
            "a..b/1", "a-.b/1", "-a.b/1", "a.b.c/1", "a.b/1/2", "a.b/x", "a.b/",
        ] {
            assert_eq!(
                text.parse::<CommandKind>().unwrap_err().code(),
                "not-a-kind",
                "{text}"
            );
        }
    }
}
