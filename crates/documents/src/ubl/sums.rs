//! The sums of EN 16931-1: BR-CO-10 to 17, and the bases of tax by category.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tallystick_base::Money;

use crate::amount::{self, number, rounded, smallest};
use crate::arithmetic::{Equation, signed};
use crate::invoice::{FindingCode, Findings, Invoice, Severity, TaxSubtotal};

pub(super) fn check(invoice: &Invoice, findings: &mut Findings) {
    for rule in parts(invoice).into_iter().chain(totals(invoice)) {
        rule.check(findings);
    }
    let bases = bases(invoice);
    for subtotal in &invoice.tax_breakdown {
        subtotal_tax(invoice, subtotal, findings);
        subtotal_base(&bases, subtotal, findings);
    }
}

/// An absent total counts as zero (notes to BR-CO-13, 15 and 16).
fn or_zero(amount: Option<Money>) -> Decimal {
    amount.map_or(Decimal::ZERO, number)
}

fn exactly(
    code: FindingCode,
    field: &str,
    rule: &str,
    expected: Option<Decimal>,
    found: Decimal,
) -> Equation {
    let (field, rule) = (format!("totals/{field}"), rule.to_owned());
    Equation {
        code,
        severity: Severity::Serious,
        field,
        rule,
        expected,
        found,
        tolerance: Decimal::ZERO,
    }
}

/// BR-CO-10, 11, 12 and 14: totals that are sums of their parts.
fn parts(invoice: &Invoice) -> Vec<Equation> {
    let totals = &invoice.totals;
    let sum_of = |is_charge: bool| {
        let matching = invoice
            .allowances_and_charges
            .iter()
            .filter(|item| item.is_charge == is_charge);
        amount::sum(matching.map(|item| number(item.amount)))
    };
    let lines = amount::sum(invoice.lines.iter().map(|line| number(line.net)));
    let taxes = amount::sum(invoice.tax_breakdown.iter().map(|subtotal| number(subtotal.tax)));
    vec![
        exactly(
            FindingCode::LineSum,
            "lines",
            "BR-CO-10: the total of lines is their sum",
            lines,
            number(totals.lines),
        ),
        exactly(
            FindingCode::AllowanceSum,
            "allowances",
            "BR-CO-11: the total of allowances is their sum",
            sum_of(false),
            or_zero(totals.allowances),
        ),
        exactly(
            FindingCode::ChargeSum,
            "charges",
            "BR-CO-12: the total of charges is their sum",
            sum_of(true),
            or_zero(totals.charges),
        ),
        exactly(
            FindingCode::TaxSum,
            "tax",
            "BR-CO-14: the total tax is the sum of the taxes by category",
            taxes,
            or_zero(totals.tax),
        ),
    ]
}

/// BR-CO-13, 15 and 16: totals that follow from totals.
fn totals(invoice: &Invoice) -> Vec<Equation> {
    let totals = &invoice.totals;
    let net = number(totals.lines)
        .checked_sub(or_zero(totals.allowances))
        .and_then(|net| net.checked_add(or_zero(totals.charges)));
    let payable = number(totals.gross)
        .checked_sub(or_zero(totals.prepaid))
        .and_then(|due| due.checked_add(or_zero(totals.rounding)));
    vec![
        exactly(
            FindingCode::NetTotal,
            "net",
            "BR-CO-13: the total without tax is lines less allowances plus charges",
            net,
            number(totals.net),
        ),
        exactly(
            FindingCode::GrossTotal,
            "gross",
            "BR-CO-15: the total with tax is the total without tax plus the tax",
            number(totals.net).checked_add(or_zero(totals.tax)),
            number(totals.gross),
        ),
        exactly(
            FindingCode::PayableTotal,
            "payable",
            "BR-CO-16: the amount due is the total with tax less prepaid plus rounding",
            payable,
            number(totals.payable),
        ),
    ]
}

/// BR-CO-17. A difference of at most one minor unit for each line comes from rounding by line, which many systems do.
fn subtotal_tax(invoice: &Invoice, subtotal: &TaxSubtotal, findings: &mut Findings) {
    let Some(rate) = subtotal.rate else { return };
    let expected = number(subtotal.taxable)
        .checked_mul(rate)
        .map(|tax| rounded(tax, invoice.currency));
    let found = number(subtotal.tax);
    let lines = Decimal::from(invoice.lines.len().max(1));
    let by_line = smallest(invoice.currency).checked_mul(lines).unwrap_or_default();
    let near = expected
        .and_then(|expected| expected.checked_sub(found))
        .is_some_and(|difference| difference.abs() <= by_line);
    Equation {
        code: FindingCode::SubtotalTax,
        severity: if near { Severity::Note } else { Severity::Serious },
        field: "tax_breakdown/tax".to_owned(),
        rule: format!(
            "BR-CO-17: the tax of category {} is its base {} × {}, rounded to the cent",
            subtotal.category.as_deref().unwrap_or("without code"),
            number(subtotal.taxable),
            rate
        ),
        expected,
        found,
        tolerance: Decimal::ZERO,
    }
    .check(findings);
}

/// What lines, allowances and charges add up to, by category and rate.
type Bases<'a> = BTreeMap<(Option<&'a str>, Decimal), Option<Decimal>>;

fn bases(invoice: &Invoice) -> Bases<'_> {
    let lines = invoice
        .lines
        .iter()
        .map(|line| (&line.tax_category, line.tax_rate, number(line.net)));
    let extras = invoice
        .allowances_and_charges
        .iter()
        .map(|item| (&item.tax_category, item.tax_rate, signed(item)));
    let mut bases = Bases::new();
    for (category, rate, part) in lines.chain(extras) {
        let base = bases
            .entry((category.as_deref(), rate.unwrap_or_default()))
            .or_insert(Some(Decimal::ZERO));
        *base = base.and_then(|base| base.checked_add(part));
    }
    bases
}

/// BR-S-08, BR-Z-08, BR-E-08 and their sisters: the base of a category is the sum of what is in it.
fn subtotal_base(bases: &Bases<'_>, subtotal: &TaxSubtotal, findings: &mut Findings) {
    let (category, rate) = (subtotal.category.as_deref(), subtotal.rate.unwrap_or_default());
    Equation {
        code: FindingCode::SubtotalBase,
        severity: Severity::Warning,
        field: "tax_breakdown/taxable".to_owned(),
        rule: format!(
            "the base of tax category {} at {rate} is the sum of its lines, allowances and charges",
            category.unwrap_or("without code"),
        ),
        expected: bases
            .get(&(category, rate))
            .copied()
            .unwrap_or(Some(Decimal::ZERO)),
        found: number(subtotal.taxable),
        tolerance: Decimal::ZERO,
    }
    .check(findings);
}
