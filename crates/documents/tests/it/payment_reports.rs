//! Reports on payments (pain.002).

use rstest::rstest;
use tallystick_documents::PaymentStatus;

use crate::fixture::{REPORT_3, REPORT_10, changed, finding_codes, json, report, text};

#[test]
fn pain_002_version_3_is_read_with_every_field() {
    insta::assert_snapshot!(json(&report(&text(REPORT_3))));
}

#[test]
fn pain_002_version_10_is_read_with_every_field_and_its_contradictions() {
    insta::assert_snapshot!(json(&report(&text(REPORT_10))));
}

#[test]
fn a_report_may_end_with_the_order_as_a_whole() {
    let text = text(REPORT_3);
    let groups = text.find("<OrgnlPmtInfAndSts>").unwrap()..text.find("</CstmrPmtStsRpt>").unwrap();
    let mut short = text.clone();
    short.replace_range(groups, "");
    let report = report(&short);
    assert_eq!(report.group_status, Some(PaymentStatus::PartlyAccepted));
    assert_eq!(report.payments().count(), 0);
}

#[rstest]
#[case("ACSC", true, false)]
#[case("ACCC", true, false)]
#[case("ACSP", false, false)]
#[case("PDNG", false, false)]
#[case("RJCT", false, true)]
#[case("CANC", false, true)]
#[case("XQRS", false, false)]
fn a_status_says_whether_it_is_the_end(#[case] code: &str, #[case] settled: bool, #[case] refused: bool) {
    let status = PaymentStatus::from(code.to_owned());
    assert_eq!((status.is_settled(), status.is_refused()), (settled, refused));
    assert_eq!(status.to_string(), code);
}

#[rstest]
#[case::whole("<GrpSts>PART", "<GrpSts>RJCT", &["status-differs", "status-differs"])]
#[case::group("<PmtInfSts>PART", "<PmtInfSts>RJCT", &["status-differs", "status-differs"])]
#[case::twice("LN-2026-0195-D1", "LN-2026-0194-D1", &["payment-repeated"])]
#[case::none_twice("LN-2026-0195-D1", "NOTPROVIDED", &[])]
fn what_contradicts_itself_is_told(#[case] from: &str, #[case] to: &str, #[case] expected: &[&str]) {
    assert_eq!(
        finding_codes(&report(&changed(REPORT_3, from, to)).findings),
        expected
    );
}

#[test]
fn the_narrower_schema_of_swiss_banks_is_the_same_message() {
    let swiss = "http://www.six-interbank-clearing.com/de/pain.002.001.03.ch.02.xsd";
    let text = changed(REPORT_3, "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03", swiss);
    assert_eq!(report(&text).version, 3);
}
