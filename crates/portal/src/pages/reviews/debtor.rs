//! The debtor of a request: how it answers and pays, and what the bank has lent on it already.

use tallystick_store::{DebtorRecord, Exposure};

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// The debtor of a request, as the bank knows it.
pub(super) struct Debtor {
    /// None while no certificate is held for the request.
    pub(super) record: Option<RecordView>,
    /// What the bank has at stake with this debtor, in each currency; none where it is nothing.
    pub(super) exposures: Vec<Exposure>,
}

/// The debtor's record in words.
pub(super) struct RecordView {
    pub(super) record: DebtorRecord,
    pub(super) median: String,
    pub(super) most: String,
    /// What is overdue, in all currencies; empty where nothing is.
    pub(super) overdue: String,
}

impl Debtor {
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        reviewed: &Reviewed,
    ) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let debtor = reviewed.submission().debtor;
        let record = store.debtor_record(viewer, debtor).await?;
        let portfolio = store.portfolio(viewer, reviewed.review.state.bank).await?;
        let exposures = portfolio.into_iter().flat_map(|all| all.exposures);
        Ok(Self {
            record: record.map(|record| RecordView::of(frame, record)),
            exposures: exposures.filter(|one| one.debtor == debtor).collect(),
        })
    }
}

impl RecordView {
    fn of(frame: &Frame<'_>, record: DebtorRecord) -> Self {
        let days =
            |days: Option<u32>| days.map_or_else(|| "—".to_owned(), |days| frame.say_n("n-days", days));
        let overdue: Vec<String> = record
            .overdue_amounts
            .iter()
            .map(|sum| frame.money(sum))
            .collect();
        Self {
            median: days(record.median_days),
            most: days(record.most_days),
            overdue: overdue.join(&frame.say("list-comma")),
            record,
        }
    }

    /// The record in one line, for the check of it.
    pub(super) fn line(&self, frame: &Frame<'_>) -> String {
        let record = &self.record;
        let numbers = [record.answered, record.claims, record.lapsed, record.overdue];
        let [answered, claims, lapsed, overdue] = numbers.map(|number| number.to_string());
        let values = [
            ("answered", answered.as_str()),
            ("claims", &claims),
            ("median", &self.median),
            ("lapsed", &lapsed),
            ("overdue", &overdue),
        ];
        frame.say_with("review-says-record", &values)
    }
}
