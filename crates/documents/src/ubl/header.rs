//! Type, dates and payment terms.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::names::{cac, cbc};
use crate::error::DocumentError;
use crate::invoice::{FindingCode, Findings, InvoiceFormat, InvoiceKind, Severity};
use crate::node::Node;

/// The codes of UNTDID 1001 that EN 16931 lists for documents that take back.
const CREDIT_CODES: [&str; 11] = [
    "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532",
];

/// The codes of UNTDID 1001 that EN 16931 lists for documents that ask for payment.
const INVOICE_CODES: [&str; 51] = [
    "71", "80", "82", "84", "102", "130", "202", "203", "204", "211", "218", "219", "295", "325", "326",
    "331", "380", "382", "383", "384", "385", "386", "387", "388", "389", "390", "393", "394", "395", "456",
    "457", "471", "472", "473", "500", "501", "502", "503", "527", "553", "575", "623", "633", "751", "780",
    "817", "870", "875", "876", "877", "935",
];

/// What the document does, and its type code (BT-3). A credit note is one by its root element, an invoice by its code
/// may be one too.
pub(super) fn kind(
    document: &Node<'_>,
    format: InvoiceFormat,
    findings: &mut Findings,
) -> Result<(InvoiceKind, Option<String>), DocumentError> {
    let field = match format {
        InvoiceFormat::UblCreditNote => "CreditNoteTypeCode",
        InvoiceFormat::UblInvoice | InvoiceFormat::CnEinvoice => "InvoiceTypeCode",
    };
    let code = document.required_text(cbc(field))?;
    let credit = CREDIT_CODES.contains(&code.as_str());
    if !credit && !INVOICE_CODES.contains(&code.as_str()) {
        let sentence =
            format!("the type code {code:?} is not among those of UNTDID 1001 that EN 16931 lists");
        findings.remark(FindingCode::TypeCode, Severity::Warning, field, sentence);
    }
    let kind = match format {
        InvoiceFormat::UblCreditNote => InvoiceKind::CreditNote,
        InvoiceFormat::UblInvoice | InvoiceFormat::CnEinvoice if credit => InvoiceKind::CreditNote,
        InvoiceFormat::UblInvoice | InvoiceFormat::CnEinvoice => InvoiceKind::Invoice,
    };
    Ok((kind, Some(code)))
}

/// BT-9: on the invoice itself, on a credit note within the payment means.
pub(super) fn due_date(
    document: &Node<'_>,
    findings: &mut Findings,
) -> Result<Option<NaiveDate>, DocumentError> {
    if let Some(date) = document.date(cbc("DueDate"), crate::date::iso)? {
        return Ok(Some(date));
    }
    let mut dates = Vec::new();
    for means in document.each(cac("PaymentMeans")) {
        dates.extend(means.date(cbc("PaymentDueDate"), crate::date::iso)?);
    }
    Ok(agreed(
        &dates,
        FindingCode::DueDatesDiffer,
        "PaymentMeans/PaymentDueDate",
        findings,
    ))
}

/// BT-72.
pub(super) fn delivery_date(
    document: &Node<'_>,
    findings: &mut Findings,
) -> Result<Option<NaiveDate>, DocumentError> {
    let mut dates = Vec::new();
    for delivery in document.each(cac("Delivery")) {
        dates.extend(delivery.date(cbc("ActualDeliveryDate"), crate::date::iso)?);
    }
    Ok(agreed(
        &dates,
        FindingCode::DeliveryDatesDiffer,
        "Delivery/ActualDeliveryDate",
        findings,
    ))
}

/// The one date that all agree on. Choosing among several would be inventing one.
fn agreed(dates: &[NaiveDate], code: FindingCode, field: &str, findings: &mut Findings) -> Option<NaiveDate> {
    let first = *dates.first()?;
    if dates.iter().all(|date| *date == first) {
        return Some(first);
    }
    let list = dates
        .iter()
        .map(NaiveDate::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    findings.remark(
        code,
        Severity::Warning,
        field,
        format!("several dates stand here ({list}); none is taken"),
    );
    None
}

/// BT-73 and BT-74.
pub(super) fn period(document: &Node<'_>) -> Result<(Option<NaiveDate>, Option<NaiveDate>), DocumentError> {
    let Some(period) = document.first(cac("InvoicePeriod")) else {
        return Ok((None, None));
    };
    let start = period.date(cbc("StartDate"), crate::date::iso)?;
    Ok((start, period.date(cbc("EndDate"), crate::date::iso)?))
}

/// BT-20.
pub(super) fn payment_terms(document: &Node<'_>) -> Result<Vec<String>, DocumentError> {
    let mut terms = Vec::new();
    for term in document.each(cac("PaymentTerms")) {
        terms.extend(term.texts(cbc("Note"))?);
    }
    Ok(terms)
}

/// BT-83, once each.
pub(super) fn payment_references(document: &Node<'_>) -> Result<Vec<String>, DocumentError> {
    let (mut references, mut known) = (Vec::new(), HashSet::new());
    for means in document.each(cac("PaymentMeans")) {
        for reference in means.texts(cbc("PaymentID"))? {
            if known.insert(reference.clone()) {
                references.push(reference);
            }
        }
    }
    Ok(references)
}
