//! Tables of claims from workbooks, written by another library and, for one, read by a third.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use tallystick_documents::{ClaimFormat, ClaimRow, DocumentError, RowOutcome, read_claims};
use zip::write::SimpleFileOptions;

const HEADINGS: [&str; 9] = [
    "合同编号",
    "发票号码",
    "开票日期",
    "金额",
    "币种",
    "交付日期",
    "验收日期",
    "到期日",
    "备注",
];

/// A workbook with the headings and what `fill` puts below them, from the second row (index 1) on.
fn workbook(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).expect("within the sheet");
    }
    fill(sheet).expect("within the sheet");
    book.save_to_buffer().expect("a workbook in memory")
}

fn sound_row(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let chinese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_string(row, 0, "JY-2026-018")?;
    sheet.write_string(row, 1, format!("2611700000000000{row:04}"))?;
    sheet.write_datetime_with_format(row, 2, ExcelDateTime::from_ymd(2026, 3, 12)?, &day)?;
    sheet.write_number(row, 3, 34435.1)?;
    sheet.write_string(row, 4, "CNY")?;
    sheet.write_datetime_with_format(
        row,
        5,
        ExcelDateTime::from_ymd(2026, 3, 5)?.and_hms(16, 30, 0)?,
        &chinese,
    )?;
    sheet.write_string(row, 6, "2026-03-10")?;
    Ok(())
}

fn outcome(bytes: &[u8]) -> RowOutcome {
    let sheet = read_claims(bytes, ClaimFormat::Xlsx).expect("a table");
    assert_eq!(sheet.rows.len(), 1);
    sheet.rows.into_iter().next().expect("one row").outcome
}

fn claim(bytes: &[u8]) -> ClaimRow {
    let claim = match outcome(bytes) {
        RowOutcome::Claim(claim) => Some(*claim),
        RowOutcome::Problems(_) => None,
    };
    claim.expect("the row is sound")
}

/// The codes of what is wrong in the one row; none where it is sound.
fn problems(bytes: &[u8]) -> Vec<&'static str> {
    match outcome(bytes) {
        RowOutcome::Claim(_) => Vec::new(),
        RowOutcome::Problems(problems) => problems.iter().map(|problem| problem.error.code()).collect(),
    }
}

fn refusal(bytes: &[u8]) -> DocumentError {
    read_claims(bytes, ClaimFormat::Xlsx).expect_err("refused")
}

#[test]
fn date_cells_number_cells_and_text_cells_give_a_claim() {
    let claim = claim(&sound_workbook());
    insta::assert_snapshot!(crate::fixture::json(&claim));
}

#[test]
fn rows_keep_the_number_that_the_sheet_shows() {
    let bytes = workbook(|sheet| sound_row(sheet, 1).and_then(|()| sound_row(sheet, 6)));
    let rows = read_claims(&bytes, ClaimFormat::Xlsx).expect("a table").rows;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 7]);
}

#[rstest]
#[case::noise(0.300_000_000_000_000_04, "0.30")]
#[case::sum(1_000_000.799_999_999_9, "1000000.80")]
#[case::whole(1e6, "1000000.00")]
fn a_double_is_rounded_over_its_noise(#[case] stored: f64, #[case] expected: &str) {
    let bytes =
        workbook(|sheet| sound_row(sheet, 1).and_then(|()| sheet.write_number(1, 3, stored).map(|_| ())));
    assert_eq!(claim(&bytes).amount.value_text(), expected);
}

#[rstest]
#[case::third_decimal(3, 12.345, "cell-too-many-decimals")]
#[case::negative(3, -1.0, "cell-not-positive")]
#[case::more_digits_than_a_double_keeps(3, 99_999_999_999_999.98, "cell-too-large")]
#[case::date_without_a_date_format(2, 46_093.0, "cell-not-a-date")]
#[case::invoice_number_stored_as_a_number(1, 26_117_000_000_000_271_828.0, "cell-digits-lost")]
fn a_number_that_means_something_else_is_a_problem_of_its_row(
    #[case] column: u16,
    #[case] stored: f64,
    #[case] expected: &str,
) {
    let bytes = workbook(|sheet| {
        sound_row(sheet, 1)?;
        sheet
            .write_number_with_format(1, column, stored, &Format::new())
            .map(|_| ())
    });
    assert_eq!(problems(&bytes), [expected]);
}

#[test]
fn of_a_formula_the_stored_result_counts() {
    let bytes = workbook(|sheet| {
        sound_row(sheet, 1)?;
        sheet
            .write_formula(1, 3, Formula::new("=12.5*8").set_result("100"))
            .map(|_| ())
    });
    assert_eq!(claim(&bytes).amount.value_text(), "100.00");
}

#[test]
fn an_error_value_is_a_problem_of_its_row() {
    let bytes = workbook(|sheet| {
        sound_row(sheet, 1)?;
        sheet
            .write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!"))
            .map(|_| ())
    });
    assert!(matches!(
        problems(&bytes).as_slice(),
        ["cell-broken" | "cell-not-an-amount"]
    ));
}

#[test]
fn the_first_visible_sheet_is_read() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("hidden")
        .expect("a name")
        .set_hidden(true);
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).expect("within the sheet");
    }
    sound_row(sheet, 1).expect("within the sheet");
    sheet.set_active(true);
    let bytes = book.save_to_buffer().expect("a workbook in memory");
    assert_eq!(claim(&bytes).contract_number, "JY-2026-018");
}

#[test]
fn another_reader_of_workbooks_sees_the_same_cells() {
    let bytes = sound_workbook();
    let ours = claim(&bytes);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    assert_eq!(range.get((1, 1)), Some(&Data::String(ours.invoice_number)));
    assert_eq!(range.get((1, 3)), Some(&Data::Float(34435.1)));
    let day = range.get((1, 5)).and_then(|cell| match cell {
        Data::DateTime(day) => Some(day.to_ymd_hms_milli()),
        _ => None,
    });
    assert_eq!(day.map(|day| (day.0, day.1, day.2)), Some((2026, 3, 5)));
    assert_eq!(ours.delivery_date.to_string(), "2026-03-05");
}

/// A workbook with one sound row.
pub(crate) fn sound_workbook() -> Vec<u8> {
    workbook(|sheet| sound_row(sheet, 1))
}

/// The workbook with the XML of its sheet changed.
pub(crate) fn with_sheet(bytes: &[u8], change: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let path = part.name().expect("a name in UTF-8").into_owned();
        let content = if path == SHEET {
            change(&text)
        } else {
            text.into_bytes()
        };
        writer
            .start_file(path, SimpleFileOptions::default())
            .expect("a new part");
        writer.write_all(&content).expect("in memory");
    }
    writer.finish().expect("a container").into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_zip_bomb_is_refused_before_it_unpacks() {
    let bomb = with_sheet(&sound_workbook(), |_| vec![b' '; 70 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(refusal(&bomb).code(), "table-too-large-unpacked");
}

#[test]
fn a_long_text_that_a_thousand_cells_share_costs_no_more_than_once() {
    let long = "长".repeat(30_000);
    let bytes = workbook(|sheet| {
        for row in 1..1_001 {
            sound_row(sheet, row)?;
            sheet.write_string(row, 8, &long)?;
        }
        Ok(())
    });
    let rows = read_claims(&bytes, ClaimFormat::Xlsx).expect("a table").rows;
    let too_long = |row: &tallystick_documents::SheetRow| match &row.outcome {
        RowOutcome::Claim(_) => false,
        RowOutcome::Problems(problems) => problems
            .iter()
            .all(|problem| problem.error.code() == "cell-too-long"),
    };
    assert!(rows.len() == 1_000 && rows.iter().all(too_long));
}

#[rstest]
#[case::entities(|text: &str| text.replacen("<worksheet", "<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet", 1))]
#[case::far_column(|text: &str| text.replace("r=\"A2\"", "r=\"AAAAAAAAAAAAAAAAAAAA2\""))]
#[case::far_row(|text: &str| text.replace("row r=\"2\"", "row r=\"99999999999999999999\""))]
#[case::row_before(|text: &str| text.replace("row r=\"2\"", "row r=\"1\""))]
#[case::missing_string(|text: &str| text.replacen("<v>0</v>", "<v>999999</v>", 1))]
#[case::unknown_type(|text: &str| text.replacen("t=\"s\"", "t=\"zz\"", 1))]
#[case::cut(|text: &str| text.chars().take(600).collect())]
fn a_damaged_or_hostile_sheet_is_refused(#[case] change: fn(&str) -> String) {
    let bytes = with_sheet(&sound_workbook(), |text| change(text).into_bytes());
    assert_eq!(refusal(&bytes).code(), "table-not-xlsx");
}

#[rstest]
#[case::nothing(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
#[case::text(b"contract_number,amount")]
#[case::old(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")]
fn what_is_no_workbook_is_refused(#[case] bytes: &[u8]) {
    assert_eq!(refusal(bytes).code(), "table-not-xlsx");
}
