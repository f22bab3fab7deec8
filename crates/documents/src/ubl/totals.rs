//! Totals, tax by category, allowances and charges.

use rust_decimal::Decimal;
use tallystick_base::{Currency, Money};

use super::names::{cac, cbc};
use crate::amount;
use crate::error::DocumentError;
use crate::invoice::{AllowanceCharge, TaxSubtotal, Totals};
use crate::node::Node;
use crate::xml::clip;

/// An amount, which names its currency and names the document's.
pub(super) fn amount(
    parent: &Node<'_>,
    name: &str,
    currency: Currency,
) -> Result<Option<Money>, DocumentError> {
    let Some(node) = parent.only(cbc(name))? else {
        return Ok(None);
    };
    let Some(amount) = amount::read(&node, currency)? else {
        return Ok(None);
    };
    let found = currency_id(&node)?;
    if found != currency.as_str() {
        return Err(DocumentError::CurrencyMismatch {
            at: node.at(),
            field: node.path().to_owned(),
            expected: currency.to_string(),
            found: clip(found),
        });
    }
    Ok(Some(amount))
}

/// An amount that must be there.
pub(super) fn required_amount(
    parent: &Node<'_>,
    name: &str,
    currency: Currency,
) -> Result<Money, DocumentError> {
    amount(parent, name, currency)?.ok_or_else(|| parent.missing(name))
}

/// The schema of UBL requires `currencyID` on every amount.
fn currency_id<'a>(node: &Node<'a>) -> Result<&'a str, DocumentError> {
    node.element
        .attribute("", "currencyID")
        .ok_or_else(|| node.missing("@currencyID"))
}

/// BG-22.
pub(super) fn totals(document: &Node<'_>, currency: Currency) -> Result<Totals, DocumentError> {
    let totals = document.required(cac("LegalMonetaryTotal"))?;
    let optional = |name| amount(&totals, name, currency);
    let required = |name| required_amount(&totals, name, currency);
    let (tax, tax_in_accounting_currency) = tax_totals(document, currency)?;
    Ok(Totals {
        lines: required("LineExtensionAmount")?,
        allowances: optional("AllowanceTotalAmount")?,
        charges: optional("ChargeTotalAmount")?,
        net: required("TaxExclusiveAmount")?,
        tax,
        tax_in_accounting_currency,
        gross: required("TaxInclusiveAmount")?,
        prepaid: optional("PrepaidAmount")?,
        rounding: optional("PayableRoundingAmount")?,
        payable: required("PayableAmount")?,
    })
}

/// BT-110 and BT-111: one `TaxTotal` in the document's currency, one in that of the tax accounts if it is another.
fn tax_totals(
    document: &Node<'_>,
    currency: Currency,
) -> Result<(Option<Money>, Option<Money>), DocumentError> {
    let (mut tax, mut accounting) = (None, None);
    for total in document.each(cac("TaxTotal")) {
        let node = total.required(cbc("TaxAmount"))?;
        let code = currency_id(&node)?;
        let own = Currency::parse(code).map_err(|_| DocumentError::NotACurrency {
            at: node.at(),
            field: format!("{}/@currencyID", node.path()),
            found: clip(code),
        })?;
        let place = if own == currency {
            &mut tax
        } else {
            &mut accounting
        };
        let amount = amount::read(&node, own)?.ok_or_else(|| total.missing("TaxAmount"))?;
        if place
            .replace((amount, node.at()))
            .is_some_and(|(before, _)| before != amount)
        {
            return Err(DocumentError::RepeatedField {
                at: node.at(),
                first: document.at(),
                field: format!("TaxTotal/TaxAmount in {own}"),
            });
        }
    }
    Ok((
        tax.map(|(amount, _)| amount),
        accounting.map(|(amount, _)| amount),
    ))
}

/// BG-23, from the `TaxTotal` in the document's currency.
pub(super) fn tax_breakdown(
    document: &Node<'_>,
    currency: Currency,
) -> Result<Vec<TaxSubtotal>, DocumentError> {
    let mut breakdown = Vec::new();
    for total in document.each(cac("TaxTotal")) {
        let node = total.required(cbc("TaxAmount"))?;
        if currency_id(&node)? != currency.as_str() {
            continue;
        }
        for subtotal in total.each(cac("TaxSubtotal")) {
            let category = subtotal.required(cac("TaxCategory"))?;
            let reason = category.text(cbc("TaxExemptionReason"))?;
            breakdown.push(TaxSubtotal {
                taxable: required_amount(&subtotal, "TaxableAmount", currency)?,
                tax: required_amount(&subtotal, "TaxAmount", currency)?,
                category: category.text(cbc("ID"))?,
                rate: rate(&category)?,
                exemption_reason: match reason {
                    Some(reason) => Some(reason),
                    None => category.text(cbc("TaxExemptionReasonCode"))?,
                },
            });
        }
    }
    Ok(breakdown)
}

/// A percentage as a fraction.
pub(super) fn rate(category: &Node<'_>) -> Result<Option<Decimal>, DocumentError> {
    let percent = category.number(cbc("Percent"))?;
    Ok(percent
        .and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED))
        .map(|rate| rate.normalize()))
}

/// BG-20 and BG-21 on the document, BG-27 and BG-28 on a line.
pub(super) fn allowances_and_charges(
    parent: &Node<'_>,
    currency: Currency,
) -> Result<Vec<AllowanceCharge>, DocumentError> {
    let mut found = Vec::new();
    for node in parent.each(cac("AllowanceCharge")) {
        let category = node.first(cac("TaxCategory"));
        let (tax_category, tax_rate) = match &category {
            Some(category) => (category.text(cbc("ID"))?, rate(category)?),
            None => (None, None),
        };
        found.push(AllowanceCharge {
            is_charge: flag(&node, "ChargeIndicator")?,
            amount: required_amount(&node, "Amount", currency)?,
            reason: node
                .first(cbc("AllowanceChargeReason"))
                .map_or(Ok(None), |reason| {
                    reason.value().map(|text| text.map(str::to_owned))
                })?,
            reason_code: node.text(cbc("AllowanceChargeReasonCode"))?,
            tax_category,
            tax_rate,
        });
    }
    Ok(found)
}

/// An `xsd:boolean`.
fn flag(parent: &Node<'_>, name: &str) -> Result<bool, DocumentError> {
    let node = parent.required(cbc(name))?;
    match node.required_value()? {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        found => Err(DocumentError::NotAFlag {
            at: node.at(),
            field: node.path().to_owned(),
            found: clip(found),
        }),
    }
}
