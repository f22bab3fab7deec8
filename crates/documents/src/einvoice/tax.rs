//! Tax rates and tax amounts, which may be words or asterisks.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tallystick_base::Money;

use super::CNY;
use crate::amount::{self, number};
use crate::error::DocumentError;
use crate::invoice::{InvoiceLine, TaxSubtotal};
use crate::node::Node;
use crate::number::decimal;

/// A rate as a fraction, or the words in its place: 免税 (exempt), 不征税 (not taxed), `***`. Written as a fraction (0.13)
/// or as a percentage with its sign; a bare number of one or more can only be a percentage.
pub(super) fn rate(node: &Node<'_>) -> Result<(Option<Decimal>, Option<String>), DocumentError> {
    let Some(text) = node.value()? else {
        return Ok((None, None));
    };
    if !text.chars().any(char::is_numeric) {
        return Ok((None, Some(text.to_owned())));
    }
    let (digits, percent) = match text.strip_suffix(['%', '％']) {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let value = decimal(digits).ok_or_else(|| node.not_a_number(text))?;
    let value = if percent || value >= Decimal::ONE {
        value
            .checked_div(Decimal::ONE_HUNDRED)
            .ok_or_else(|| node.not_a_number(text))?
    } else {
        value
    };
    Ok((Some(value.normalize()), None))
}

/// An amount of tax; asterisks, which stand where nothing is taxed, are none.
pub(super) fn amount(node: &Node<'_>) -> Result<Option<Money>, DocumentError> {
    match node.value()? {
        Some(text) if text.chars().all(|c| c == '*') => Ok(None),
        Some(_) | None => amount::read(node, CNY),
    }
}

/// Tax by rate, in the order in which rates appear. The format has no such table; this one is added up from the lines,
/// and is empty if that cannot be done exactly.
pub(super) fn breakdown(lines: &[InvoiceLine]) -> Vec<TaxSubtotal> {
    let mut breakdown: Vec<TaxSubtotal> = Vec::new();
    let mut places = BTreeMap::new();
    for line in lines {
        let tax = line.tax.unwrap_or(Money::zero(CNY));
        let place = *places
            .entry((line.tax_rate, line.tax_category.as_deref()))
            .or_insert(breakdown.len());
        if let Some(subtotal) = breakdown.get_mut(place) {
            let (Ok(taxable), Ok(sum)) = (
                subtotal.taxable.checked_add(line.net),
                subtotal.tax.checked_add(tax),
            ) else {
                return Vec::new();
            };
            (subtotal.taxable, subtotal.tax) = (taxable, sum);
        } else {
            breakdown.push(TaxSubtotal {
                taxable: line.net,
                tax,
                category: line.tax_category.clone(),
                rate: line.tax_rate,
                exemption_reason: None,
            });
        }
    }
    breakdown
}

/// What rate and amount give, rounded to the fen; nothing without a rate.
pub(super) fn expected(line: &InvoiceLine) -> Option<Decimal> {
    let tax = number(line.net).checked_mul(line.tax_rate?)?;
    Some(amount::rounded(tax, CNY))
}
