//! Why a buyer does not confirm, or not all of it.

use serde::{Deserialize, Serialize};
use tallystick_base::Money;
use tallystick_parties::ShortText;

/// Why an amount is not confirmed: the clarification reason codes of the Peppol invoice response.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum ReasonCode {
    /// References are missing or wrong.
    Ref,
    /// Legal information is missing or wrong.
    Leg,
    /// The receiver is unknown.
    Rec,
    /// The quality is not as agreed.
    Qua,
    /// The delivery is not as agreed.
    Del,
    /// The price is not as agreed.
    Pri,
    /// The quantity is not as agreed.
    Qty,
    /// The items are not those ordered.
    Itm,
    /// The payment terms are not those agreed.
    Pay,
    /// The claim is not recognised.
    Unr,
    /// The finance terms are not those agreed.
    Fin,
    /// Partly paid already.
    Ppd,
    /// Another reason, which the note states.
    Oth,
}

impl ReasonCode {
    /// Every code, in the order of the code list.
    pub const ALL: [Self; 13] = [
        Self::Ref,
        Self::Leg,
        Self::Rec,
        Self::Qua,
        Self::Del,
        Self::Pri,
        Self::Qty,
        Self::Itm,
        Self::Pay,
        Self::Unr,
        Self::Fin,
        Self::Ppd,
        Self::Oth,
    ];
}

/// One reason, in a code and where needed in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The code.
    pub code: ReasonCode,
    /// What exactly; needed with `OTH`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<ShortText>,
}

/// A part of the claimed amount that the buyer leaves out, and why (Order 802 article 15: the rest is confirmed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// Why.
    pub reason: Reason,
    /// How much; above zero.
    pub amount: Money,
}
