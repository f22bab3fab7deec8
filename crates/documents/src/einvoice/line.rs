//! The lines: `IssuItemInformation`, once for each.

use tallystick_base::Money;

use super::{CNY, Names, tax};
use crate::amount;
use crate::error::DocumentError;
use crate::invoice::{Classification, InvoiceLine};
use crate::node::Node;

/// The name given to 税收分类编码, the classification of goods and services of the State Taxation Administration.
const CLASSIFICATION: &str = "tax-classification";

/// The lines; at least one.
pub(super) fn lines(data: &Node<'_>, names: &Names<'_>) -> Result<Vec<InvoiceLine>, DocumentError> {
    let nodes = data.each(names.of("IssuItemInformation"));
    if nodes.is_empty() {
        return Err(data.missing("IssuItemInformation"));
    }
    nodes
        .iter()
        .zip(1_usize..)
        .map(|(node, place)| line(node, place, names))
        .collect()
}

fn line(node: &Node<'_>, place: usize, names: &Names<'_>) -> Result<InvoiceLine, DocumentError> {
    let money = |name| match node.only(names.of(name))? {
        Some(child) => amount::read(&child, CNY),
        None => Ok::<Option<Money>, DocumentError>(None),
    };
    let (tax_rate, tax_category) = match node.only(names.of("TaxRate"))? {
        Some(rate) => tax::rate(&rate)?,
        None => (None, None),
    };
    let tax = match node.only(names.of("ComTaxAm"))? {
        Some(child) => tax::amount(&child)?,
        None => None,
    };
    let classification = node.text(names.of("TaxClassificationCode"))?;
    Ok(InvoiceLine {
        id: place.to_string(),
        name: node.required_text(names.of("ItemName"))?,
        description: None,
        model: node.text(names.of("SpecMod"))?,
        quantity: node.number(names.of("Quantity"))?,
        unit: node.text(names.of("MeaUnits"))?,
        unit_price: node.number(names.of("UnPrice"))?,
        price_quantity: None,
        net: money("Amount")?.ok_or_else(|| node.missing("Amount"))?,
        tax,
        gross: money("TotaltaxIncludedAmount")?,
        tax_category,
        tax_rate,
        allowances_and_charges: Vec::new(),
        classifications: classification
            .map(|code| Classification {
                scheme: Some(CLASSIFICATION.to_owned()),
                code,
            })
            .into_iter()
            .collect(),
        seller_item: None,
        order_line: None,
        note: None,
    })
}
