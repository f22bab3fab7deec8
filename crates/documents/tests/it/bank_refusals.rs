//! Messages of banks that are refused, and the words in which that is done.

use rstest::rstest;
use tallystick_documents::{DocumentError, MAX_FILE_BYTES, read_bank_message};

use crate::fixture::{
    BLUE, FROM_BANKS, NOTIFICATION_4, REPORT_3, STATEMENT_2, STATEMENT_8, bank_refusal, bytes, changed, text,
};

#[rstest]
#[case::message_id(
    STATEMENT_2,
    "<MsgId>JNB-STMT-20260901-0001</MsgId>",
    "BkToCstmrStmt/GrpHdr/MsgId"
)]
#[case::created(
    STATEMENT_2,
    "<CreDtTm>2026-09-01T01:12:40+08:00</CreDtTm>",
    "BkToCstmrStmt/GrpHdr/CreDtTm"
)]
#[case::statement_id(STATEMENT_2, "<Id>6214830001172044-20260831</Id>", "BkToCstmrStmt/Stmt/Id")]
#[case::account(
    STATEMENT_2,
    "<Id><Othr><Id>6214830001172044</Id></Othr></Id>",
    "BkToCstmrStmt/Stmt/Acct/Id"
)]
#[case::amount(
    STATEMENT_2,
    "<Amt Ccy=\"CNY\">806000</Amt>",
    "BkToCstmrStmt/Stmt/Ntry[2]/Amt"
)]
#[case::amount_empty(STATEMENT_2, "806000", "BkToCstmrStmt/Stmt/Ntry[2]/Amt")]
#[case::currency(NOTIFICATION_4, " Ccy=\"EUR\"", "BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt/@Ccy")]
#[case::direction(
    STATEMENT_8,
    "<s:CdtDbtInd>DBIT</s:CdtDbtInd>",
    "BkToCstmrStmt/Stmt/Ntry[3]/CdtDbtInd"
)]
#[case::status(STATEMENT_2, "<Sts>PDNG</Sts>", "BkToCstmrStmt/Stmt/Ntry[7]/Sts")]
#[case::status_code(STATEMENT_8, "PDNG", "BkToCstmrStmt/Stmt/Ntry[5]/Sts/Cd")]
#[case::date(STATEMENT_8, "<s:Dt>2026-08-31</s:Dt>", "BkToCstmrStmt/Stmt/Bal[2]/Dt/Dt")]
#[case::balance_kind(STATEMENT_2, "<Cd>OPBD</Cd>", "BkToCstmrStmt/Stmt/Bal[1]/Tp/CdOrPrtry/Cd")]
#[case::original(
    REPORT_3,
    "<OrgnlMsgId>TALLY-20260831-02</OrgnlMsgId>",
    "CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId"
)]
#[case::group(
    REPORT_3,
    "<OrgnlPmtInfId>TALLY-20260831-02</OrgnlPmtInfId>",
    "CstmrPmtStsRpt/OrgnlPmtInfAndSts/OrgnlPmtInfId"
)]
fn a_missing_required_field_is_named_with_its_path(
    #[case] name: &str,
    #[case] field: &str,
    #[case] path: &str,
) {
    let refusal = bank_refusal(&changed(name, field, ""));
    assert!(
        matches!(&refusal, DocumentError::MissingField { field, .. } if field == path),
        "{refusal}"
    );
}

#[rstest]
#[case(STATEMENT_2, "<MsgId>JNB-STMT-20260901-0001</MsgId>")]
#[case(STATEMENT_2, "<Amt Ccy=\"CNY\">806000</Amt>")]
#[case(STATEMENT_2, "<Sts>PDNG</Sts>")]
#[case(STATEMENT_2, "<AcctSvcrRef>JN26083100051-1</AcctSvcrRef>")]
#[case(STATEMENT_2, "<EndToEndId>LN-2026-0193-D1</EndToEndId>")]
#[case(STATEMENT_2, "<ValDt><Dt>2026-09-01</Dt></ValDt>")]
#[case(NOTIFICATION_4, "<Nm>Wäscherei Süd</Nm>")]
#[case(REPORT_3, "<TxSts>RJCT</TxSts>")]
fn a_doubled_field_is_refused_even_if_both_say_the_same(#[case] name: &str, #[case] field: &str) {
    let refusal = bank_refusal(&changed(name, field, &format!("{field}\n{field}")));
    assert!(
        matches!(refusal, DocumentError::RepeatedField { at, first, .. } if at.line == first.line + 1),
        "{refusal}"
    );
}

/// A file of each kind that people send by mistake, and of each fault in a value.
fn wrong_files() -> Vec<Vec<u8>> {
    let iso = |name: &str, inner: &str| {
        format!("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:{name}'>{inner}</Document>").into_bytes()
    };
    let camt = |from: &str, to: &str| changed(STATEMENT_2, from, to).into_bytes();
    let namespace = |to: &str| camt("urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", to);
    vec![
        Vec::new(),
        b"%PDF-1.7".to_vec(),
        b"PK\x03\x04....".to_vec(),
        b":20:MT940".to_vec(),
        bytes(BLUE),
        b"<Document/>".to_vec(),
        b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>".to_vec(),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document>&b;</Document>".to_vec(),
        b"<Document>&b;</Document>".to_vec(),
        b"\xFF\xFE<\0?\0".to_vec(),
        b"<?xml version='1.0' encoding='GB18030'?><Document/>".to_vec(),
        iso("pain.001.001.09", "<CstmrCdtTrfInitn/>"),
        iso("pain.008.001.02", ""),
        iso("camt.052.001.08", "<BkToCstmrAcctRpt/>"),
        iso("camt.029.001.09", ""),
        iso("camt.053.001.01", ""),
        iso("pain.002.001.02", ""),
        iso("head.001.001.02", ""),
        iso("pacs.008.001.08", ""),
        iso("camt.053.001.08", "<BkToCstmrDbtCdtNtfctn/>"),
        iso("camt.053.001.08", "<BkToCstmrStmt/>"),
        namespace("urn:iso:std:iso:20022:tech:xsd:camt.053.001.2"),
        namespace("urn:iso:std:iso:20022:tech:xsd:camt.053.002.02"),
        namespace("urn:example:camt.053.001.02"),
        camt("<BkToCstmrStmt>", "<BkToCstmrStmt xmlns='urn:example'>"),
        camt(">806000<", ">806,000.00<"),
        camt(">806000<", ">8.06E5<"),
        camt(">806000<", ">806000.001<"),
        camt(">806000<", ">-806000<"),
        camt(">806000<", ">99999999999999999999<"),
        camt("Ccy=\"CNY\">806000", "Ccy=\"RMB\">806000"),
        camt("<Ccy>CNY", "<Ccy>XXX"),
        camt("<Dt>2026-09-01</Dt></ValDt>", "<Dt>2026-02-30</Dt></ValDt>"),
        camt("<Dt>2026-09-01</Dt></ValDt>", "<Dt>20260901</Dt></ValDt>"),
        camt("<DtTm>2026-08-31T10:02:11+08:00", "<DtTm>2026-08-31T10:02"),
        camt("<Dt>2026-09-01</Dt></ValDt>", "</ValDt>"),
        camt("<CdtDbtInd>DBIT", "<CdtDbtInd>DEBIT"),
        camt("<Sts>PDNG", "<Sts>BOOKED"),
        camt("<RvslInd>true", "<RvslInd>yes"),
        camt("<Nm>北京市第九人民医院", "<Nm><b>北京市第九人民医院</b>"),
        camt("<NbOfNtries>8", "<NbOfNtries>eight"),
        camt("<Ustrd>本金", &format!("<Ustrd>{}", "长".repeat(20_001))),
    ]
}

#[test]
fn every_refusal_says_where_what_and_what_to_do() {
    let told: Vec<String> = wrong_files()
        .iter()
        .map(|file| match read_bank_message(file) {
            Ok(_) => "read".to_owned(),
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
    assert_eq!(read_bank_message(&file), Err(expected));
}

#[test]
fn a_billion_laughs_are_refused_at_the_declaration() {
    let mut bomb = String::from("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
    for n in 1..10 {
        let body = format!("&l{};", n - 1).repeat(10);
        bomb.push_str(&["<!ENTITY l", &n.to_string(), " \"", &body, "\">"].concat());
    }
    bomb += "]>";
    bomb += "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>&l9;</Document>";
    assert_eq!(bank_refusal(&bomb).code(), "xml-doctype");
}

#[test]
fn a_file_cut_at_any_place_is_refused() {
    for name in FROM_BANKS {
        let text = text(name);
        let text = text.trim_end();
        for cut in (0..text.len())
            .step_by(97)
            .filter(|cut| text.is_char_boundary(*cut))
        {
            assert!(
                read_bank_message(&text.as_bytes()[..cut]).is_err(),
                "{name} cut at {cut}"
            );
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_reason_to_refuse() {
    let marked = format!("\u{FEFF}{}", text(STATEMENT_2));
    assert!(read_bank_message(marked.as_bytes()).is_ok());
}

#[test]
fn ten_thousand_entries_are_read_within_the_cap_of_size() {
    let entry = "<Ntry><Amt Ccy=\"CNY\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>\
                 <BookgDt><Dt>2026-08-31</Dt></BookgDt></Ntry>";
    let text = changed(
        STATEMENT_2,
        "</Stmt>",
        &format!("{}</Stmt>", entry.repeat(10_000)),
    );
    let read = crate::fixture::statement(&text);
    let last = read.statements[0].entries.last().expect("a line");
    assert_eq!((last.entry, last.ordinal), (10_008, 10_000));
}
