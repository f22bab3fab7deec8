//! The files of `fixtures/documents`, and small changes to them.

use std::path::Path;

use tallystick_documents::{DocumentError, Invoice, read_invoice};

pub(crate) const BLUE: &str = "einvoice/blue.xml";
pub(crate) const RED_LETTER: &str = "einvoice/red-letter.xml";
pub(crate) const CONTRADICTIONS: &str = "einvoice/contradictions.xml";
pub(crate) const UBL: &str = "ubl/invoice.xml";
pub(crate) const CREDIT_NOTE: &str = "ubl/credit-note.xml";

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

/// The codes of the findings, in order.
pub(crate) fn codes(invoice: &Invoice) -> Vec<&'static str> {
    invoice
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

/// A value as its JSON, for a snapshot.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("values have a JSON form")
}
