//! A table that goes out, row by row, so that a long list need not be held twice.

use super::delimited::Delimited;
use super::workbook::Workbook;
use super::{ExportCell, ExportError};

/// The files in which a list goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// A workbook (ECMA-376).
    Xlsx,
}

impl TableFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How the name of such a file ends, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A table in the making: begun with its heading, then row after row.
#[derive(Debug)]
pub struct TableWriter {
    columns: usize,
    rows: usize,
    file: File,
}

#[derive(Debug)]
enum File {
    Csv(Box<Delimited>),
    Xlsx(Box<Workbook>),
}

impl TableWriter {
    /// Begins a table with its heading.
    pub fn begin<T: AsRef<str>>(format: TableFormat, columns: &[T]) -> Result<Self, ExportError> {
        let heading: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
        let file = match format {
            TableFormat::Csv => File::Csv(Box::new(Delimited::begin(&heading))),
            TableFormat::Xlsx => File::Xlsx(Box::new(Workbook::begin(&heading)?)),
        };
        Ok(Self {
            columns: heading.len(),
            rows: 0,
            file,
        })
    }

    /// Adds a row. After a refusal the table is of no use.
    pub fn row(&mut self, cells: &[ExportCell]) -> Result<(), ExportError> {
        self.rows = self.rows.saturating_add(1);
        if cells.len() != self.columns {
            let (row, expected, found) = (self.rows, self.columns, cells.len());
            return Err(ExportError::RowUneven { row, expected, found });
        }
        match &mut self.file {
            File::Csv(file) => {
                file.row(cells);
                Ok(())
            }
            File::Xlsx(file) => file.row(cells),
        }
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        match self.file {
            File::Csv(file) => file.finish(),
            File::Xlsx(file) => file.finish(),
        }
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
    write(TableFormat::Csv, columns, rows)
}

/// Writes a table as an XLSX workbook with one worksheet, whose heading is bold and stays in sight.
///
/// The same table gives the same bytes: nothing in them tells when, where or by whom they were written. An amount is a number
/// with exactly the digits that it has; where a spreadsheet, which counts in doubles, would lose some of them, it is text. A day
/// is a date, a point in time is text. Text stands in cells of text, so that nothing in it is ever a formula, also when somebody
/// edits it (CWE-1236).
pub fn write_xlsx<R>(columns: &[&str], rows: R) -> Result<Vec<u8>, ExportError>
where
    R: IntoIterator<Item = Vec<ExportCell>>,
{
    write(TableFormat::Xlsx, columns, rows)
}

fn write<R>(format: TableFormat, columns: &[&str], rows: R) -> Result<Vec<u8>, ExportError>
where
    R: IntoIterator<Item = Vec<ExportCell>>,
{
    let mut table = TableWriter::begin(format, columns)?;
    for cells in rows {
        table.row(&cells)?;
    }
    Ok(table.finish())
}
