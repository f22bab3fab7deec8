//! 数电票.

use rstest::rstest;
use tallystick_documents::{CodeReading, FindingCode, Invoice, InvoiceKind, Severity};

use crate::fixture::{BLUE, CONTRADICTIONS, RED_LETTER, changed, codes, json, read, text};

#[test]
fn a_blue_invoice_is_read_with_every_field() {
    insta::assert_snapshot!(json(&read(&text(BLUE))));
}

#[test]
fn a_red_letter_invoice_names_what_it_takes_back() {
    insta::assert_snapshot!(json(&read(&text(RED_LETTER))));
}

#[test]
fn an_invoice_that_contradicts_itself_is_read_and_every_contradiction_is_told() {
    let invoice = read(&text(CONTRADICTIONS));
    let told: Vec<String> = invoice
        .findings
        .iter()
        .map(|finding| {
            format!(
                "{:?} {} {}: {}",
                finding.severity, finding.code, finding.field, finding.sentence
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_kind_of_finding_keeps_its_code() {
    let codes: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    insta::assert_snapshot!(codes.join("\n"));
}

#[test]
fn the_format_has_no_due_date_and_none_is_invented() {
    let remark = changed(BLUE, "合同编号：", "付款期限60天，到期日2026-05-11。合同编号：");
    assert_eq!(read(&remark).due_date, None);
}

#[test]
fn contract_order_and_acceptance_are_read_from_plainly_labelled_remarks() {
    let invoice = read(&text(BLUE));
    assert_eq!(invoice.references.contracts, ["京九院采〔2026〕18号"]);
    assert_eq!(invoice.references.orders, ["PO-26-0318"]);
    assert_eq!(invoice.references.receipts, ["YS20260310-2"]);
    assert_eq!(codes(&invoice), ["reference-from-remark"; 3]);
    assert!(
        invoice
            .findings
            .iter()
            .all(|finding| finding.severity == Severity::Note)
    );
}

#[rstest]
#[case::amount_and_tax("<TotalTaxAm>3961.55", "<TotalTaxAm>3961.54", &["totals-tax", "totals-gross"])]
#[case::capitals("叁万肆仟肆佰叁拾伍圆整", "叁万肆仟肆佰伍拾叁圆整", &["capitals-differ"])]
#[case::capitals_unreadable("叁万肆仟肆佰叁拾伍圆整", "三万多", &["capitals-unreadable"])]
#[case::seller_code("91110108MA0K3C7F2N", "91110108MA0K3C7F3N", &["tax-id-check"])]
#[case::number("<EIid>26117000000000271828", "<EIid>26117000000000271829", &["invoice-number-header"])]
#[case::line("<Quantity>2000", "<Quantity>2001", &["line-net"])]
#[case::line_tax("<TaxRate>0.13<", "<TaxRate>0.06<", &["line-tax"])]
#[case::marked_red("<LabelCode>Y<", "<LabelCode>N<", &["red-letter-sign", "red-letter-reference"])]
#[case::requested_before("2026-03-12 10:21:07", "2026-03-11 23:10:00", &["request-date-differs"])]
fn one_wrong_value_gives_the_finding_for_it(#[case] from: &str, #[case] to: &str, #[case] expected: &[&str]) {
    let invoice = read(&changed(BLUE, from, to));
    let found: Vec<_> = codes(&invoice)
        .into_iter()
        .filter(|code| *code != "reference-from-remark")
        .collect();
    assert_eq!(found, expected);
}

#[rstest]
#[case::capitals_of_the_old_form("叁万肆仟肆佰叁拾伍圆整", "人民币叁万肆仟肆佰叁拾伍元正")]
#[case::no_capitals("叁万肆仟肆佰叁拾伍圆整", "")]
#[case::rate_with_zeros("<TaxRate>0.13<", "<TaxRate>0.130000<")]
#[case::rate_as_bare_percentage("<TaxRate>0.13<", "<TaxRate>13<")]
#[case::one_fen_from_working_back("<UnPrice>12.5<", "<UnPrice>12.500004<")]
#[case::zeros_for_what_is_not_said("<Quantity/>", "<Quantity>0</Quantity>")]
#[case::date_without_time("2026-03-12 10:21:09", "2026-03-12")]
#[case::date_in_words("2026-03-12 10:21:09", "2026年03月12日")]
#[case::crlf("<Header>\n", "<Header>\r\n")]
#[case::a_namespace("<EInvoice>", "<EInvoice xmlns=\"urn:example:einvoice\">")]
#[case::nil(
    "<BuyerBankName/>",
    "<BuyerBankName xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>"
)]
#[case::a_signature_behind_it(
    "</TaxSupervisionInfo>",
    "</TaxSupervisionInfo><Signature><Amount>x</Amount></Signature>"
)]
fn the_same_invoice_may_be_written_in_other_ways(#[case] from: &str, #[case] to: &str) {
    let plain = read(&text(BLUE));
    let mut other = read(&changed(BLUE, from, to));
    assert_ne!(other.digest, plain.digest);
    (other.digest, other.size) = (plain.digest, plain.size);
    for (line, expected) in other.lines.iter_mut().zip(&plain.lines) {
        (line.unit_price, line.quantity) = (expected.unit_price, expected.quantity);
    }
    assert_eq!(other, plain);
}

#[rstest]
#[case::by_sign("<LabelCode>N<", "<LabelCode>?<")]
#[case::by_mark("<LabelCode>N<", "<LabelCode>N<")]
fn a_red_letter_invoice_is_known_by_its_mark_or_its_sign(#[case] from: &str, #[case] to: &str) {
    assert_eq!(read(&changed(RED_LETTER, from, to)).kind, InvoiceKind::RedLetter);
}

#[test]
fn what_a_red_letter_invoice_takes_back_may_stand_in_the_remarks_alone() {
    let text = text(RED_LETTER).replace(
        "<OriginalInvoiceCode>26117000000000271828</OriginalInvoiceCode>",
        "",
    );
    let invoice = read(&text);
    assert_eq!(invoice.references.preceding[0].number, "26117000000000271828");
    assert_eq!(codes(&invoice), ["reference-from-remark"]);
}

#[test]
fn a_failing_tax_id_is_kept_as_text_with_the_reason() {
    let invoice = read(&changed(BLUE, "91110108MA0K3C7F2N", "91110108MA0K3C7F2M"));
    let id = &invoice.seller.tax_ids[0];
    assert_eq!(id.text, "91110108MA0K3C7F2M");
    assert_eq!(id.credit_code(), None);
    assert!(matches!(&id.reading, CodeReading::Failing(reason) if reason.contains("would be N")));
}

#[test]
fn an_exempt_line_has_words_for_a_rate_and_no_tax() {
    let invoice = read(&text(CONTRADICTIONS));
    let line = &invoice.lines[1];
    assert_eq!(
        (line.tax_rate, line.tax_category.as_deref(), line.tax),
        (None, Some("免税"), None)
    );
}

#[test]
fn remarks_without_end_are_looked_through_only_at_their_beginning() {
    let flood = "合同号:1 ".repeat(1_500);
    let remarks = format!("<Remark>{flood}合同号:2</Remark>").repeat(40);
    let invoice = read(&changed(BLUE, "<Remark>", &format!("{remarks}<Remark>")));
    assert_eq!(invoice.references.contracts, ["1"]);
    assert_eq!(invoice.notes.len(), 41);
}

#[rstest]
#[case(BLUE)]
#[case(RED_LETTER)]
#[case(CONTRADICTIONS)]
fn an_invoice_survives_its_json_form(#[case] name: &str) {
    let invoice = read(&text(name));
    let back: Invoice = serde_json::from_str(&json(&invoice)).expect("its own form");
    assert_eq!(back, invoice);
}
