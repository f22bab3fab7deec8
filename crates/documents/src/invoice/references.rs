//! Other documents that an invoice names.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The documents an invoice names, by number. Several where the file has several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct References {
    /// The buyer's own mark for routing (BT-10).
    pub buyer: Option<String>,
    /// Project (BT-11).
    pub projects: Vec<String>,
    /// Contract (BT-12).
    pub contracts: Vec<String>,
    /// The buyer's order (BT-13).
    pub orders: Vec<String>,
    /// The seller's order (BT-14).
    pub sales_orders: Vec<String>,
    /// Receipt or acceptance of the goods (BT-15).
    pub receipts: Vec<String>,
    /// Despatch of the goods (BT-16).
    pub despatches: Vec<String>,
    /// Tender or lot (BT-17).
    pub tenders: Vec<String>,
    /// Invoices that this one corrects or takes back (BG-3).
    pub preceding: Vec<PrecedingInvoice>,
    /// 红字发票信息确认单编号: the tax bureau's confirmation that allowed a red-letter invoice.
    pub red_letter_confirmation: Option<String>,
}

/// An earlier invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrecedingInvoice {
    /// Its number (BT-25).
    pub number: String,
    /// Its date (BT-26), where written.
    pub issue_date: Option<NaiveDate>,
}
