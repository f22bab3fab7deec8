//! 数电票: the fully digitalized e-invoice (全面数字化的电子发票) as its XML is delivered, root element `EInvoice`.
//!
//! `Header` labels it, `EInvoiceData` is the invoice, `TaxSupervisionInfo` is what the tax bureau added when it issued
//! the number: without it the file is a draft and is refused. The format has no due date, no delivery date and no field
//! for a contract or order; the remarks often name them, and [`remark`] reads those that are plainly labelled.
//! Amounts are CNY, and negative on a red-letter invoice (红字发票).

mod check;
mod line;
mod party;
mod remark;
mod tax;

use tallystick_base::{Currency, Digest};

use crate::amount;
use crate::date;
use crate::error::DocumentError;
use crate::invoice::{Findings, Invoice, InvoiceFormat, InvoiceKind, PrecedingInvoice, References, Totals};
use crate::node::{Name, Node};
use crate::xml::Element;

/// The only currency of the format.
const CNY: Currency = Currency::CNY;

/// What the tax bureau and the header say, beside what becomes part of the invoice; for the checks.
#[derive(Debug, Default)]
struct Marks {
    header_number: Option<String>,
    blue: Option<bool>,
    request_date: Option<chrono::NaiveDate>,
    capitals: Option<String>,
}

/// The elements of one document: all in the namespace of its root, which has none as published.
struct Names<'a> {
    namespace: &'a str,
}

impl<'a> Names<'a> {
    const fn of(&self, local: &'a str) -> Name<'a> {
        Name {
            namespace: self.namespace,
            local,
        }
    }
}

/// Reads the root element of a 数电票.
pub(crate) fn read(root: &Element, digest: Digest, size: u64) -> Result<Invoice, DocumentError> {
    let document = Node::root(root);
    let names = Names {
        namespace: &root.namespace,
    };
    let data = document.required(names.of("EInvoiceData"))?;
    let basic = data.required(names.of("BasicInformation"))?;
    let bureau = document.required(names.of("TaxSupervisionInfo"))?;
    let mut findings = Findings::default();
    let number = bureau.required_text(names.of("InvoiceNumber"))?;
    let issue_date = bureau.required_date(names.of("IssueTime"), date::stamp)?;
    let totals = totals(&basic, &names)?;
    let notes = notes(&data, &names)?;
    let (type_code, type_name, marks) = marks(&document, &basic, &names)?;
    let (mut references, red_fields) = red_letter(&data, &names)?;
    remark::add_references(&notes, &mut references, &mut findings);
    let red = marks.blue == Some(false) || red_fields || totals.gross.is_negative();
    let lines = line::lines(&data, &names)?;
    let invoice = Invoice {
        format: InvoiceFormat::CnEinvoice,
        kind: if red {
            InvoiceKind::RedLetter
        } else {
            InvoiceKind::Invoice
        },
        type_code,
        type_name,
        number,
        issue_date,
        currency: CNY,
        due_date: None,
        payment_terms: Vec::new(),
        payment_references: Vec::new(),
        delivery_date: None,
        period_start: None,
        period_end: None,
        seller: party::seller(&data, &names)?,
        buyer: party::buyer(&data, &names)?,
        payee: None,
        tax_breakdown: tax::breakdown(&lines),
        totals,
        allowances_and_charges: Vec::new(),
        lines,
        references,
        notes,
        digest,
        size,
        findings: Vec::new(),
    };
    check::check(&invoice, &marks, &mut findings);
    Ok(Invoice {
        findings: findings.into_vec(),
        ..invoice
    })
}

fn totals(basic: &Node<'_>, names: &Names<'_>) -> Result<Totals, DocumentError> {
    let required = |name| {
        let node = basic.required(names.of(name))?;
        amount::read(&node, CNY)?.ok_or_else(|| basic.missing(name))
    };
    let net = required("TotalAmWithoutTax")?;
    let gross = required("TotalTax-includedAmount")?;
    let tax = match basic.only(names.of("TotalTaxAm"))? {
        Some(node) => tax::amount(&node)?,
        None => None,
    };
    Ok(Totals {
        lines: net,
        allowances: None,
        charges: None,
        net,
        tax,
        tax_in_accounting_currency: None,
        gross,
        prepaid: None,
        rounding: None,
        payable: gross,
    })
}

/// The labels of the header, and what else only the checks need.
fn marks(
    document: &Node<'_>,
    basic: &Node<'_>,
    names: &Names<'_>,
) -> Result<(Option<String>, Option<String>, Marks), DocumentError> {
    let mut marks = Marks {
        request_date: basic.date(names.of("RequestTime"), date::stamp)?,
        capitals: basic.text(names.of("TotalTax-includedAmountInChinese"))?,
        ..Marks::default()
    };
    let Some(header) = document.only(names.of("Header"))? else {
        return Ok((None, None, marks));
    };
    marks.header_number = header.text(names.of("EIid"))?;
    let Some(labels) = header.only(names.of("InherentLabel"))? else {
        return Ok((None, None, marks));
    };
    let label = |name, part| match labels.only(names.of(name))? {
        Some(label) => label.text(names.of(part)),
        None => Ok(None),
    };
    marks.blue = match label("InIssuType", "LabelCode")?.as_deref() {
        Some("Y") => Some(true),
        Some("N") => Some(false),
        Some(_) | None => None,
    };
    let join = |first: Option<String>, second: Option<String>| match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}-{second}")),
        (first, second) => first.or(second),
    };
    let code = join(
        label("EInvoiceType", "LabelCode")?,
        label("GeneralOrSpecialVAT", "LabelCode")?,
    );
    let name = join(
        label("EInvoiceType", "LabelName")?,
        label("GeneralOrSpecialVAT", "LabelName")?,
    );
    Ok((code, name, marks))
}

/// `SpecificInformation/RedEInvoice`: the invoice that a red-letter invoice takes back, and the confirmation (红字发票
/// 信息确认单) that allowed it. The flag says whether the element is there with something in it.
fn red_letter(data: &Node<'_>, names: &Names<'_>) -> Result<(References, bool), DocumentError> {
    let mut references = References::default();
    for specific in data.each(names.of("SpecificInformation")) {
        for red in specific.each(names.of("RedEInvoice")) {
            let number = red.text(names.of("OriginalInvoiceCode"))?;
            references.preceding.extend(number.map(|number| PrecedingInvoice {
                number,
                issue_date: None,
            }));
            if let Some(confirmation) = red.text(names.of("CreditNoteNumber"))? {
                references.red_letter_confirmation = Some(confirmation);
            }
        }
    }
    let present = !references.preceding.is_empty() || references.red_letter_confirmation.is_some();
    Ok((references, present))
}

fn notes(data: &Node<'_>, names: &Names<'_>) -> Result<Vec<String>, DocumentError> {
    let mut notes = Vec::new();
    for additional in data.each(names.of("AdditionalInformation")) {
        notes.extend(additional.texts(names.of("Remark"))?);
    }
    Ok(notes)
}
