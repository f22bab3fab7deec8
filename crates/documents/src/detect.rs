//! What a file is, by what is in it and never by its name.

use sha2::{Digest as _, Sha256};
use tallystick_base::Digest;

use crate::einvoice;
use crate::encoding;
use crate::error::DocumentError;
use crate::invoice::{Invoice, InvoiceFormat};
use crate::ubl;
use crate::xml::{self, Element, XmlLimits, clip};

/// Reads an invoice in any of the known formats.
///
/// The file is at most [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES) long and UTF-8. What is unreadable is refused with the
/// place and the field; what is readable but does not add up becomes a finding of the invoice.
pub fn read_invoice(bytes: &[u8]) -> Result<Invoice, DocumentError> {
    encoding::check_size(bytes)?;
    if let Some(found) = other_kind(bytes) {
        return Err(DocumentError::Unsupported { found });
    }
    let root = xml::parse(encoding::text(bytes)?, XmlLimits::MESSAGE)?;
    let digest = digest(bytes);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match (&*root.namespace, &*root.name) {
        (_, "EInvoice") => einvoice::read(&root, digest, size),
        (ubl::INVOICE, "Invoice") => ubl::read(&root, InvoiceFormat::UblInvoice, digest, size),
        (ubl::CREDIT_NOTE, "CreditNote") => ubl::read(&root, InvoiceFormat::UblCreditNote, digest, size),
        _ => Err(wrong_root(&root)),
    }
}

/// SHA-256 of the exact bytes.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(bytes).into())
}

fn wrong_root(root: &Element) -> DocumentError {
    let found = match &*root.namespace {
        "" => format!("{} without namespace", clip(&root.name)),
        namespace => format!("{} of {}", clip(&root.name), clip(namespace)),
    };
    DocumentError::WrongRoot { at: root.at, found }
}

/// Kinds of files that people send in place of the XML, by their first bytes.
pub(crate) fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.trim_ascii_start() {
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some("a ZIP container (OFD, XLSX or an archive)"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("an old Office file"),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => Some("an image"),
        [b'{' | b'[', ..] => Some("JSON"),
        _ => None,
    }
}
