//! Every door through which foreign files come in, in one table: the property tests and the fuzz targets share it.

use std::collections::HashSet;

use tallystick_documents::xml::{XmlLimits, parse};
use tallystick_documents::{
    BankMessage, BankStatement, ClaimFormat, DocumentError, Invoice, MAX_EMBEDDED_BYTES, embedded_bundle,
    read_bank_message, read_claims, read_invoice,
};

/// A door: it takes any bytes, and answers with a value that adds up with itself or with a refusal that says something.
pub(crate) type Door = fn(&[u8]);

/// Every door with its name, which is also the name of its fuzz target.
pub(crate) const DOORS: [(&str, Door); 6] = [
    ("bank_message", bank_message),
    ("claim_csv", claim_csv),
    ("claim_xlsx", claim_xlsx),
    ("embedded_bundle", bundle_in_a_document),
    ("invoice", invoice),
    ("xml", xml),
];

fn invoice(file: &[u8]) {
    match read_invoice(file) {
        Ok(invoice) => {
            assert_eq!(invoice.size, u64::try_from(file.len()).expect("a small file"));
            assert!(!invoice.lines.is_empty() && !invoice.number.is_empty());
            let json = serde_json::to_string(&invoice).expect("values have a JSON form");
            assert_eq!(
                serde_json::from_str::<Invoice>(&json).expect("its own form"),
                invoice
            );
        }
        Err(refusal) => says_something(&refusal),
    }
}

fn bank_message(file: &[u8]) {
    match read_bank_message(file) {
        Ok(message) => {
            let json = serde_json::to_string(&message).expect("values have a JSON form");
            assert_eq!(
                serde_json::from_str::<BankMessage>(&json).expect("its own form"),
                message
            );
            if let BankMessage::Statement(statement) = message {
                names_are_unique(&statement);
            }
        }
        Err(refusal) => says_something(&refusal),
    }
}

/// Within an account, no two booked lines have the same reference (or figures) and the same ordinal.
fn names_are_unique(statement: &BankStatement) {
    assert!(!statement.statements.is_empty());
    let mut names = HashSet::new();
    for account in &statement.statements {
        for line in &account.entries {
            assert!(!line.amount.is_negative() && line.ordinal >= 1);
            let figures = (line.day(), line.direction, line.amount);
            let figures = line.servicer_reference.is_none().then_some(figures);
            let name = (
                &account.account,
                line.is_booked(),
                line.servicer_reference.as_deref(),
                figures,
                line.ordinal,
            );
            assert!(names.insert(name), "{name:?}");
        }
    }
}

fn claim_csv(file: &[u8]) {
    claims(file, ClaimFormat::Csv);
}

fn claim_xlsx(file: &[u8]) {
    claims(file, ClaimFormat::Xlsx);
}

fn claims(file: &[u8], format: ClaimFormat) {
    if let Err(refusal) = read_claims(file, format) {
        says_something(&refusal);
    }
}

fn bundle_in_a_document(file: &[u8]) {
    match embedded_bundle(file) {
        Ok(bundle) => assert!(bundle.len() <= MAX_EMBEDDED_BYTES),
        Err(refusal) => assert!(!refusal.code().is_empty() && !refusal.to_string().is_empty()),
    }
}

fn xml(file: &[u8]) {
    if let Err(refusal) = parse(str::from_utf8(file).unwrap_or_default(), XmlLimits::MESSAGE) {
        says_something(&refusal);
    }
}

fn says_something(refusal: &DocumentError) {
    assert!(
        !refusal.code().is_empty() && refusal.to_string().len() < 1_000,
        "{refusal}"
    );
}
