//! The record of one bank.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, PartyId, Subject};

/// The record of one bank. It has one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BidRecord {
    /// The requests on which it did not open its bid, each with the day on which that was recorded.
    pub unrevealed: BTreeMap<FinancingRequestId, NaiveDate>,
}

impl BidRecord {
    /// The kind of its subjects.
    pub const KIND: &'static str = "bid-record";

    /// The subject of a bank's record.
    pub fn subject_of(bank: PartyId) -> Subject {
        bank.subject().namesake(Self::KIND)
    }
}
