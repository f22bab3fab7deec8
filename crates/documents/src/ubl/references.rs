//! The documents that an invoice names.

use super::names::{cac, cbc};
use crate::error::DocumentError;
use crate::invoice::{PrecedingInvoice, References};
use crate::node::Node;

/// The type code by which a credit note marks its project reference (UNTDID 1001: project specification).
const PROJECT: &str = "50";

pub(super) fn references(document: &Node<'_>) -> Result<References, DocumentError> {
    let mut orders = Vec::new();
    let mut sales_orders = Vec::new();
    for order in document.each(cac("OrderReference")) {
        orders.extend(order.text(cbc("ID"))?);
        sales_orders.extend(order.text(cbc("SalesOrderID"))?);
    }
    Ok(References {
        buyer: document.text(cbc("BuyerReference"))?,
        projects: projects(document)?,
        contracts: ids(document, "ContractDocumentReference")?,
        orders,
        sales_orders,
        receipts: ids(document, "ReceiptDocumentReference")?,
        despatches: ids(document, "DespatchDocumentReference")?,
        tenders: ids(document, "OriginatorDocumentReference")?,
        preceding: preceding(document)?,
        red_letter_confirmation: None,
    })
}

fn ids(document: &Node<'_>, name: &str) -> Result<Vec<String>, DocumentError> {
    let mut ids = Vec::new();
    for reference in document.each(cac(name)) {
        ids.extend(reference.text(cbc("ID"))?);
    }
    Ok(ids)
}

/// BT-11. The schema of credit notes has no `ProjectReference`; CEN/TS 16931-3-2 puts it among the additional
/// documents.
fn projects(document: &Node<'_>) -> Result<Vec<String>, DocumentError> {
    let mut projects = ids(document, "ProjectReference")?;
    for reference in document.each(cac("AdditionalDocumentReference")) {
        if reference.text(cbc("DocumentTypeCode"))?.as_deref() == Some(PROJECT) {
            projects.extend(reference.text(cbc("ID"))?);
        }
    }
    Ok(projects)
}

/// BG-3.
fn preceding(document: &Node<'_>) -> Result<Vec<PrecedingInvoice>, DocumentError> {
    let mut preceding = Vec::new();
    for billing in document.each(cac("BillingReference")) {
        for name in ["InvoiceDocumentReference", "CreditNoteDocumentReference"] {
            for reference in billing.each(cac(name)) {
                let issue_date = reference.date(cbc("IssueDate"), crate::date::iso)?;
                if let Some(number) = reference.text(cbc("ID"))? {
                    preceding.push(PrecedingInvoice { number, issue_date });
                }
            }
        }
    }
    Ok(preceding)
}
