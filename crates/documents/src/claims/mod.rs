//! Tables of claims: one receivable a row, from a CSV file or an XLSX workbook.
//!
//! The first row that is not empty holds the column names, in English or Chinese; see [`ClaimColumn`]. Other columns are
//! ignored and listed. A row with a mistake does not spoil the others: each row gives a claim or the list of what is
//! wrong in it.

mod cell;
mod column;
mod delimited;
mod row;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Money};

pub use cell::CellError;
pub use column::ClaimColumn;

use crate::detect::digest;
use crate::encoding;
use crate::error::DocumentError;
use crate::xlsx;
use column::Heading;
use row::Reader;

/// The most rows of one table, its heading not counted.
pub(crate) const MAX_ROWS: usize = 5_000;

/// The most columns of one table.
pub(crate) const MAX_COLUMNS: usize = 100;

/// One character more than the longest text that a column takes.
const MAX_CELL_CHARS: usize = cell::MAX_NOTE_CHARS + 1;

/// The kind of table file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimFormat {
    /// Comma-separated values (RFC 4180) in UTF-8, with or without byte order mark; semicolon or tab instead of the comma
    /// where the heading uses them.
    Csv,
    /// Office Open XML workbook (ECMA-376); the first visible sheet.
    Xlsx,
}

/// A table of claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimSheet {
    /// SHA-256 of the exact bytes of the file.
    pub digest: Digest,
    /// The headings of columns that are not known, as written.
    pub ignored_columns: Vec<String>,
    /// The rows below the heading that are not empty.
    pub rows: Vec<SheetRow>,
}

/// One row and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetRow {
    /// Its number: in a workbook the row, in a CSV file the line on which it begins, both counted from 1.
    pub number: u32,
    /// The claim, or what is wrong.
    pub outcome: RowOutcome,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", content = "content", rename_all = "kebab-case")]
pub enum RowOutcome {
    /// It could be read.
    Claim(Box<ClaimRow>),
    /// It could not; everything that is wrong in it, by column.
    Problems(Vec<CellProblem>),
}

/// A claim as a row states it. Whether contract and invoice exist is for others to find out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRow {
    /// Number of the registered contract.
    pub contract_number: String,
    /// Number of the invoice, once in a table.
    pub invoice_number: String,
    /// Date of the invoice.
    pub invoice_date: NaiveDate,
    /// The amount claimed, above zero.
    pub amount: Money,
    /// Day of delivery.
    pub delivery_date: NaiveDate,
    /// Day of passed acceptance, where it has passed.
    pub acceptance_date: Option<NaiveDate>,
    /// Due date, where the parties agreed on one.
    pub due_date: Option<NaiveDate>,
    /// Free text.
    pub note: Option<String>,
}

/// One mistake in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellProblem {
    /// The column it is in; none for a value beyond the last column.
    pub column: Option<ClaimColumn>,
    /// The heading of that column as the table has it.
    pub heading: String,
    /// What is wrong.
    pub error: CellError,
}

impl std::fmt::Display for CellProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.heading.is_empty() {
            self.error.fmt(f)
        } else {
            write!(f, "{}: {}", self.heading, self.error)
        }
    }
}

/// A row of any table, before its columns have a meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawRow {
    pub(crate) number: u32,
    pub(crate) cells: Vec<Cell>,
}

/// A cell of any table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Empty,
    /// Text, shared because a workbook may name one text in a hundred thousand cells.
    Text(Arc<str>),
    /// A number of a workbook, by the text in which it is stored: the shortest that gives back the same double.
    Number(String),
    Date(NaiveDate),
    /// An error value such as `#REF!`, or a formula without a stored result.
    Broken(String),
}

impl Cell {
    /// A cell of text. The text is cut where it is longer than any column takes, which its column then says.
    pub(crate) fn text(text: &str) -> Self {
        let text = text.trim();
        let end = text
            .char_indices()
            .nth(MAX_CELL_CHARS)
            .map_or(text.len(), |(end, _)| end);
        match text.get(..end) {
            Some("") | None => Self::Empty,
            Some(text) => Self::Text(Arc::from(text)),
        }
    }
}

/// Reads a table of claims.
///
/// The file is at most [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES) long, with at most 5,000 rows; a workbook may unpack to
/// 64 MiB. Numbers in a workbook are doubles: an amount is rounded to its currency only over the noise of floating point,
/// and a cell with more digits than a double keeps is an error of its row. Of a formula the stored result counts.
pub fn read_claims(bytes: &[u8], format: ClaimFormat) -> Result<ClaimSheet, DocumentError> {
    encoding::check_size(bytes)?;
    let mut rows = match format {
        ClaimFormat::Csv => delimited::rows(bytes)?,
        ClaimFormat::Xlsx => xlsx::rows(bytes)?,
    }
    .into_iter()
    .filter(|row| row.cells.iter().any(|cell| *cell != Cell::Empty));
    let heading = Heading::read(&rows.next().ok_or(DocumentError::NoRows)?)?;
    let mut reader = Reader::new(&heading);
    let mut read = Vec::new();
    for row in rows {
        if read.len() >= MAX_ROWS {
            return Err(DocumentError::TooManyRows { limit: MAX_ROWS });
        }
        read.push(reader.row(&row));
    }
    if read.is_empty() {
        return Err(DocumentError::NoRows);
    }
    Ok(ClaimSheet {
        digest: digest(bytes),
        ignored_columns: heading.ignored,
        rows: read,
    })
}
