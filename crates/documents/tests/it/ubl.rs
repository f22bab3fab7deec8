//! UBL invoices and credit notes in the meaning of EN 16931.

use chrono::NaiveDate;
use rstest::rstest;
use tallystick_documents::{CodeReading, Invoice, InvoiceKind};

use crate::fixture::{CREDIT_NOTE, UBL, changed, codes, json, read, text};

#[test]
fn an_invoice_is_read_with_every_field() {
    insta::assert_snapshot!(json(&read(&text(UBL))));
}

#[test]
fn other_prefixes_cdata_comments_and_empty_elements_change_nothing() {
    insta::assert_snapshot!(json(&read(&text(CREDIT_NOTE))));
}

#[test]
fn a_sound_invoice_has_no_findings() {
    assert_eq!(codes(&read(&text(UBL))), [""; 0]);
}

#[rstest]
#[case::br_co_10(">5930.00<", ">5930.01<", &["totals-lines", "totals-net"])]
#[case::br_co_11("AllowanceTotalAmount currencyID=\"EUR\">130.00", "AllowanceTotalAmount currencyID=\"EUR\">130.01",
    &["totals-allowances", "totals-net"])]
#[case::br_co_12("ChargeTotalAmount currencyID=\"EUR\">45.50", "ChargeTotalAmount currencyID=\"EUR\">45.51",
    &["totals-charges", "totals-net"])]
#[case::br_co_13(">5845.50<", ">5845.49<", &["totals-net", "totals-gross"])]
#[case::br_co_14(">1082.15<", ">1082.14<", &["totals-tax", "totals-gross"])]
#[case::br_co_15(">6927.65<", ">6927.66<", &["totals-gross", "totals-payable"])]
#[case::br_co_16(">5928.00<", ">5927.65<", &["totals-payable"])]
#[case::br_co_17("<cbc:Percent>0</cbc:Percent>", "<cbc:Percent>7</cbc:Percent>", &["tax-subtotal", "tax-subtotal-base"])]
#[case::br_co_09(">DE811223344</cbc:CompanyID>", ">811223344</cbc:CompanyID>", &["tax-id-prefix"])]
#[case::br_29("<cbc:EndDate>2026-04-15", "<cbc:EndDate>2026-03-15", &["period-reversed"])]
#[case::line("<cbc:PriceAmount currencyID=\"EUR\">3.20", "<cbc:PriceAmount currencyID=\"EUR\">3.30", &["line-net"])]
#[case::due("2026-06-16", "2026-04-16", &["due-before-issue"])]
#[case::delivery("<cbc:ActualDeliveryDate>2026-04-15", "<cbc:ActualDeliveryDate>2026-04-20", &["delivery-after-issue"])]
#[case::preceding("2026-03-31", "2026-05-31", &["preceding-after-issue"])]
#[case::type_code(">380<", ">999<", &["type-code-unknown"])]
#[case::lei("894500TALLY0SAMPLE02", "894500TALLY0SAMPLE03", &["legal-id-check"])]
#[case::credit_code("91310115MA1H8T2Q6E", "91310115MA1H8T2Q6F", &["tax-id-check", "tax-id-prefix"])]
fn one_wrong_value_gives_the_finding_for_it(#[case] from: &str, #[case] to: &str, #[case] expected: &[&str]) {
    assert_eq!(codes(&read(&changed(UBL, from, to))), expected);
}

#[test]
fn br_co_25_a_missing_payment_term_is_told_and_no_due_date_is_invented() {
    let text = text(UBL)
        .replace("<cbc:DueDate>2026-06-16</cbc:DueDate>", "")
        .replace("<cbc:Note>60 days net</cbc:Note>", "<cbc:Note> </cbc:Note>");
    let invoice = read(&text);
    assert_eq!(invoice.due_date, None);
    assert_eq!(codes(&invoice), ["payment-term-missing"]);
}

#[test]
fn payment_terms_are_kept_as_words_and_give_no_date() {
    let invoice = read(&changed(UBL, "<cbc:DueDate>2026-06-16</cbc:DueDate>", ""));
    assert_eq!(invoice.due_date, None);
    assert_eq!(invoice.payment_terms, ["60 days net"]);
}

#[test]
fn several_due_dates_give_none() {
    let means = |date: &str| {
        let name = "x:PaymentMeans xmlns:x=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\"";
        format!("<{name}><b:PaymentDueDate>{date}</b:PaymentDueDate></x:PaymentMeans></n:CreditNote>")
    };
    let same = read(&changed(CREDIT_NOTE, "</n:CreditNote>", &means("2026-06-01")));
    assert_eq!(same.due_date, NaiveDate::from_ymd_opt(2026, 6, 1));
    let differ = read(&changed(CREDIT_NOTE, "</n:CreditNote>", &means("2026-07-01")));
    assert_eq!(
        (differ.due_date, codes(&differ)),
        (None, vec!["due-dates-differ"])
    );
}

#[test]
fn an_invoice_with_a_credit_type_code_takes_back() {
    assert_eq!(
        read(&changed(UBL, ">380<", ">381<")).kind,
        InvoiceKind::CreditNote
    );
}

#[test]
fn the_account_to_pay_into_is_the_payees_where_another_than_the_seller_is_paid() {
    let invoice = read(&text(CREDIT_NOTE));
    let payee = invoice.payee.expect("the note names a payee");
    assert_eq!(payee.accounts[0].number, "DE02120300000000202051");
    assert!(invoice.seller.accounts.is_empty());
}

#[test]
fn codes_are_read_by_scheme_and_country() {
    let buyer = read(&text(UBL)).buyer;
    assert!(matches!(buyer.other_ids[0].reading, CodeReading::Lei(_)));
    assert!(buyer.tax_ids[0].credit_code().is_some());
}

#[test]
fn rounding_by_line_is_a_note_and_a_wrong_tax_is_serious() {
    let subtotal = |tax: &str| {
        let text = text(UBL).replace(">1082.15<", &format!(">{tax}<"));
        let finding = read(&text)
            .findings
            .into_iter()
            .find(|finding| finding.code.as_str() == "tax-subtotal");
        finding.map(|finding| format!("{:?}", finding.severity))
    };
    assert_eq!(subtotal("1082.15"), None);
    assert_eq!(subtotal("1082.14").as_deref(), Some("Note"));
    assert_eq!(subtotal("1083.15").as_deref(), Some("Serious"));
}

#[rstest]
#[case(UBL)]
#[case(CREDIT_NOTE)]
fn an_invoice_survives_its_json_form(#[case] name: &str) {
    let invoice = read(&text(name));
    let back: Invoice = serde_json::from_str(&json(&invoice)).expect("its own form");
    assert_eq!(back, invoice);
}
