//! The record of one buyer.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, PartyId, Subject};

/// The record of one buyer. The set of its overdue certificates is one subject, so that nobody can leave one out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentRecord {
    /// The certificates that are unpaid after their due date, each with the first day on which payment was late.
    pub overdue: BTreeMap<CertificateId, NaiveDate>,
    /// How many payments were ever missed.
    pub missed: u64,
    /// How many requests to confirm were ever left without an answer in time.
    pub lapses: u64,
    /// The last day of the period that ended without an answer most recently.
    pub last_lapse: Option<NaiveDate>,
}

impl PaymentRecord {
    /// The kind of its subjects.
    pub const KIND: &'static str = "payment-record";

    /// The subject of a buyer's record.
    #[expect(
        clippy::missing_panics_doc,
        reason = "it cannot panic: the sentence below says why"
    )]
    pub fn subject_of(buyer: PartyId) -> Subject {
        Subject::new(Self::KIND, &buyer.uuid().to_string())
            .expect("the kind is lower case, and a UUID has an id's characters")
    }

    /// Whether a missed payment is not cured yet; then no transferable certificates are issued
    /// (银发〔2025〕77号 article 15).
    pub fn stops_issue(&self) -> bool {
        !self.overdue.is_empty()
    }

    /// The name of the stage: a record is clean, or it stops the issue.
    pub fn stage_name(&self) -> &'static str {
        if self.stops_issue() { "Stopped" } else { "Clean" }
    }
}
