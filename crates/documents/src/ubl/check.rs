//! What must hold on a UBL invoice beside its sums: lines, codes, dates, payment terms.

use rust_decimal::Decimal;

use super::sums;
use crate::amount::{self, number, rounded, smallest};
use crate::arithmetic::{Equation, signed};
use crate::codes;
use crate::dates;
use crate::invoice::{FindingCode, Findings, Invoice, InvoiceKind, InvoiceLine, InvoiceParty, Severity};

pub(super) fn check(invoice: &Invoice, findings: &mut Findings) {
    for line in &invoice.lines {
        line_net(invoice, line, findings);
    }
    sums::check(invoice, findings);
    for (role, party) in [("seller", &invoice.seller), ("buyer", &invoice.buyer)] {
        codes::report(findings, role, party);
        vat_prefix(role, party, findings);
    }
    dates::check(invoice, findings);
    payment_term(invoice, findings);
}

/// BT-131 = quantity × price ÷ price quantity − allowances + charges, within one minor unit of rounding. The rule is
/// not in EN 16931-1 but in every specification that narrows it (Peppol BIS Billing, rule R120).
fn line_net(invoice: &Invoice, line: &InvoiceLine, findings: &mut Findings) {
    let (Some(quantity), Some(price)) = (line.quantity, line.unit_price) else {
        return;
    };
    let per = line
        .price_quantity
        .filter(|per| !per.is_zero())
        .unwrap_or(Decimal::ONE);
    let expected = quantity
        .checked_mul(price)
        .and_then(|product| product.checked_div(per))
        .map(|gross| rounded(gross, invoice.currency))
        .and_then(|gross| gross.checked_add(amount::sum(line.allowances_and_charges.iter().map(signed))?));
    Equation {
        code: FindingCode::LineNet,
        severity: Severity::Warning,
        field: format!("lines/{}/net", line.id),
        rule: format!(
            "the net amount of line {} should be quantity {quantity} × price {price}{}, less allowances, plus charges",
            line.id,
            if per == Decimal::ONE { String::new() } else { format!(" ÷ {per}") }
        ),
        expected,
        found: number(line.net),
        tolerance: smallest(invoice.currency),
    }
    .check(findings);
}

/// BR-CO-09: a VAT id begins with the country that gave it (ISO 3166-1 alpha-2; Greece may write EL).
fn vat_prefix(role: &str, party: &InvoiceParty, findings: &mut Findings) {
    for id in party
        .tax_ids
        .iter()
        .filter(|id| id.scheme.as_deref() == Some("VAT"))
    {
        let mut letters = id.text.chars();
        let prefixed = (0..2).all(|_| letters.next().is_some_and(|c| c.is_ascii_uppercase()));
        if !prefixed && id.credit_code().is_none() {
            let sentence = format!(
                "BR-CO-09: the VAT id {:?} of the {role} should begin with the two letters of its country",
                id.text
            );
            findings.remark(
                FindingCode::TaxIdPrefix,
                Severity::Warning,
                format!("{role}/tax_ids"),
                sentence,
            );
        }
    }
}

/// BR-CO-25: what is to be paid needs a date or terms.
fn payment_term(invoice: &Invoice, findings: &mut Findings) {
    let due = number(invoice.totals.payable) > Decimal::ZERO;
    let invoice_kind = invoice.kind == InvoiceKind::Invoice;
    if due && invoice_kind && invoice.due_date.is_none() && invoice.payment_terms.is_empty() {
        let sentence = format!(
            "BR-CO-25: {} is due and the file has neither a due date nor payment terms; the contract decides",
            invoice.totals.payable
        );
        findings.remark(
            FindingCode::PaymentTermMissing,
            Severity::Note,
            "due_date",
            sentence,
        );
    }
}
