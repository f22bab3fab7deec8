//! What the browser could not do.

use std::fmt;

use serde_json::Value;

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Trouble {
    said: String,
    /// Whether nothing was done and the page may still become what was asked for.
    passing: bool,
}

/// What the protocol calls the states of a page that is still changing. A click that met one of them was not made.
const PASSING: [&str; 6] = [
    "no such element",
    "stale element reference",
    "element not interactable",
    "element click intercepted",
    "detached shadow root",
    "invalid element state",
];

impl Trouble {
    /// No answer, or one that is not of the protocol.
    pub(super) fn no_answer(error: &dyn fmt::Display) -> Self {
        Self {
            said: format!("the browser does not answer: {error}"),
            passing: false,
        }
    }

    /// What the answer says.
    pub(super) fn told(answer: &Value) -> Self {
        let field = |name| answer.get(name).and_then(Value::as_str).unwrap_or_default();
        let code = field("error");
        // The rest is the driver's own stack.
        let message = field("message").lines().next().unwrap_or_default();
        Self {
            said: format!("{code}: {message}"),
            passing: PASSING.contains(&code),
        }
    }

    /// That something was answered which was not asked for.
    pub(super) fn unexpected(answer: &Value) -> Self {
        Self {
            said: format!("unexpected answer: {answer}"),
            passing: false,
        }
    }

    /// Of a command that only looks: it can be asked again as long as there is a browser.
    pub(super) fn of_a_look(mut self) -> Self {
        self.passing |= ["javascript error", "aborted by navigation", "unknown error"]
            .iter()
            .any(|code| self.said.starts_with(code));
        self
    }

    pub(super) fn is_passing(&self) -> bool {
        self.passing
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.said)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(code: &str) -> Trouble {
        Trouble::told(
            &json!({ "error": code, "message": "it moved\n  (Session info: chrome)", "stacktrace": "#0" }),
        )
    }

    #[test]
    fn a_page_that_is_still_changing_is_looked_at_again() {
        assert!(told("stale element reference").is_passing());
        assert!(!told("invalid session id").is_passing());
        assert_eq!(
            told("stale element reference").to_string(),
            "stale element reference: it moved"
        );
    }

    #[test]
    fn only_a_look_is_repeated_whatever_went_wrong() {
        assert!(!told("unknown error").is_passing());
        assert!(told("unknown error").of_a_look().is_passing());
        assert!(!told("invalid session id").of_a_look().is_passing());
    }
}
