//! What supplier and buyer agreed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Money, MoneyError, Rate, Ratio};
use tallystick_parties::ShortText;
use utoipa::ToSchema;

/// What is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Procurement {
    /// 货物.
    Goods,
    /// 工程.
    Works,
    /// 服务.
    Services,
}

/// The event from which the days until payment are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStart {
    /// Delivery (Order 802 article 9).
    Delivery,
    /// Passed inspection or acceptance; if the buyer delays it, the end of the inspection period (article 10).
    Acceptance,
    /// The day on which both sides confirmed the settled amount, where progress or periods are settled (article 9).
    Settlement,
    /// The invoice. Order 802 does not know it, so it is for contracts which that order does not govern.
    Invoice,
}

impl ClockStart {
    /// The kebab-case name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Acceptance => "acceptance",
            Self::Settlement => "settlement",
            Self::Invoice => "invoice",
        }
    }
}

/// How soon the buyer pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentPeriod {
    /// Calendar days.
    pub days: u32,
    /// The event they are counted from.
    pub from: ClockStart,
    /// Why the days are more than the law's own number, where it asks for a reason (Order 802 article 9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer_reason: Option<ShortText>,
}

/// A file that belongs to a contract. The file itself is kept elsewhere, under its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractDocument {
    /// Its file name.
    pub name: ShortText,
    /// Its media type, such as `application/pdf`.
    pub media_type: ShortText,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its exact bytes.
    pub digest: Digest,
}

/// The terms of a contract that later decisions rely on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The number both sides know it by.
    pub number: ShortText,
    /// What it is about.
    pub title: ShortText,
    /// The contract sum, tax included.
    pub amount: Money,
    /// The day of signing. The rules in force on it govern the contract.
    pub signed_on: NaiveDate,
    /// What is bought.
    pub procurement: Procurement,
    /// How soon the buyer pays.
    pub payment: PaymentPeriod,
    /// Calendar days within which the buyer inspects what was delivered (Order 802 article 10); 0 where nothing is
    /// inspected.
    pub inspection_days: u32,
    /// Whether the contract agrees payment by electronic receivable vouchers (Order 802 article 11).
    pub vouchers_agreed: bool,
    /// By which share of the contract sum the confirmed total may go beyond it, as where quantities vary.
    pub tolerance: Ratio,
    /// The agreed rate of late interest a year; none where the law's own rate applies (Order 802 article 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_rate: Option<Rate>,
    /// Calendar days within which the buyer answers a request to confirm, where the contract says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation_days: Option<u32>,
    /// The files that belong to it.
    pub documents: Vec<ContractDocument>,
}

impl Terms {
    /// The most that may be confirmed under the contract: the sum and the tolerance on it, rounded down.
    pub fn limit(&self) -> Result<Money, MoneyError> {
        self.amount.checked_add(self.tolerance.of(self.amount)?)
    }
}
