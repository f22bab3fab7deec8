//! Lines, and allowances and charges.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tallystick_base::Money;

/// One line (BG-25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceLine {
    /// Its id (BT-126). A 数电票 has none: its place, counted from 1.
    pub id: String,
    /// What is sold (BT-153; 项目名称).
    pub name: String,
    /// More about it (BT-154).
    pub description: Option<String>,
    /// 规格型号: model or specification.
    pub model: Option<String>,
    /// How many (BT-129).
    pub quantity: Option<Decimal>,
    /// The unit: UN/ECE Recommendation 20 code (BT-130), or the words of a 数电票.
    pub unit: Option<String>,
    /// The net price (BT-146) of `price_quantity` units.
    pub unit_price: Option<Decimal>,
    /// How many units the price is for (BT-149); one where it is absent.
    pub price_quantity: Option<Decimal>,
    /// The net amount (BT-131; 金额).
    pub net: Money,
    /// The tax on it (税额), where the line says so.
    pub tax: Option<Money>,
    /// The amount with tax, where the line says so.
    pub gross: Option<Money>,
    /// The tax category: UNCL 5305 (BT-151), or the words a 数电票 puts in place of a rate (免税).
    pub tax_category: Option<String>,
    /// The tax rate as a fraction: 0.13 is 13 % (BT-152).
    pub tax_rate: Option<Decimal>,
    /// Allowances and charges on the line (BG-27, BG-28), already within the net amount.
    pub allowances_and_charges: Vec<AllowanceCharge>,
    /// What kind of thing it is (BT-158; 税收分类编码).
    pub classifications: Vec<Classification>,
    /// The seller's own number for it (BT-155).
    pub seller_item: Option<String>,
    /// The line of the order it fulfils (BT-132).
    pub order_line: Option<String>,
    /// Free text (BT-127).
    pub note: Option<String>,
}

/// An allowance or a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowanceCharge {
    /// Whether it adds to the amount; otherwise it takes away.
    pub is_charge: bool,
    /// How much (BT-92, BT-99, BT-136, BT-141).
    pub amount: Money,
    /// Why (BT-97, BT-104), in words.
    pub reason: Option<String>,
    /// Why, as a code of UNTDID 5189 or 7161.
    pub reason_code: Option<String>,
    /// The tax category, on the document only (BT-95, BT-102).
    pub tax_category: Option<String>,
    /// The tax rate as a fraction, on the document only (BT-96, BT-103).
    pub tax_rate: Option<Decimal>,
}

/// A code in a classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// The classification: UNTDID 7143 (BT-158-1), or `tax-classification` for the 19 digits of a 数电票.
    pub scheme: Option<String>,
    /// The code in it.
    pub code: String,
}
