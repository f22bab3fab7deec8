//! What can happen to a buyer's record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, IllegalTransition, ReceivableId};

use super::state::PaymentRecord;

/// Something that happened to a buyer's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentRecordTransition {
    /// A certificate was unpaid after its due date.
    Missed {
        /// The certificate.
        certificate: CertificateId,
        /// The first day on which payment was late.
        since: NaiveDate,
    },
    /// Nothing is owed on an overdue certificate any more.
    Cured {
        /// The certificate.
        certificate: CertificateId,
    },
    /// A request to confirm was not answered in time.
    ConfirmationLapsed {
        /// The receivable.
        receivable: ReceivableId,
        /// The last day for the answer.
        answer_by: NaiveDate,
    },
}

impl PaymentRecordTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Missed { .. } => "missed",
            Self::Cured { .. } => "cured",
            Self::ConfirmationLapsed { .. } => "confirmation_lapsed",
        }
    }
}

/// Follows one arrow. A record that does not exist yet is a clean one.
pub fn apply(
    before: Option<PaymentRecord>,
    transition: &PaymentRecordTransition,
) -> Result<PaymentRecord, IllegalTransition> {
    let mut record = before.unwrap_or_default();
    let stage = record.stage_name();
    let exists = match transition {
        PaymentRecordTransition::Missed { certificate, since } => {
            record.missed = record.missed.saturating_add(1);
            record.overdue.insert(*certificate, *since).is_none()
        }
        PaymentRecordTransition::Cured { certificate } => record.overdue.remove(certificate).is_some(),
        PaymentRecordTransition::ConfirmationLapsed { answer_by, .. } => {
            record.lapses = record.lapses.saturating_add(1);
            record.last_lapse = record.last_lapse.max(Some(*answer_by));
            true
        }
    };
    if exists {
        Ok(record)
    } else {
        Err(IllegalTransition {
            aggregate: PaymentRecord::KIND,
            stage,
            transition: transition.name(),
        })
    }
}
