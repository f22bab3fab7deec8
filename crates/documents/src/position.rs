//! Where in a text file something stands.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a text file: line and column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

impl Position {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place of the byte `offset` of `text`; the end of the text for an offset beyond it.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut cursor = Cursor::new(text);
        cursor.advance_to(offset)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Turns growing byte offsets into places without counting the text again from its start.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    rest: &'a str,
    offset: usize,
    at: Position,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            offset: 0,
            at: Position::START,
        }
    }

    /// The place of a byte offset that is not before the last one asked for.
    pub(crate) fn advance_to(&mut self, offset: usize) -> Position {
        let mut characters = self.rest.chars();
        while self.offset < offset {
            let Some(character) = characters.next() else { break };
            self.offset = self.offset.saturating_add(character.len_utf8());
            if character == '\n' {
                self.at = Position {
                    line: self.at.line.saturating_add(1),
                    column: 1,
                };
            } else {
                self.at.column = self.at.column.saturating_add(1);
            }
        }
        self.rest = characters.as_str();
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_bytes() {
        assert_eq!(
            Position::of("确权\n证明x", "确权\n证明".len()),
            Position { line: 2, column: 3 }
        );
    }

    #[test]
    fn an_offset_beyond_the_text_is_its_end() {
        assert_eq!(Position::of("ab", 99), Position { line: 1, column: 3 });
    }
}
