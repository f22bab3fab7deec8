//! Which terms an amendment sets anew.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Money, Rate, Ratio};
use tallystick_parties::ShortText;
use utoipa::ToSchema;

use crate::contract::{ContractDocument, PaymentPeriod, Terms};

/// The terms that an amendment sets anew. Parties, number, currency and day of signing never change, nor does a
/// due date that was signed before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendmentChanges)]
pub struct Changes {
    /// The day on which the amendment was signed. A new payment period is judged by the rules of this day.
    pub signed_on: NaiveDate,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<ShortText>,
    /// The contract sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// How soon the buyer pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentPeriod>,
    /// Calendar days within which the buyer inspects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection_days: Option<u32>,
    /// Whether payment by electronic vouchers is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouchers_agreed: Option<bool>,
    /// The tolerance on the contract sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Ratio>,
    /// The agreed rate of late interest a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_rate: Option<Rate>,
    /// Calendar days within which the buyer answers a request to confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation_days: Option<u32>,
    /// The files of the amendment, which join those of the contract.
    #[serde(default)]
    pub documents: Vec<ContractDocument>,
}

impl Changes {
    /// The terms with the changes in them.
    #[must_use]
    pub fn on(&self, terms: &Terms) -> Terms {
        let documents = terms.documents.iter().chain(&self.documents).cloned().collect();
        Terms {
            title: self.title.clone().unwrap_or_else(|| terms.title.clone()),
            amount: self.amount.unwrap_or(terms.amount),
            payment: self.payment.clone().unwrap_or_else(|| terms.payment.clone()),
            inspection_days: self.inspection_days.unwrap_or(terms.inspection_days),
            vouchers_agreed: self.vouchers_agreed.unwrap_or(terms.vouchers_agreed),
            tolerance: self.tolerance.unwrap_or(terms.tolerance),
            late_rate: self.late_rate.or(terms.late_rate),
            confirmation_days: self.confirmation_days.or(terms.confirmation_days),
            documents,
            number: terms.number.clone(),
            signed_on: terms.signed_on,
            procurement: terms.procurement,
        }
    }
}
