//! What must add up on a 数电票, and what its labels must agree on.

use rust_decimal::Decimal;
use tallystick_base::Money;

use super::{CNY, Marks, tax};
use crate::amount::{self, number, rounded, smallest};
use crate::arithmetic::Equation;
use crate::capitals;
use crate::codes;
use crate::dates;
use crate::invoice::{FindingCode, Findings, Invoice, InvoiceKind, InvoiceLine, Severity};

/// The digits of the number of a 数电票: year, region, channel and sequence.
const NUMBER_DIGITS: usize = 20;

pub(super) fn check(invoice: &Invoice, marks: &Marks, findings: &mut Findings) {
    numbers(invoice, marks, findings);
    for line in &invoice.lines {
        check_line(line, findings);
    }
    totals(invoice, findings);
    in_capitals(invoice, marks.capitals.as_deref(), findings);
    red_letter(invoice, marks, findings);
    for (role, party) in [("seller", &invoice.seller), ("buyer", &invoice.buyer)] {
        codes::report(findings, role, party);
    }
    if invoice.buyer.tax_ids.is_empty() {
        let sentence = "the buyer has no tax id; a registered buyer cannot be matched by it".to_owned();
        findings.remark(
            FindingCode::TaxIdMissing,
            Severity::Warning,
            "buyer/tax_ids",
            sentence,
        );
    }
    if let Some(requested) = marks.request_date.filter(|date| *date != invoice.issue_date) {
        let issued = invoice.issue_date;
        let sentence = format!("the invoice was requested on {requested} and issued on {issued}");
        let code = FindingCode::RequestDate;
        findings.differ(code, Severity::Note, "issue_date", sentence, (requested, issued));
    }
    dates::check(invoice, findings);
}

fn numbers(invoice: &Invoice, marks: &Marks, findings: &mut Findings) {
    let number = &invoice.number;
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    if !digits || number.len() != NUMBER_DIGITS {
        let sentence = format!("the number of a 数电票 is {NUMBER_DIGITS} digits; {number:?} is not");
        findings.remark(FindingCode::NumberForm, Severity::Warning, "number", sentence);
    }
    if let Some(header) = marks.header_number.as_ref().filter(|header| *header != number) {
        let sentence = format!("the header names {header} and the tax bureau gave {number}");
        findings.differ(
            FindingCode::HeaderNumber,
            Severity::Serious,
            "number",
            sentence,
            (number, header),
        );
    }
}

/// Each rule within one fen: prices are often worked back from the amount with tax.
fn check_line(line: &InvoiceLine, findings: &mut Findings) {
    let mut equal = |code, part: &str, rule: String, expected: Option<Decimal>, found: Money| {
        let field = format!("lines/{}/{part}", line.id);
        let (severity, tolerance, found) = (Severity::Warning, smallest(CNY), number(found));
        Equation {
            code,
            severity,
            field,
            rule,
            expected,
            found,
            tolerance,
        }
        .check(findings);
    };
    // Discount lines have an amount alone, and software writes zeros for what is not said.
    if let (Some(quantity), Some(price)) = (line.quantity, line.unit_price)
        && !quantity.is_zero()
        && !price.is_zero()
    {
        let expected = quantity.checked_mul(price).map(|net| rounded(net, CNY));
        let rule = format!("the amount of line {} should be {quantity} × {price}", line.id);
        equal(FindingCode::LineNet, "net", rule, expected, line.net);
    }
    if let (Some(found), Some(rate)) = (line.tax, line.tax_rate) {
        let rule = format!(
            "the tax of line {} should be {} × {rate}",
            line.id,
            number(line.net)
        );
        equal(FindingCode::LineTax, "tax", rule, tax::expected(line), found);
    }
    if let (Some(found), Some(own)) = (line.gross, line.tax) {
        let rule = format!(
            "the amount with tax of line {} should be amount plus tax",
            line.id
        );
        equal(
            FindingCode::LineGross,
            "gross",
            rule,
            number(line.net).checked_add(number(own)),
            found,
        );
    }
}

fn totals(invoice: &Invoice, findings: &mut Findings) {
    let totals = &invoice.totals;
    let mut equal = |code, field: &str, rule: &str, expected, found: Money| {
        let (field, rule, found) = (format!("totals/{field}"), rule.to_owned(), number(found));
        Equation {
            code,
            severity: Severity::Serious,
            field,
            rule,
            expected,
            found,
            tolerance: Decimal::ZERO,
        }
        .check(findings);
    };
    let lines = amount::sum(invoice.lines.iter().map(|line| number(line.net)));
    equal(
        FindingCode::LineSum,
        "net",
        "合计金额 is the sum of the lines",
        lines,
        totals.net,
    );
    if let Some(tax) = totals.tax {
        let taxes = amount::sum(invoice.lines.iter().filter_map(|line| line.tax).map(number));
        equal(
            FindingCode::TaxSum,
            "tax",
            "合计税额 is the sum of the taxes of the lines",
            taxes,
            tax,
        );
    }
    let gross = number(totals.net).checked_add(totals.tax.map_or(Decimal::ZERO, number));
    equal(
        FindingCode::GrossTotal,
        "gross",
        "价税合计 is 合计金额 plus 合计税额",
        gross,
        totals.gross,
    );
}

/// 价税合计(大写) is the form that forgers find harder to change.
fn in_capitals(invoice: &Invoice, text: Option<&str>, findings: &mut Findings) {
    let Some(text) = text else { return };
    let found = invoice.totals.gross;
    match capitals::fen(text) {
        None => {
            let sentence = format!("the total in capitals, {text:?}, cannot be read as an amount");
            let code = FindingCode::CapitalsUnreadable;
            findings.remark(code, Severity::Warning, "totals/gross", sentence);
        }
        Some(fen) if fen != found.minor() => {
            let written = Money::from_minor(fen, CNY);
            let sentence = format!("the total in capitals, {text}, is {written}; in digits it is {found}");
            let pair = (written.value_text(), found.value_text());
            findings.differ(
                FindingCode::Capitals,
                Severity::Serious,
                "totals/gross",
                sentence,
                pair,
            );
        }
        Some(_) => {}
    }
}

fn red_letter(invoice: &Invoice, marks: &Marks, findings: &mut Findings) {
    let gross = invoice.totals.gross;
    let contradiction = match marks.blue {
        Some(true) => gross
            .is_negative()
            .then_some("a blue invoice (蓝字) and its total is negative"),
        Some(false) => gross
            .is_positive()
            .then_some("a red-letter invoice (红字) and its total is positive"),
        None => None,
    };
    if let Some(words) = contradiction {
        let sentence = format!("the file is marked as {words}: {gross}");
        findings.remark(FindingCode::RedLetterSign, Severity::Serious, "kind", sentence);
    }
    if invoice.kind == InvoiceKind::RedLetter && invoice.references.preceding.is_empty() {
        let sentence =
            "a red-letter invoice must name the invoice it takes back; this one names none".to_owned();
        let code = FindingCode::RedLetterReference;
        findings.remark(code, Severity::Warning, "references/preceding", sentence);
    }
}
