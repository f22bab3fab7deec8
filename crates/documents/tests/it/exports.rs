//! Lists that go out.

use chrono::NaiveDate;
use rstest::rstest;
use tallystick_base::{Currency, Millis, Money};
use tallystick_documents::{ExportCell, ExportError, write_csv};

fn cell(text: &str) -> ExportCell {
    ExportCell::Text(text.to_owned())
}

/// The table without its mark.
fn table(columns: &[&str], rows: Vec<Vec<ExportCell>>) -> String {
    let bytes = write_csv(columns, rows).expect("even rows");
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.strip_prefix('\u{FEFF}')
        .expect("a byte order mark")
        .to_owned()
}

#[test]
fn a_list_is_written_with_exact_amounts_days_and_times() {
    let rows = vec![
        vec![
            cell("北京景和电力设备有限公司"),
            ExportCell::Amount(Money::parse("981800", Currency::CNY).unwrap()),
            ExportCell::Day(NaiveDate::from_ymd_opt(2026, 8, 31).unwrap()),
            ExportCell::Time(Millis::new(1_788_134_400_000).unwrap()),
            ExportCell::Count(-3),
        ],
        vec![
            cell("a \"quoted\", broken\r\nname"),
            ExportCell::Amount(Money::parse("-12.5", Currency::CNY).unwrap()),
            ExportCell::Empty,
            ExportCell::Empty,
            ExportCell::Empty,
        ],
        vec![
            cell(""),
            ExportCell::Amount(Money::from_minor(i64::MAX, Currency::JPY)),
            ExportCell::Empty,
            ExportCell::Empty,
            ExportCell::Count(i64::MIN),
        ],
    ];
    let written = table(&["名称", "金额", "日期", "时间", "笔数"], rows);
    insta::assert_debug_snapshot!(written);
}

#[rstest]
fn text_that_begins_a_formula_is_made_inert(
    #[values(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "=cmd|' /C calc'!A0",
        " =1",
        "＝1+1",
        "＠x"
    )]
    text: &str,
) {
    let written = table(&["a", "b"], vec![vec![cell(text), cell("x")]]);
    let (_, row) = written.split_once("\r\n").unwrap();
    assert!(row.trim_start_matches('"').starts_with('\''), "{row:?}");
}

#[test]
fn other_text_is_left_as_it_is() {
    let written = table(
        &["a"],
        vec![
            vec![cell("6214830001172044")],
            vec![cell("a=b")],
            vec![cell("'x")],
        ],
    );
    assert_eq!(written, "a\r\n6214830001172044\r\na=b\r\n'x\r\n");
}

#[test]
fn headings_are_made_inert_as_well() {
    assert_eq!(table(&["=a", "b"], Vec::new()), "'=a,b\r\n");
}

#[test]
fn an_uneven_row_is_refused_with_its_number() {
    let refusal = write_csv(&["a", "b"], vec![vec![cell("1"), cell("2")], vec![cell("3")]]).unwrap_err();
    let expected = ExportError::RowUneven {
        row: 2,
        expected: 2,
        found: 1,
    };
    assert_eq!(refusal, expected);
    assert_eq!(refusal.code(), "export-row-uneven");
}

#[test]
fn no_columns_give_no_cells() {
    assert!(write_csv(&[], vec![vec![]]).is_ok());
}
