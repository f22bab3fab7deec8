//! Totals of an invoice and its tax by rate.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tallystick_base::Money;

/// The totals as written (BG-22), all in the currency of the invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Sum of the lines (BT-106). A 数电票 has no total of its own for it: the total without tax.
    pub lines: Money,
    /// Sum of the allowances on the document (BT-107), where written.
    pub allowances: Option<Money>,
    /// Sum of the charges on the document (BT-108), where written.
    pub charges: Option<Money>,
    /// Total without tax (BT-109; 合计金额).
    pub net: Money,
    /// Total tax (BT-110; 合计税额), where written.
    pub tax: Option<Money>,
    /// Total tax in the currency of the tax accounts (BT-111), where that is another one.
    pub tax_in_accounting_currency: Option<Money>,
    /// Total with tax (BT-112; 价税合计).
    pub gross: Money,
    /// Already paid (BT-113), where written.
    pub prepaid: Option<Money>,
    /// Rounding of the amount due (BT-114), where written.
    pub rounding: Option<Money>,
    /// Amount due (BT-115). A 数电票 has none of its own: the total with tax.
    pub payable: Money,
}

/// Tax of one category and rate (BG-23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxSubtotal {
    /// The amount that is taxed (BT-116).
    pub taxable: Money,
    /// The tax on it (BT-117).
    pub tax: Money,
    /// The category: UNCL 5305 (BT-118), or the words a 数电票 puts in place of a rate (免税).
    pub category: Option<String>,
    /// The rate as a fraction: 0.13 is 13 % (BT-119).
    pub rate: Option<Decimal>,
    /// Why it is exempt (BT-120, BT-121), where written.
    pub exemption_reason: Option<String>,
}
