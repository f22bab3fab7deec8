//! Files that are refused, and the words in which that is done.

use rstest::rstest;
use tallystick_documents::{DocumentError, MAX_FILE_BYTES, read_invoice};

use crate::fixture::{BLUE, CREDIT_NOTE, UBL, changed, refusal, text};

#[rstest]
#[case::number(
    BLUE,
    "<InvoiceNumber>26117000000000271828</InvoiceNumber>",
    "TaxSupervisionInfo/InvoiceNumber"
)]
#[case::issue_time(
    BLUE,
    "<IssueTime>2026-03-12 10:21:09</IssueTime>",
    "TaxSupervisionInfo/IssueTime"
)]
#[case::seller_id(
    BLUE,
    "<SellerIdNum>91110108MA0K3C7F2N</SellerIdNum>",
    "EInvoiceData/SellerInformation/SellerIdNum"
)]
#[case::buyer(
    BLUE,
    "<BuyerName>北京市第九人民医院</BuyerName>",
    "EInvoiceData/BuyerInformation/BuyerName"
)]
#[case::total(
    BLUE,
    "<TotalTax-includedAmount>34435.00</TotalTax-includedAmount>",
    "EInvoiceData/BasicInformation/TotalTax-includedAmount"
)]
#[case::line_amount(
    BLUE,
    "<Amount>-500.00</Amount>",
    "EInvoiceData/IssuItemInformation[2]/Amount"
)]
#[case::id(UBL, "<cbc:ID>LF-2026-0417</cbc:ID>", "ID")]
#[case::issue_date(UBL, "<cbc:IssueDate>2026-04-17</cbc:IssueDate>", "IssueDate")]
#[case::currency(
    UBL,
    "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>",
    "DocumentCurrencyCode"
)]
#[case::payable(
    UBL,
    "<cbc:PayableAmount currencyID=\"EUR\">5928.00</cbc:PayableAmount>",
    "LegalMonetaryTotal/PayableAmount"
)]
#[case::currency_of_an_amount(
    UBL,
    " currencyID=\"EUR\">5928.00</cbc:PayableAmount>",
    "LegalMonetaryTotal/PayableAmount/@currencyID"
)]
#[case::seller_name(
    UBL,
    "<cbc:RegistrationName>Jinghe Power Equipment Co., Ltd.</cbc:RegistrationName>",
    "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName"
)]
#[case::line_name(UBL, "<cbc:Name>Sealing ring</cbc:Name>", "InvoiceLine[2]/Item/Name")]
fn a_missing_required_field_is_named_with_its_path(
    #[case] name: &str,
    #[case] field: &str,
    #[case] path: &str,
) {
    let kept = if field.starts_with(' ') {
        ">5928.00</cbc:PayableAmount>"
    } else {
        ""
    };
    let refusal = refusal(&changed(name, field, kept));
    assert!(
        matches!(&refusal, DocumentError::MissingField { field, .. } if field == path),
        "{refusal}"
    );
}

#[rstest]
#[case(BLUE, "<InvoiceNumber>26117000000000271828</InvoiceNumber>")]
#[case(BLUE, "<TotalTaxAm>3961.55</TotalTaxAm>")]
#[case(BLUE, "<Amount>25000.00</Amount>")]
#[case(UBL, "<cbc:ID>LF-2026-0417</cbc:ID>")]
#[case(UBL, "<cbc:DueDate>2026-06-16</cbc:DueDate>")]
#[case(UBL, "<cbc:PayableAmount currencyID=\"EUR\">5928.00</cbc:PayableAmount>")]
#[case(CREDIT_NOTE, "<b:IssueDate>2026-05-02+02:00</b:IssueDate>")]
fn a_doubled_field_is_refused_even_if_both_say_the_same(#[case] name: &str, #[case] field: &str) {
    let refusal = refusal(&changed(name, field, &format!("{field}\n{field}")));
    assert!(
        matches!(refusal, DocumentError::RepeatedField { at, first, .. } if at.line == first.line + 1),
        "{refusal}"
    );
}

#[test]
fn every_refusal_says_where_what_and_what_to_do() {
    let blue = |from: &str, to: &str| changed(BLUE, from, to).into_bytes();
    let ubl = |from: &str, to: &str| changed(UBL, from, to).into_bytes();
    let deep = format!("<EInvoice>{}", "<a>".repeat(40));
    let files: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"%PDF-1.7".to_vec(),
        b"PK\x03\x04....".to_vec(),
        b"{\"invoice\":1}".to_vec(),
        b"contract,amount".to_vec(),
        b"<EInvoice><a></b></EInvoice>".to_vec(),
        b"<EInvoice><a>".to_vec(),
        b"<EInvoice a='1' a='2'/>".to_vec(),
        b"<EInvoice><x:a/></EInvoice>".to_vec(),
        b"<EInvoice>\x01</EInvoice>".to_vec(),
        b"<EInvoice>&#0;</EInvoice>".to_vec(),
        b"<EInvoice/><EInvoice/>".to_vec(),
        b" <?xml version='1.0'?><EInvoice/>".to_vec(),
        b"<?xml version='1.1'?><EInvoice/>".to_vec(),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><EInvoice>&b;</EInvoice>".to_vec(),
        b"<EInvoice>&nbsp;</EInvoice>".to_vec(),
        deep.into_bytes(),
        b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>".to_vec(),
        b"<Invoice/>".to_vec(),
        b"\xFF\xFE<\0?\0".to_vec(),
        b"<?xml version='1.0' encoding='GB18030'?><EInvoice/>".to_vec(),
        b"<EInvoice>\xD6\xD0</EInvoice>".to_vec(),
        blue("<TotalTaxAm>3961.55", "<TotalTaxAm>3,961.55"),
        blue("<TotalTaxAm>3961.55", "<TotalTaxAm>3961.555"),
        blue("<TotalTaxAm>3961.55", "<TotalTaxAm>99999999999999999999"),
        blue("<Quantity>2000", "<Quantity>2k"),
        blue("2026-03-12 10:21:09", "12.03.2026"),
        blue(
            "<BuyerName>北京市第九人民医院",
            "<BuyerName><b>北京市第九人民医院</b>",
        ),
        blue("<BuyerName>", &format!("<BuyerName>{}", "长".repeat(20_001))),
        ubl("<cbc:IssueDate>2026-04-17", "<cbc:IssueDate>2026-02-30"),
        ubl("<cbc:DocumentCurrencyCode>EUR", "<cbc:DocumentCurrencyCode>Euro"),
        ubl(
            "<cbc:PayableAmount currencyID=\"EUR\"",
            "<cbc:PayableAmount currencyID=\"USD\"",
        ),
        ubl("<cbc:ChargeIndicator>true", "<cbc:ChargeIndicator>yes"),
    ];
    let told: Vec<String> = files
        .iter()
        .map(|file| match read_invoice(file) {
            Ok(invoice) => format!("read: {}", invoice.number),
            Err(error) => format!("{}: {error}", error.code()),
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_hundred_megabytes_are_refused_before_anything_is_read() {
    let file = vec![b'<'; 100_000_000];
    let expected = DocumentError::TooLarge {
        size: 100_000_000,
        limit: MAX_FILE_BYTES,
    };
    assert_eq!(read_invoice(&file), Err(expected));
}

#[test]
fn a_billion_laughs_are_refused_at_the_declaration() {
    let mut bomb = String::from("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
    for n in 1..10 {
        let body = format!("&l{};", n - 1).repeat(10);
        bomb.push_str(&["<!ENTITY l", &n.to_string(), " \"", &body, "\">"].concat());
    }
    bomb += "]><EInvoice>&l9;</EInvoice>";
    assert_eq!(refusal(&bomb).code(), "xml-doctype");
}

#[test]
fn a_file_cut_at_any_place_is_refused() {
    for name in [BLUE, UBL, CREDIT_NOTE] {
        let text = text(name);
        let text = text.trim_end();
        for cut in (0..text.len())
            .step_by(97)
            .filter(|cut| text.is_char_boundary(*cut))
        {
            assert!(
                read_invoice(&text.as_bytes()[..cut]).is_err(),
                "{name} cut at {cut}"
            );
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_reason_to_refuse() {
    let plain = text(BLUE);
    let marked = format!("\u{FEFF}{plain}");
    let read = read_invoice(marked.as_bytes()).expect("UTF-8 with a mark is UTF-8");
    assert_eq!(read.size, u64::try_from(plain.len() + 3).unwrap());
}
