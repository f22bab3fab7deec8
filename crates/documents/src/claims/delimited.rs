//! Rows of a CSV file.

use csv::{ErrorKind, ReaderBuilder};

use super::{Cell, MAX_COLUMNS, MAX_ROWS, RawRow};
use crate::encoding;
use crate::error::DocumentError;
use crate::position::Cursor;

/// The rows of a file, the heading included and empty lines left out.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<RawRow>, DocumentError> {
    let text = encoding::text(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cursor = Cursor::new(text);
    for record in reader.records() {
        let record = record.map_err(|error| refusal(&error))?;
        // One more than the rows and the heading shows that there are too many.
        if rows.len() > MAX_ROWS.saturating_add(1) {
            return Err(DocumentError::TooManyRows { limit: MAX_ROWS });
        }
        let offset = record
            .position()
            .and_then(|at| usize::try_from(at.byte()).ok())
            .unwrap_or(usize::MAX);
        let cells = record.iter().take(MAX_COLUMNS).map(Cell::text).collect();
        rows.push(RawRow {
            number: cursor.advance_to(first_character(text, offset)).line,
            cells,
        });
    }
    Ok(rows)
}

/// Where a record begins: its offset stands before the line ends and empty lines that the reader skipped.
fn first_character(text: &str, offset: usize) -> usize {
    let skipped = text
        .bytes()
        .skip(offset)
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    offset.saturating_add(skipped)
}

/// Spreadsheets write semicolons where the comma is the decimal sign, and tabs when asked for text.
fn delimiter(text: &str) -> u8 {
    let heading = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |mark: &u8| heading.bytes().filter(|byte| byte == mark).count();
    let mut best = b',';
    for mark in [b';', b'\t'] {
        if count(&mark) > count(&best) {
            best = mark;
        }
    }
    best
}

fn refusal(error: &csv::Error) -> DocumentError {
    let line = error.position().map_or(0, csv::Position::line);
    let reason = match error.kind() {
        ErrorKind::Utf8 { .. } => "the bytes are not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    DocumentError::NotCsv { line, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_separators_and_line_breaks_stay_in_their_cell() {
        let rows = rows(b"a,b\r\n\"1,5\",\"two\nlines\"\r\n\r\n3,4\r\n").unwrap();
        let text = Cell::text;
        assert_eq!(
            rows[1],
            RawRow {
                number: 2,
                cells: vec![text("1,5"), text("two\nlines")]
            }
        );
        assert_eq!(rows[2].number, 5);
    }

    #[test]
    fn the_heading_tells_the_separator() {
        assert_eq!(delimiter("a;b;c,d\n1,2,3,4"), b';');
        assert_eq!(delimiter("\na\tb\n"), b'\t');
        assert_eq!(delimiter("a"), b',');
    }
}
