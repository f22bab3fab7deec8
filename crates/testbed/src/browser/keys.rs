//! What a person does with the keyboard alone: nothing is named, for the keys go where the focus is.

use serde_json::{Value, json};

use super::Browser;

/// A key that moves or acts rather than writes, as `WebDriver` numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// On to what can be used next.
    Tab,
    /// Opens or sends.
    Enter,
    /// Presses a button.
    Space,
    /// The row above, the next larger value.
    Up,
    /// The row below, the next smaller value.
    Down,
}

impl Key {
    fn sign(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Space => ' ',
            Self::Up => '\u{e013}',
            Self::Down => '\u{e015}',
        }
    }
}

impl Browser {
    /// Presses a key and lets go of it.
    #[track_caller]
    pub fn press(&self, key: Key) {
        self.strike(&[key.sign()]);
    }

    /// Types words, one key after the other.
    #[track_caller]
    pub fn type_keys(&self, words: &str) {
        let signs: Vec<char> = words.chars().collect();
        self.strike(&signs);
    }

    /// Whether the focus is on what the CSS selector names.
    #[track_caller]
    pub fn is_on(&self, css: &str) -> bool {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false";
        self.script(script, &json!([css])) == Value::Bool(true)
    }

    #[track_caller]
    fn strike(&self, signs: &[char]) {
        self.until("the page takes keys", || Ok(self.is_attached()?.then_some(())));
        if let Err(trouble) = self.session.strike(signs) {
            self.fail(&format!("cannot press {signs:?}: {trouble}"));
        }
    }
}
