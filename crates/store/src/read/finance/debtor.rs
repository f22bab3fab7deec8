//! What a buyer's record comes to, for whoever lends on what it owes or is asked to.

use std::collections::BTreeSet;

use serde::Serialize;
use tallystick_base::{Money, PartyId};
use tallystick_commands::State;
use tallystick_commands::certificates::PaymentRecord;

use crate::read::sight::Sights;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// How a buyer answered and paid, over all time. It names no other supplier, no contract and no certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DebtorRecord {
    /// How many claims it was asked to confirm.
    pub claims: u64,
    /// How many of them it has answered.
    pub answered: u64,
    /// How many lapsed without an answer in time, answered later or not.
    pub lapsed: u64,
    /// The median of the calendar days from claim to answer.
    pub median_days: Option<u32>,
    /// The most that it took.
    pub most_days: Option<u32>,
    /// How many payments it ever missed.
    pub missed: u64,
    /// How many of its certificates are marked as overdue and not paid.
    pub overdue: u64,
    /// What is outstanding on them: one amount for each currency.
    pub overdue_amounts: Vec<Money>,
}

impl Store {
    /// What the record of a buyer comes to; `None` for whom its payment record does not concern.
    pub async fn debtor_record(
        &self,
        viewer: &Viewer,
        debtor: PartyId,
    ) -> Result<Option<DebtorRecord>, StoreError> {
        let subject = PaymentRecord::subject_of(debtor);
        let sights = Sights::load(self.reader(), viewer, BTreeSet::from([subject.clone()])).await?;
        if !sights.concerned(&subject) {
            return Ok(None);
        }
        let stands = sights.into_stands(self.reader(), &subject).await?;
        // A buyer that missed nothing has no payment record, and is as good as its answers.
        let missed = match stands.map(|stands| stands.state) {
            Some(State::PaymentRecord(record)) => record.missed,
            Some(_) | None => 0,
        };
        let answers = self.answers_of(debtor).await?;
        let (overdue, overdue_amounts) = self.overdue_of(debtor).await?;
        Ok(Some(DebtorRecord {
            claims: answers.claims,
            answered: answers.answered,
            lapsed: answers.lapsed,
            median_days: answers.median_days,
            most_days: answers.most_days,
            missed,
            overdue,
            overdue_amounts,
        }))
    }
}
