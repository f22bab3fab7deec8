//! Tables of claims from CSV.

use rstest::rstest;
use tallystick_documents::{ClaimFormat, ClaimSheet, DocumentError, RowOutcome, read_claims};

use crate::fixture::{bytes, json};

const HEADING: &str =
    "contract_number,invoice_number,invoice_date,amount,currency,delivery_date,acceptance_date";

fn read(text: &str) -> Result<ClaimSheet, DocumentError> {
    read_claims(text.as_bytes(), ClaimFormat::Csv)
}

#[test]
fn each_row_gives_a_claim_or_all_its_mistakes() {
    let sheet = read_claims(&bytes("claims/claims.csv"), ClaimFormat::Csv).expect("a table");
    let told: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| match &row.outcome {
            RowOutcome::Claim(claim) => {
                format!(
                    "{}: {} {} {}",
                    row.number, claim.invoice_number, claim.amount, claim.delivery_date
                )
            }
            RowOutcome::Problems(problems) => {
                let lines = problems
                    .iter()
                    .map(|problem| format!("\n    {} {problem}", problem.error.code()));
                format!("{}:{}", row.number, lines.collect::<String>())
            }
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn chinese_headings_semicolons_a_mark_and_typed_dates_are_read() {
    let sheet = read_claims(&bytes("claims/claims-zh.csv"), ClaimFormat::Csv).expect("a table");
    insta::assert_snapshot!(json(&sheet));
}

#[test]
fn a_table_survives_its_json_form() {
    let sheet = read_claims(&bytes("claims/claims.csv"), ClaimFormat::Csv).expect("a table");
    let back: ClaimSheet = serde_json::from_str(&json(&sheet)).expect("its own form");
    assert_eq!(back, sheet);
}

#[rstest]
#[case::nothing("", "document-empty")]
#[case::blank("\n\n", "table-empty")]
#[case::heading_only(HEADING, "table-empty")]
#[case::no_amount("contract_number,invoice_number\n1,2", "table-column-missing")]
#[case::twice(&format!("{HEADING},金额\n"), "table-column-repeated")]
#[case::tens_of_thousands(&HEADING.replace("amount", "金额（万元）"), "table-column-missing")]
fn a_table_that_cannot_be_understood_is_refused_whole(#[case] text: &str, #[case] code: &str) {
    assert_eq!(read(text).expect_err("refused").code(), code);
}

#[test]
fn a_table_in_gbk_is_refused_with_what_to_do() {
    let refusal = read_claims(b"\xBA\xCF\xCD\xAC\xB1\xE0\xBA\xC5", ClaimFormat::Csv).expect_err("refused");
    assert!(
        refusal.to_string().contains("save the file again as UTF-8"),
        "{refusal}"
    );
}

#[test]
fn five_thousand_rows_are_read_and_one_more_is_refused() {
    let table = |rows: usize| {
        let rows = (0..rows).map(|n| format!("C,I{n},2026-03-01,1.00,CNY,2026-03-01,\n"));
        format!("{HEADING}\n{}", rows.collect::<String>())
    };
    assert_eq!(read(&table(5_000)).expect("a table").rows.len(), 5_000);
    assert_eq!(
        read(&table(5_001)).expect_err("refused").code(),
        "table-too-many-rows"
    );
}
