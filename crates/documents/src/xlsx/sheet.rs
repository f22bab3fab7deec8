//! The cells of a sheet.

use chrono::{Days, NaiveDate};

use super::styles::Styles;
use super::{children, not_a_workbook, reference, tree};
use crate::claims::{Cell, MAX_COLUMNS, MAX_ROWS, RawRow};
use crate::error::DocumentError;
use crate::xml::{Element, clip};

/// The serial number of 9999-12-31.
const LAST_SERIAL: u64 = 2_958_465;
/// Days between the two ways of counting dates.
const DAYS_1900_TO_1904: u64 = 1_462;

/// What cells refer to.
pub(super) struct Context {
    pub(super) strings: Vec<Cell>,
    pub(super) styles: Styles,
    pub(super) from_1904: bool,
}

/// The shared strings.
pub(super) fn strings(text: &str) -> Result<Vec<Cell>, DocumentError> {
    let root = tree(text)?;
    Ok(children(&root, "si")
        .map(|text| Cell::text(&rich_text(text)))
        .collect())
}

/// Plain text or runs of it; the phonetic guides of East Asian text are no part of it.
fn rich_text(element: &Element) -> String {
    let plain = children(element, "t");
    let runs = children(element, "r").flat_map(|run| children(run, "t"));
    plain.chain(runs).map(|text| text.text.as_str()).collect()
}

pub(super) fn rows(text: &str, context: &Context) -> Result<Vec<RawRow>, DocumentError> {
    let root = tree(text)?;
    let mut rows = Vec::new();
    let mut last = 0_u32;
    for element in children(&root, "sheetData").flat_map(|data| children(data, "row")) {
        let number = match element.attribute("", "r") {
            Some(text) => reference::row(text).ok_or_else(|| bad_reference(text))?,
            None => last.saturating_add(1),
        };
        if number <= last {
            return Err(not_a_workbook(&format!("row {number} comes after row {last}")));
        }
        last = number;
        let cells = cells(element, number, context)?;
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            rows.push(RawRow { number, cells });
        }
        if rows.len() > MAX_ROWS.saturating_add(1) {
            return Err(DocumentError::TooManyRows { limit: MAX_ROWS });
        }
    }
    Ok(rows)
}

fn bad_reference(text: &str) -> DocumentError {
    not_a_workbook(&format!("{:?} is no place in a sheet", clip(text)))
}

fn cells(row: &Element, number: u32, context: &Context) -> Result<Vec<Cell>, DocumentError> {
    let mut cells: Vec<Cell> = Vec::new();
    for element in children(row, "c") {
        let column = match element.attribute("", "r") {
            Some(text) => match reference::parse(text) {
                Some((column, own)) if own == number => column,
                Some(_) | None => return Err(bad_reference(text)),
            },
            None => cells.len(),
        };
        if column < cells.len() {
            let reason = format!("the cells of row {number} are out of order");
            return Err(not_a_workbook(&reason));
        }
        let cell = cell(element, context)?;
        if column < MAX_COLUMNS {
            cells.resize(column, Cell::Empty);
            cells.push(cell);
        } else if cell != Cell::Empty {
            let reason = format!("row {number} has a value beyond the {MAX_COLUMNS}th column");
            return Err(not_a_workbook(&reason));
        }
    }
    Ok(cells)
}

fn cell(element: &Element, context: &Context) -> Result<Cell, DocumentError> {
    let kind = element.attribute("", "t").unwrap_or("n");
    if kind == "inlineStr" {
        let text: String = children(element, "is").map(rich_text).collect();
        return Ok(Cell::text(&text));
    }
    let Some(value) = children(element, "v").next().map(|value| value.text.as_str()) else {
        let formula = children(element, "f").next().is_some();
        return Ok(if formula {
            Cell::Broken("a formula without a stored result".to_owned())
        } else {
            Cell::Empty
        });
    };
    match kind {
        "s" => {
            let index: Option<usize> = value.trim().parse().ok();
            let text = index.and_then(|index| context.strings.get(index)).cloned();
            text.ok_or_else(|| not_a_workbook("a cell names a text that is not there"))
        }
        "str" => Ok(Cell::text(value)),
        "b" => Ok(Cell::text(if value.trim() == "1" { "TRUE" } else { "FALSE" })),
        "e" => Ok(Cell::Broken(clip(value))),
        // ISO 8601, in which the strict form of the format writes dates.
        "d" => Ok(crate::date::stamp(value.trim()).map_or_else(|| Cell::text(value), Cell::Date)),
        "n" => Ok(number_cell(value.trim(), element.attribute("", "s"), context)),
        other => Err(not_a_workbook(&format!(
            "a cell has the unknown type {:?}",
            clip(other)
        ))),
    }
}

fn number_cell(value: &str, style: Option<&str>, context: &Context) -> Cell {
    if value.is_empty() {
        return Cell::Empty;
    }
    if context.styles.is_date(style)
        && let Some(date) = serial_date(value, context.from_1904)
    {
        return Cell::Date(date);
    }
    Cell::Number(value.to_owned())
}

/// The day of a serial number; the time of day behind the point is dropped. Day 60 of the count from 1900 is
/// 29 February 1900, which never was, so the days before it count from one day later.
fn serial_date(value: &str, from_1904: bool) -> Option<NaiveDate> {
    let (days, time) = value.split_once('.').unwrap_or((value, ""));
    if !time.bytes().all(|b| b.is_ascii_digit()) || !days.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let days: u64 = days.parse().ok()?;
    let days = if from_1904 {
        days.checked_add(DAYS_1900_TO_1904)?
    } else {
        days
    };
    let shift = match days {
        0 | 60 => return None,
        1..60 => 1,
        _ if days > LAST_SERIAL => return None,
        _ => 0,
    };
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days.checked_add(shift)?))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("46112", false, Some((2026, 3, 31)))]
    #[case("46112.75", false, Some((2026, 3, 31)))]
    #[case("44650", true, Some((2026, 3, 31)))]
    #[case("59", false, Some((1900, 2, 28)))]
    #[case("61", false, Some((1900, 3, 1)))]
    #[case("60", false, None)]
    #[case("2958466", false, None)]
    #[case("-1", false, None)]
    #[case("1E5", false, None)]
    fn serial_numbers_give_the_day_that_the_sheet_shows(
        #[case] value: &str,
        #[case] from_1904: bool,
        #[case] expected: Option<(i32, u32, u32)>,
    ) {
        let expected = expected.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(serial_date(value, from_1904), expected);
    }
}
