//! UBL 2.1 `Invoice` and `CreditNote` (OASIS, ISO/IEC 19845) with the meaning that EN 16931-1 gives them
//! (CEN/TS 16931-3-2). Elements are found by namespace and name, never by prefix or order.

mod check;
mod header;
mod line;
mod names;
mod party;
mod references;
mod sums;
mod totals;

use tallystick_base::{Currency, Digest};

use crate::error::DocumentError;
use crate::invoice::{Findings, Invoice, InvoiceFormat};
use crate::node::Node;
use crate::xml::{Element, clip};

pub(crate) use names::{CREDIT_NOTE, INVOICE};
use names::{cac, cbc};

/// Reads the root element of a UBL invoice or credit note.
pub(crate) fn read(
    root: &Element,
    format: InvoiceFormat,
    digest: Digest,
    size: u64,
) -> Result<Invoice, DocumentError> {
    let document = Node::root(root);
    let mut findings = Findings::default();
    let currency = currency(&document)?;
    let (kind, type_code) = header::kind(&document, format, &mut findings)?;
    let (period_start, period_end) = header::period(&document)?;
    let mut seller = party::required(&document, "AccountingSupplierParty")?;
    let mut buyer = party::required(&document, "AccountingCustomerParty")?;
    let mut payee = party::payee(&document)?;
    party::add_accounts(&document, payee.as_mut().unwrap_or(&mut seller), &mut buyer)?;
    let invoice = Invoice {
        format,
        kind,
        type_code,
        type_name: None,
        number: document.required_text(cbc("ID"))?,
        issue_date: document.required_date(cbc("IssueDate"), crate::date::iso)?,
        currency,
        due_date: header::due_date(&document, &mut findings)?,
        payment_terms: header::payment_terms(&document)?,
        payment_references: header::payment_references(&document)?,
        delivery_date: header::delivery_date(&document, &mut findings)?,
        period_start,
        period_end,
        seller,
        buyer,
        payee,
        totals: totals::totals(&document, currency)?,
        allowances_and_charges: totals::allowances_and_charges(&document, currency)?,
        tax_breakdown: totals::tax_breakdown(&document, currency)?,
        lines: line::lines(&document, format, currency)?,
        references: references::references(&document)?,
        notes: document.texts(cbc("Note"))?,
        digest,
        size,
        findings: Vec::new(),
    };
    check::check(&invoice, &mut findings);
    Ok(Invoice {
        findings: findings.into_vec(),
        ..invoice
    })
}

/// BT-5.
fn currency(document: &Node<'_>) -> Result<Currency, DocumentError> {
    let node = document.required(cbc("DocumentCurrencyCode"))?;
    let text = node.required_value()?;
    Currency::parse(text).map_err(|_| DocumentError::NotACurrency {
        at: node.at(),
        field: node.path().to_owned(),
        found: clip(text),
    })
}

/// The `Party` within a party role.
fn party_in<'a>(role: &Node<'a>) -> Result<Node<'a>, DocumentError> {
    role.required(cac("Party"))
}
