//! What a bank offers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{GuaranteeId, Millis, Money, Rate};
use tallystick_parties::ShortText;

use crate::cost::Cost;

/// A fee in money, taken off what is paid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeLine {
    /// What it is for: a fee of the product.
    pub name: ShortText,
    /// How much; at most what the product says.
    pub amount: Money,
}

/// The terms on which a bank would lend; all others are those of its product when the request was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferTerms {
    /// How much; at most what is asked for.
    pub amount: Money,
    /// The rate a year; at most that of the product.
    pub rate: Rate,
    /// The fees; at most those of the product.
    pub fees: Vec<FeeLine>,
    /// The guarantee it relies on, which a guarantor has offered for this request.
    pub guarantee: Option<GuaranteeId>,
    /// What must be so before the loan is approved; at most 10.
    pub conditions: Vec<ShortText>,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its terms.
    pub terms: OfferTerms,
    /// What it costs in money.
    pub cost: Cost,
    /// The last moment at which it can be accepted.
    pub valid_until: Millis,
    /// The day of the offer.
    pub on: NaiveDate,
}
