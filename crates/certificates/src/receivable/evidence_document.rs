//! The papers behind a claim: orders, receipts of goods, invoices.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Money, Subject};
use tallystick_parties::ShortText;

/// What a paper is; the three that are matched with one another.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// 发票: what the supplier bills.
    Invoice,
    /// 订单: what the buyer ordered.
    Order,
    /// 收货单、验收单: what the buyer received.
    Receipt,
}

/// One paper, as its file says. The file itself is kept outside the ledger, under its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceDocument {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its number, as printed.
    pub number: ShortText,
    /// Its date.
    pub date: NaiveDate,
    /// Its total, tax included, in the currency of the contract.
    pub total: Money,
    /// The seller's code, as printed; compared with the code of the supplier's registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller_code: Option<ShortText>,
    /// The buyer's code, as printed; compared with the code of the buyer's registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_code: Option<ShortText>,
    /// The SHA-256 of the file's bytes.
    pub digest: Digest,
    /// Further fields read from the file, by name; at most 40.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<ShortText, ShortText>,
}

/// A paper of a claim, with the subject that keeps an invoice from being claimed twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedDocument {
    /// The paper.
    pub document: EvidenceDocument,
    /// For an invoice, `evidence/…`; none for the other kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Subject>,
}
