//! Which bank message a file is, by its namespace and root and never by its name.

use serde::{Deserialize, Serialize};

use super::camt::{self, Origin};
use super::field::Field;
use super::pain002;
use super::report::PaymentReport;
use super::statement::{BankStatement, StatementKind};
use crate::detect::{digest, other_kind};
use crate::encoding;
use crate::error::DocumentError;
use crate::xml::{self, Element, XmlLimits, clip};

/// The namespace of an ISO 20022 message before its name.
const ISO: &str = "urn:iso:std:iso:20022:tech:xsd:";
/// The Swiss banks' namespace before and after the name, for their narrower schemas of the same messages.
const SWISS: (&str, &str) = ("http://www.six-interbank-clearing.com/de/", ".xsd");

/// A message from a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "kebab-case")]
pub enum BankMessage {
    /// What was booked: camt.053 or camt.054.
    Statement(Box<BankStatement>),
    /// What became of an order: pain.002.
    Report(Box<PaymentReport>),
}

/// Reads a message from a bank: camt.053 and camt.054 from version 2 on, pain.002 from version 3 on.
///
/// The file is at most [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES) long and UTF-8. What is unreadable is refused with the
/// place and the field; what is readable but does not add up becomes a finding of the message.
pub fn read_bank_message(bytes: &[u8]) -> Result<BankMessage, DocumentError> {
    encoding::check_size(bytes)?;
    if let Some(found) = other_kind(bytes) {
        return Err(DocumentError::NotABankFile { found });
    }
    let root = xml::parse(encoding::text(bytes)?, XmlLimits::MESSAGE)?;
    let name = message_name(&root).ok_or_else(|| wrong(&root, stranger(&root)))?;
    let origin = Origin {
        version: name.version,
        digest: digest(bytes),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    };
    let document = Field::root(&root);
    let statement = |message, kind| {
        let read = camt::read(&document.required(message)?, kind, &origin)?;
        Ok(BankMessage::Statement(Box::new(read)))
    };
    match (name.function, name.version) {
        ("camt.053", 2..) => statement("BkToCstmrStmt", StatementKind::Statement),
        ("camt.054", 2..) => statement("BkToCstmrDbtCdtNtfctn", StatementKind::Notification),
        ("pain.002", 3..) => {
            let read = pain002::read(&document.required("CstmrPmtStsRpt")?, &origin)?;
            Ok(BankMessage::Report(Box::new(read)))
        }
        (function, version) => Err(wrong(&root, unread(function, version))),
    }
}

/// The name of a message: `camt.053.001.08` is function `camt.053`, variant 1, version 8.
struct MessageName<'n> {
    function: &'n str,
    version: u8,
}

/// The name in the namespace of `Document`. Only variant 001, the international one, is known here.
fn message_name(root: &Element) -> Option<MessageName<'_>> {
    if &*root.name != "Document" {
        return None;
    }
    let swiss = root.namespace.strip_prefix(SWISS.0);
    let name = match swiss.and_then(|rest| rest.strip_suffix(SWISS.1)) {
        // A narrower schema has a version of its own behind the name: `pain.002.001.03.ch.02`.
        Some(name) => name.split_once(".ch.").map_or(name, |(name, _)| name),
        None => root.namespace.strip_prefix(ISO)?,
    };
    let (function, version) = name.rsplit_once(".001.")?;
    let numbered = version.len() == 2 && version.bytes().all(|b| b.is_ascii_digit());
    let formed = function.split_once('.').is_some_and(|(area, number)| {
        let area_formed = area.len() == 4 && area.bytes().all(|b| b.is_ascii_lowercase());
        area_formed && number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit())
    });
    if !numbered || !formed {
        return None;
    }
    let version = version.parse().ok()?;
    Some(MessageName { function, version })
}

fn wrong(root: &Element, found: String) -> DocumentError {
    DocumentError::WrongMessage { at: root.at, found }
}

/// A document that names no message.
fn stranger(root: &Element) -> String {
    match &*root.namespace {
        "" => format!("{} without namespace", clip(&root.name)),
        namespace => format!("{} of {}", clip(&root.name), clip(namespace)),
    }
}

/// A message that is not read, in words.
fn unread(function: &str, version: u8) -> String {
    let words = match function {
        "camt.053" | "camt.054" | "pain.002" => "in a version that is too old to be read",
        "camt.052" => "a report within the day, which books nothing; ask the bank for camt.053",
        "camt.029" => "the answer to an inquiry and not a statement",
        "pain.001" => "an order to pay, which goes to the bank and does not come from it",
        "pain.007" | "pain.008" => "an order to collect, which goes to the bank and does not come from it",
        "head.001" => "the header of a message without the message",
        _ => "another message than those of an account",
    };
    format!("{function}.001.{version:02}, {words}")
}
