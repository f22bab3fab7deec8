//! The lines.

use tallystick_base::Currency;

use super::names::{cac, cbc};
use super::totals::{allowances_and_charges, rate, required_amount};
use crate::amount;
use crate::error::DocumentError;
use crate::invoice::{Classification, InvoiceFormat, InvoiceLine};
use crate::node::Node;

/// BG-25; at least one (BR-16).
pub(super) fn lines(
    document: &Node<'_>,
    format: InvoiceFormat,
    currency: Currency,
) -> Result<Vec<InvoiceLine>, DocumentError> {
    let (name, quantity) = match format {
        InvoiceFormat::UblCreditNote => ("CreditNoteLine", "CreditedQuantity"),
        InvoiceFormat::UblInvoice | InvoiceFormat::CnEinvoice => ("InvoiceLine", "InvoicedQuantity"),
    };
    let nodes = document.each(cac(name));
    if nodes.is_empty() {
        return Err(document.missing(name));
    }
    nodes.iter().map(|node| line(node, quantity, currency)).collect()
}

fn line(node: &Node<'_>, quantity: &str, currency: Currency) -> Result<InvoiceLine, DocumentError> {
    let item = node.required(cac("Item"))?;
    let price = node.only(cac("Price"))?;
    let tax = item.first(cac("ClassifiedTaxCategory"));
    let (tax_category, tax_rate) = match &tax {
        Some(category) => (category.text(cbc("ID"))?, rate(category)?),
        None => (None, None),
    };
    let (unit_price, price_quantity) = match &price {
        Some(price) => (
            price.number(cbc("PriceAmount"))?,
            price.number(cbc("BaseQuantity"))?,
        ),
        None => (None, None),
    };
    let own_tax = match node.first(cac("TaxTotal")) {
        Some(total) => match total.only(cbc("TaxAmount"))? {
            Some(own) => amount::read(&own, currency)?,
            None => None,
        },
        None => None,
    };
    Ok(InvoiceLine {
        id: node.required_text(cbc("ID"))?,
        name: name(&item)?,
        description: item
            .first(cbc("Description"))
            .map_or(Ok(None), |text| owned(&text))?,
        model: None,
        quantity: node.number(cbc(quantity))?,
        unit: node.only(cbc(quantity))?.and_then(|quantity| {
            quantity
                .element
                .attribute("", "unitCode")
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
        }),
        unit_price,
        price_quantity,
        net: required_amount(node, "LineExtensionAmount", currency)?,
        tax: own_tax,
        gross: None,
        tax_category,
        tax_rate,
        allowances_and_charges: allowances_and_charges(node, currency)?,
        classifications: classifications(&item)?,
        seller_item: match item.only(cac("SellersItemIdentification"))? {
            Some(id) => id.text(cbc("ID"))?,
            None => None,
        },
        order_line: node
            .first(cac("OrderLineReference"))
            .map_or(Ok(None), |reference| reference.text(cbc("LineID")))?,
        note: node.first(cbc("Note")).map_or(Ok(None), |text| owned(&text))?,
    })
}

/// BT-153, which EN 16931 requires (BR-25). UBL alone does not, and then the description stands in for it.
fn name(item: &Node<'_>) -> Result<String, DocumentError> {
    if let Some(name) = item.text(cbc("Name"))? {
        return Ok(name);
    }
    match item.first(cbc("Description")) {
        Some(description) => Ok(description.required_value()?.to_owned()),
        None => Err(item.missing("Name")),
    }
}

fn owned(node: &Node<'_>) -> Result<Option<String>, DocumentError> {
    Ok(node.value()?.map(str::to_owned))
}

/// BT-158 with the classification it is from.
fn classifications(item: &Node<'_>) -> Result<Vec<Classification>, DocumentError> {
    let mut found = Vec::new();
    for node in item.each(cac("CommodityClassification")) {
        for code in node.each(cbc("ItemClassificationCode")) {
            let scheme = code.element.attribute("", "listID").map(str::to_owned);
            found.extend(code.value()?.map(|text| Classification {
                scheme,
                code: text.to_owned(),
            }));
        }
    }
    Ok(found)
}
