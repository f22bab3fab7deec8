//! One lapse.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{PartyId, ReceivableId, Subject};

/// A request to confirm that was not answered in time (Order 802 article 16). It is recorded once and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationLapse {
    /// The receivable.
    pub receivable: ReceivableId,
    /// The buyer.
    pub buyer: PartyId,
    /// The last day for the answer, with whose end the period lapsed; not the day on which it was recorded.
    pub answer_by: NaiveDate,
}

impl ConfirmationLapse {
    /// The kind of its subjects.
    pub const KIND: &'static str = "confirmation-lapse";

    /// The subject of a receivable's lapse.
    #[expect(
        clippy::missing_panics_doc,
        reason = "it cannot panic: the sentence below says why"
    )]
    pub fn subject_of(receivable: ReceivableId) -> Subject {
        Subject::new(Self::KIND, &receivable.uuid().to_string())
            .expect("the kind is lower case, and a UUID has an id's characters")
    }
}
