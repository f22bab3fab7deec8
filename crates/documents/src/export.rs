//! Lists that go out as tables.

use chrono::NaiveDate;
use tallystick_base::{Millis, Money};

/// The byte order mark by which Excel sees that a file is UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One cell of a list that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportCell {
    /// Nothing.
    Empty,
    /// Text from wherever it came; a spreadsheet never takes it for a formula.
    Text(String),
    /// An amount, written with all decimals of its currency and without its code: put that into a column of its own.
    Amount(Money),
    /// A day, written 2026-03-31.
    Day(NaiveDate),
    /// A point in time, written as RFC 3339 in UTC.
    Time(Millis),
    /// A whole number.
    Count(i64),
}

/// A row with more or fewer cells than there are columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row} has {found} cells and there are {expected} columns; each row has one cell a column")]
pub struct ExportError {
    /// The number of the row, counted from 1 below the heading.
    pub row: usize,
    /// The number of columns.
    pub expected: usize,
    /// The number of its cells.
    pub found: usize,
}

impl ExportError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "export-row-uneven"
    }
}

/// Writes a table as CSV (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets show Chinese as it is.
///
/// Text that a spreadsheet would take for a formula gets an apostrophe before it, headings included (CWE-1236). Amounts,
/// days and numbers do not: what stands in them was not typed by anyone.
pub fn write_csv<R>(columns: &[&str], rows: R) -> Result<Vec<u8>, ExportError>
where
    R: IntoIterator<Item = Vec<ExportCell>>,
{
    let mut records = vec![columns.iter().map(|heading| inert(heading)).collect()];
    for (cells, row) in rows.into_iter().zip(1_usize..) {
        if cells.len() != columns.len() {
            let (expected, found) = (columns.len(), cells.len());
            return Err(ExportError { row, expected, found });
        }
        records.push(cells.iter().map(text).collect());
    }
    Ok(table(&records))
}

/// The records as CSV; they are of one length.
fn table(records: &[Vec<String>]) -> Vec<u8> {
    const IN_MEMORY: &str = "bytes in memory take what is written, and every record has the same length";
    let mut bytes = UTF8_MARK.to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    for record in records {
        writer.write_record(record).expect(IN_MEMORY);
    }
    writer.flush().expect(IN_MEMORY);
    drop(writer);
    bytes
}

fn text(cell: &ExportCell) -> String {
    match cell {
        ExportCell::Empty => String::new(),
        ExportCell::Text(text) => inert(text),
        ExportCell::Amount(amount) => amount.value_text(),
        ExportCell::Day(day) => day.format("%Y-%m-%d").to_string(),
        ExportCell::Time(time) => time.to_string(),
        ExportCell::Count(count) => count.to_string(),
    }
}

/// The text as no formula. Spreadsheets in Chinese take the wide signs for the narrow ones, and some cut white space first.
fn inert(text: &str) -> String {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(starts) || text.trim_start().starts_with(starts) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
