//! The worksheet of a workbook that goes out, row by row.

use std::fmt::Write as _;

use chrono::NaiveDate;
use tallystick_base::Money;

use super::{ExportCell, ExportError, begins_formula};

/// The most bytes of a worksheet: 1 GiB, which is far below what the container bounds.
pub(super) const MAX_SHEET_BYTES: usize = 1 << 30;
/// The most columns of a worksheet (ECMA-376: XFD).
const MAX_COLUMNS: usize = 16_384;
/// The most rows of a worksheet below its heading.
const MAX_ROWS: usize = 1_048_575;
/// The most UTF-16 units of a cell.
const MAX_UNITS: usize = 32_767;
/// The most digits that a double keeps, whatever they are (IEEE 754: 53 bits).
const MAX_DIGITS: usize = 15;
/// The day before which spreadsheets count a 29 February that never was, so that days before it have no number.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1900, 3, 1).expect("a day of the calendar");
/// The day that has the number 0 for all days from [`FIRST_DAY`] on.
const DAY_ZERO: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");

/// How a cell looks; the number is its place among the forms of the workbook.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// A bold heading.
    Heading = 1,
    /// Text.
    Text = 2,
    /// Text that looks like a formula, and stays text when it is edited.
    Quoted = 3,
    /// A day.
    Day = 4,
    /// A whole number, or an amount without decimals.
    Whole = 5,
    /// An amount with 2 decimals.
    Two = 6,
    /// An amount with 3 decimals.
    Three = 7,
    /// An amount with 4 decimals.
    Four = 8,
}

/// A worksheet in the making.
#[derive(Debug)]
pub(super) struct Sheet {
    text: String,
    /// The rows so far, the heading not counted.
    rows: usize,
}

impl Sheet {
    pub(super) fn begin(columns: &[&str]) -> Result<Self, ExportError> {
        let found = columns.len();
        if found > MAX_COLUMNS {
            let limit = MAX_COLUMNS;
            return Err(ExportError::TooManyColumns { limit, found });
        }
        let mut sheet = Self {
            text: concat!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
                r#"<sheetViews><sheetView workbookViewId="0">"#,
                r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
                "</sheetView></sheetViews>",
            )
            .to_owned(),
            rows: 0,
        };
        if found > 0 {
            sheet.put(format_args!(
                r#"<cols><col min="1" max="{found}" width="20" customWidth="1"/></cols>"#
            ));
        }
        sheet.put(format_args!(r#"<sheetData><row r="1">"#));
        for (index, heading) in columns.iter().enumerate() {
            sheet.text_cell(index, heading, Form::Heading)?;
        }
        sheet.put(format_args!("</row>"));
        Ok(sheet)
    }

    /// One more row.
    pub(super) fn row(&mut self, cells: &[ExportCell]) -> Result<(), ExportError> {
        if self.rows >= MAX_ROWS {
            return Err(ExportError::TooManyRows { limit: MAX_ROWS });
        }
        self.rows = self.rows.saturating_add(1);
        let number = self.number();
        self.put(format_args!(r#"<row r="{number}">"#));
        for (index, cell) in cells.iter().enumerate() {
            self.cell(index, cell)?;
        }
        self.put(format_args!("</row>"));
        Ok(())
    }

    /// What was written since the last time.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The rest.
    pub(super) fn end(&mut self) -> String {
        self.put(format_args!("</sheetData></worksheet>"));
        self.take()
    }

    /// The number of the last row in the worksheet, whose heading is row 1.
    const fn number(&self) -> usize {
        self.rows.saturating_add(1)
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.text.write_fmt(text).expect("a text takes what is written");
    }

    fn cell(&mut self, index: usize, cell: &ExportCell) -> Result<(), ExportError> {
        match cell {
            ExportCell::Empty => Ok(()),
            ExportCell::Text(text) if begins_formula(text) => self.text_cell(index, text, Form::Quoted),
            ExportCell::Text(text) => self.text_cell(index, text, Form::Text),
            ExportCell::Time(time) => self.text_cell(index, &time.to_string(), Form::Text),
            ExportCell::Amount(amount) => self.digits(index, &amount.value_text(), amount_form(*amount)),
            ExportCell::Count(count) => self.digits(index, &count.to_string(), Form::Whole),
            ExportCell::Day(day) if *day >= FIRST_DAY => {
                let days = day.signed_duration_since(DAY_ZERO).num_days();
                self.number_cell(index, &days.to_string(), Form::Day);
                Ok(())
            }
            ExportCell::Day(day) => self.text_cell(index, &day.format("%Y-%m-%d").to_string(), Form::Text),
        }
    }

    /// A number where a spreadsheet keeps all its digits, otherwise text.
    fn digits(&mut self, index: usize, text: &str, form: Form) -> Result<(), ExportError> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits > MAX_DIGITS {
            return self.text_cell(index, text, Form::Quoted);
        }
        self.number_cell(index, text, form);
        Ok(())
    }

    fn number_cell(&mut self, index: usize, text: &str, form: Form) {
        let (column, row, form) = (column(index), self.number(), form as u8);
        self.put(format_args!(
            r#"<c r="{column}{row}" s="{form}"><v>{text}</v></c>"#
        ));
    }

    fn text_cell(&mut self, index: usize, text: &str, form: Form) -> Result<(), ExportError> {
        let length = text.encode_utf16().count();
        if length > MAX_UNITS {
            let (row, limit) = (self.rows, MAX_UNITS);
            return Err(ExportError::TextTooLong { row, limit, length });
        }
        let (column, row, form) = (column(index), self.number(), form as u8);
        self.put(format_args!(
            r#"<c r="{column}{row}" s="{form}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
            escaped(text)
        ));
        Ok(())
    }
}

/// The form of an amount: all decimals of its currency are shown.
fn amount_form(amount: Money) -> Form {
    match amount.currency().exponent() {
        0 | 1 => Form::Whole,
        2 => Form::Two,
        3 => Form::Three,
        _ => Form::Four,
    }
}

/// The letters of a column, counted from 0: A to Z, AA and so on.
fn column(index: usize) -> String {
    let mut letters = Vec::new();
    let mut left = Some(index);
    while let Some(place) = left {
        letters.push(char::from(
            b'A'.saturating_add(u8::try_from(place % 26).unwrap_or(0)),
        ));
        left = (place / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

/// The text as XML. What XML cannot hold, or would change, is written as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19), and so is the
/// first character of a text that looks like that.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if looks_escaped(rest.as_str()) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            '\0'..='\x1f' | '\u{FFFE}' | '\u{FFFF}' => {
                write!(out, "_x{:04X}_", u32::from(c)).expect("a text takes what is written");
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether what follows a low line makes it the beginning of `_xHHHH_`.
fn looks_escaped(after: &str) -> bool {
    match after.as_bytes() {
        [b'x', a, b, c, d, b'_', ..] => [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "A")]
    #[case(25, "Z")]
    #[case(26, "AA")]
    #[case(701, "ZZ")]
    #[case(702, "AAA")]
    #[case(16_383, "XFD")]
    fn columns_are_counted_in_letters(#[case] index: usize, #[case] letters: &str) {
        assert_eq!(column(index), letters);
    }

    #[rstest]
    #[case("a<b>&\"c\"", "a&lt;b&gt;&amp;\"c\"")]
    #[case("a\r\nb\u{0}", "a_x000D_\nb_x0000_")]
    #[case("_x000D_", "_x005F_x000D_")]
    #[case("_x00_ _", "_x00_ _")]
    fn text_is_written_so_that_it_is_read_as_it_was(#[case] text: &str, #[case] written: &str) {
        assert_eq!(escaped(text), written);
    }
}
