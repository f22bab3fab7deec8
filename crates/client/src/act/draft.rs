//! A command before it is prepared.

use serde::Serialize;
use serde_json::value::RawValue;
use tallystick_base::Salt;
use tallystick_commands::{Command, Rejection};
use tallystick_ledger::check_body;

use crate::{Ambient, ClientError};

/// A command that a party wants to give: its kind and its body, read and found to be of that kind.
///
/// The salt is drawn here where the body has none, so that nobody else chooses what keeps it from being guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    command: Command,
    text: String,
}

impl Draft {
    /// A draft of a typed body, or of a JSON value, of this kind, such as `receivable.claim/1`.
    pub fn new(kind: &str, body: &impl Serialize, ambient: &Ambient) -> Result<Self, ClientError> {
        let text = serde_json::to_string(body).map_err(|error| not_a_body(kind, &error))?;
        Self::read(kind, &text, ambient)
    }

    /// A draft from the text of a body, with or without its salt. Members that are unknown or stand twice are refused, at any depth.
    pub fn read(kind: &str, text: &str, ambient: &Ambient) -> Result<Self, ClientError> {
        let text = with_salt(kind, text, ambient.salt())?;
        check_body(text.as_bytes()).map_err(ClientError::refused("the body"))?;
        let command = Command::read(kind, text.as_bytes())?;
        Ok(Self { command, text })
    }

    /// The command.
    pub fn command(&self) -> &Command {
        &self.command
    }

    /// The kind of the command, with its version.
    pub fn kind(&self) -> &'static str {
        self.command.kind()
    }

    /// The body's text, as it is sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn raw(&self) -> Result<Box<RawValue>, ClientError> {
        RawValue::from_string(self.text.clone()).map_err(|error| not_a_body(self.kind(), &error))
    }
}

fn not_a_body(kind: &str, error: &serde_json::Error) -> ClientError {
    Rejection::Body {
        kind: kind.to_owned(),
        detail: error.to_string(),
    }
    .into()
}

/// The text with a salt as its first member where it has none. The rest stays as it is written, so that a member that stands
/// twice is still there to be refused.
fn with_salt(kind: &str, text: &str, salt: Salt) -> Result<String, ClientError> {
    let body: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).map_err(|error| not_a_body(kind, &error))?;
    match text.trim_start().strip_prefix('{') {
        Some(rest) if !body.contains_key("salt") => {
            let comma = if body.is_empty() { "" } else { "," };
            Ok(format!(r#"{{"salt":"{salt}"{comma}{rest}"#))
        }
        Some(_) | None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::Millis;

    use super::*;

    const RECEIVABLE: &str = "receivable/019c4020-8900-78c3-aaa6-de34468f41f9";

    fn ambient() -> Ambient {
        Ambient::new(|| Millis::MAX, |bytes| bytes.fill(7))
    }

    fn read(text: &str) -> Result<Draft, ClientError> {
        Draft::read("receivable.withdraw/1", text, &ambient())
    }

    #[test]
    fn a_body_without_a_salt_gets_one() {
        let draft = read(&format!(" {{ \"receivable\": \"{RECEIVABLE}\" }}")).unwrap();
        assert_eq!(
            draft.text(),
            format!(r#"{{"salt":"BwcHBwcHBwcHBwcHBwcHBw", "receivable": "{RECEIVABLE}" }}"#)
        );
    }

    #[test]
    fn a_body_keeps_the_salt_that_it_has() {
        let text = format!(r#"{{"receivable":"{RECEIVABLE}","salt":"AAAAAAAAAAAAAAAAAAAAAA"}}"#);
        assert_eq!(read(&text).unwrap().text(), text);
    }

    #[test]
    fn a_body_that_is_not_of_its_kind_is_refused_before_anything_is_sent() {
        for (text, code) in [
            ("{}", "malformed-body"),
            ("[]", "malformed-body"),
            (r#"{"receivable":"contract/1"}"#, "malformed-body"),
            (
                &format!(r#"{{"receivable":"{RECEIVABLE}","amount":1}}"#),
                "malformed-body",
            ),
            (
                &format!(r#"{{"receivable":"{RECEIVABLE}","receivable":"{RECEIVABLE}"}}"#),
                "duplicate-member",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
        let unknown = Draft::read("receivable.forget/1", "{}", &ambient());
        assert_eq!(unknown.unwrap_err().code(), "unknown-kind");
    }
}
