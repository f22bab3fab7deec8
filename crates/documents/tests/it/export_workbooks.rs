//! Lists that go out as workbooks, read back by a library that did not write them.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use rstest::rstest;
use tallystick_base::{Currency, Millis, Money};
use tallystick_documents::{ExportCell, ExportError, write_xlsx};
use zip::ZipArchive;

fn cell(text: &str) -> ExportCell {
    ExportCell::Text(text.to_owned())
}

fn amount(text: &str, currency: Currency) -> ExportCell {
    ExportCell::Amount(Money::parse(text, currency).expect("an amount"))
}

fn day(year: i32, month: u32, day: u32) -> ExportCell {
    ExportCell::Day(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}

/// The cells of the one worksheet, as the other library has them.
fn read_back(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book
        .worksheet_range_at(0)
        .expect("a worksheet")
        .expect("that can be read");
    range.rows().map(<[Data]>::to_vec).collect()
}

/// A part of the package as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut part = archive.by_name(name).expect("the part");
    part.read_to_string(&mut text).expect("UTF-8");
    text
}

fn worksheet(bytes: &[u8]) -> String {
    part(bytes, "xl/worksheets/sheet1.xml")
}

const COLUMNS: [&str; 5] = ["名称", "金额", "日期", "时间", "笔数"];

fn rows() -> Vec<Vec<ExportCell>> {
    vec![
        vec![
            cell("北京景和电力设备有限公司"),
            amount("981800", Currency::CNY),
            day(2026, 8, 31),
            ExportCell::Time(Millis::new(1_788_134_400_000).expect("a time")),
            ExportCell::Count(-3),
        ],
        vec![
            cell("a <\"quoted\"> & broken\r\nname "),
            amount("-12.5", Currency::CNY),
            ExportCell::Empty,
            ExportCell::Empty,
            ExportCell::Count(0),
        ],
    ]
}

#[test]
fn the_same_cells_are_read_back() {
    let bytes = write_xlsx(&COLUMNS, rows()).unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let found = read_back(&bytes);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0], COLUMNS.map(text));
    assert_eq!(found[1][0], text("北京景和电力设备有限公司"));
    assert_eq!(found[1][1], Data::Float(981_800.0));
    let Data::DateTime(when) = &found[1][2] else {
        panic!("{:?} is no day", found[1][2]);
    };
    assert_eq!(when.to_ymd_hms_milli(), (2026, 8, 31, 0, 0, 0, 0));
    assert_eq!(found[1][3], text("2026-08-31T00:00:00Z"));
    assert_eq!(found[1][4], Data::Float(-3.0));
    assert_eq!(found[2][1], Data::Float(-12.5));
    assert_eq!(found[2][2], Data::Empty);
}

#[test]
fn text_comes_back_with_every_character_of_it() {
    let texts = [
        "a <\"quoted\"> & name ",
        " =1",
        "_x000D_",
        "a\nb",
        "\u{1F4D1}",
        "]]>",
        "6214830001172044",
    ];
    let rows = texts.iter().map(|text| vec![cell(text)]);
    let found = read_back(&write_xlsx(&["a"], rows).unwrap());
    let found: Vec<String> = found.into_iter().skip(1).map(|row| row[0].to_string()).collect();
    assert_eq!(found, texts);
}

#[rstest]
#[case("0.01", Currency::CNY, "0.01")]
#[case("9999999999999.99", Currency::CNY, "9999999999999.99")]
#[case("-0.1", Currency::CNY, "-0.10")]
#[case("1234567", Currency::JPY, "1234567")]
fn an_amount_is_a_number_with_exactly_its_digits(
    #[case] written: &str,
    #[case] currency: Currency,
    #[case] digits: &str,
) {
    let sheet = worksheet(&write_xlsx(&["a"], [vec![amount(written, currency)]]).unwrap());
    assert!(sheet.contains(&format!("<v>{digits}</v>")), "{sheet}");
}

#[test]
fn digits_that_a_spreadsheet_would_lose_stay_as_text() {
    let largest = ExportCell::Amount(Money::from_minor(i64::MAX, Currency::CNY));
    let rows = [vec![largest, ExportCell::Count(i64::MIN)]];
    let found = read_back(&write_xlsx(&["a", "b"], rows).unwrap());
    assert_eq!(found[1][0], Data::String("92233720368547758.07".to_owned()));
    assert_eq!(found[1][1], Data::String("-9223372036854775808".to_owned()));
}

#[test]
fn a_day_that_spreadsheets_cannot_count_is_text() {
    let rows = [vec![day(1900, 2, 28)], vec![day(1900, 3, 1)]];
    let bytes = write_xlsx(&["a"], rows).unwrap();
    assert_eq!(read_back(&bytes)[1][0], Data::String("1900-02-28".to_owned()));
    assert!(worksheet(&bytes).contains("<v>61</v>"));
}

#[rstest]
fn text_that_begins_a_formula_is_no_formula_and_stays_none(
    #[values(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "=cmd|' /C calc'!A0",
        " =1",
        "＝1+1",
        "＠x"
    )]
    text: &str,
) {
    let bytes = write_xlsx(&[text], [vec![cell(text)]]).unwrap();
    let found = read_back(&bytes);
    assert_eq!(found[0][0], Data::String(text.to_owned()));
    assert_eq!(found[1][0], Data::String(text.to_owned()));
    let sheet = worksheet(&bytes);
    assert!(!sheet.contains("<f"), "{sheet}");
    // The form that is quoted: also whoever edits the cell gets text.
    assert!(sheet.contains(r#"<c r="A2" s="3" t="inlineStr">"#), "{sheet}");
    assert_eq!(
        part(&bytes, "xl/styles.xml")
            .matches(r#"quotePrefix="1""#)
            .count(),
        2
    );
}

#[test]
fn the_heading_is_bold_and_stays_in_sight() {
    let bytes = write_xlsx(&["a"], [vec![cell("x")]]).unwrap();
    let sheet = worksheet(&bytes);
    assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#));
    assert!(sheet.contains(r#"<c r="A1" s="1" t="inlineStr">"#), "{sheet}");
    let forms = part(&bytes, "xl/styles.xml");
    let (_, cells) = forms.split_once("<cellXfs").unwrap();
    assert!(
        cells.split("<xf ").nth(2).unwrap().contains(r#"fontId="1""#),
        "{cells}"
    );
}

#[test]
fn the_same_list_gives_the_same_bytes_and_they_tell_no_time() {
    let bytes = write_xlsx(&COLUMNS, rows()).unwrap();
    assert_eq!(bytes, write_xlsx(&COLUMNS, rows()).unwrap());
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        let written = part.last_modified().expect("a time");
        assert_eq!(
            (written.year(), written.month(), written.day()),
            (1980, 1, 1),
            "part {index}"
        );
    }
}

#[test]
fn what_no_worksheet_takes_is_refused_with_its_numbers() {
    let uneven = write_xlsx(&["a", "b"], [vec![cell("1"), cell("2")], vec![cell("3")]]).unwrap_err();
    assert_eq!(uneven.code(), "export-row-uneven");
    assert!(matches!(
        uneven,
        ExportError::RowUneven {
            row: 2,
            expected: 2,
            found: 1
        }
    ));
    let wide = write_xlsx(&vec!["a"; 16_385], []).unwrap_err();
    assert!(matches!(
        wide,
        ExportError::TooManyColumns {
            limit: 16_384,
            found: 16_385
        }
    ));
    let long = write_xlsx(&["a"], [vec![cell(&"长".repeat(32_768))]]).unwrap_err();
    assert!(matches!(
        long,
        ExportError::TextTooLong {
            row: 1,
            limit: 32_767,
            length: 32_768
        }
    ));
}

#[test]
fn no_columns_give_no_cells() {
    assert_eq!(
        read_back(&write_xlsx(&[], [vec![]]).unwrap()),
        Vec::<Vec<Data>>::new()
    );
}
