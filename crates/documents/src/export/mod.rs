//! Lists that go out as tables: CSV, and XLSX for spreadsheets.

mod cell;
mod delimited;
mod error;
mod sheet;
mod table;
mod workbook;

pub use cell::ExportCell;
pub use error::ExportError;
pub use table::{TableFormat, TableWriter, write_csv, write_xlsx};

/// Whether a spreadsheet would take the text for a formula (CWE-1236). Spreadsheets in Chinese take the wide signs for the
/// narrow ones, and some cut white space first.
fn begins_formula(text: &str) -> bool {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(starts) || text.trim_start().starts_with(starts)
}
