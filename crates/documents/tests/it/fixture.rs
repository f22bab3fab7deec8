//! The files of `fixtures/documents`, and small changes to them.

use std::path::Path;

use tallystick_documents::{
    BankMessage, BankStatement, DocumentError, Finding, Invoice, PaymentReport, read_bank_message,
    read_invoice,
};

pub(crate) const BLUE: &str = "einvoice/blue.xml";
pub(crate) const RED_LETTER: &str = "einvoice/red-letter.xml";
pub(crate) const CONTRADICTIONS: &str = "einvoice/contradictions.xml";
pub(crate) const UBL: &str = "ubl/invoice.xml";
pub(crate) const CREDIT_NOTE: &str = "ubl/credit-note.xml";

pub(crate) const STATEMENT_2: &str = "bank/camt053-v2.xml";
pub(crate) const STATEMENT_4: &str = "bank/camt053-v4.xml";
pub(crate) const STATEMENT_8: &str = "bank/camt053-v8.xml";
pub(crate) const NOTIFICATION_2: &str = "bank/camt054-v2.xml";
pub(crate) const NOTIFICATION_4: &str = "bank/camt054-v4.xml";
pub(crate) const NOTIFICATION_8: &str = "bank/camt054-v8.xml";
pub(crate) const REPORT_3: &str = "bank/pain002-v3.xml";
pub(crate) const REPORT_10: &str = "bank/pain002-v10.xml";

/// Every message of a bank.
pub(crate) const FROM_BANKS: [&str; 8] = [
    STATEMENT_2,
    STATEMENT_4,
    STATEMENT_8,
    NOTIFICATION_2,
    NOTIFICATION_4,
    NOTIFICATION_8,
    REPORT_3,
    REPORT_10,
];

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/documents");
    std::fs::read(folder.join(name)).expect("the fixture is in the repository")
}

pub(crate) fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).expect("the fixture is UTF-8")
}

/// The fixture with one piece of text replaced, which must be there.
pub(crate) fn changed(name: &str, from: &str, to: &str) -> String {
    let text = text(name);
    assert!(text.contains(from), "{name} contains {from}");
    text.replacen(from, to, 1)
}

pub(crate) fn read(text: &str) -> Invoice {
    read_invoice(text.as_bytes()).expect("the invoice can be read")
}

pub(crate) fn refusal(text: &str) -> DocumentError {
    read_invoice(text.as_bytes()).expect_err("the file is refused")
}

/// The statement or notification in a text.
pub(crate) fn statement(text: &str) -> BankStatement {
    let statement = match read_bank_message(text.as_bytes()).expect("the message can be read") {
        BankMessage::Statement(statement) => Some(*statement),
        BankMessage::Report(_) => None,
    };
    statement.expect("a report is no statement")
}

/// The report on payments in a text.
pub(crate) fn report(text: &str) -> PaymentReport {
    let report = match read_bank_message(text.as_bytes()).expect("the message can be read") {
        BankMessage::Report(report) => Some(*report),
        BankMessage::Statement(_) => None,
    };
    report.expect("a statement is no report")
}

pub(crate) fn bank_refusal(text: &str) -> DocumentError {
    read_bank_message(text.as_bytes()).expect_err("the message is refused")
}

/// The codes of the findings, in order.
pub(crate) fn codes(invoice: &Invoice) -> Vec<&'static str> {
    finding_codes(&invoice.findings)
}

/// The codes of findings, in order.
pub(crate) fn finding_codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// A value as its JSON, for a snapshot.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("values have a JSON form")
}
