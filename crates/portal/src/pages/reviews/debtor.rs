//! The debtor of a request: how it answers and pays, and what the bank has lent on it already.

use tallystick_base::Money;
use tallystick_store::{DebtorRecord, LoanFilter, MAX_PAGE, Paging};

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// The debtor of a request, as the bank knows it.
pub(super) struct Debtor {
    /// None while no certificate is held for the request.
    pub(super) record: Option<RecordView>,
    /// How many loans of the bank run on what this debtor owes.
    pub(super) loans: usize,
    /// None where it is nothing, or in several currencies.
    pub(super) open: Option<Money>,
    pub(super) overdue: usize,
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
        let filter = LoanFilter {
            stage: Some("active".to_owned()),
            bank: Some(reviewed.review.state.bank),
            debtor: Some(debtor),
            page: Paging {
                after: None,
                limit: MAX_PAGE,
            },
            ..LoanFilter::default()
        };
        let loans = store.loans(viewer, &filter).await?.items;
        let currency = reviewed.submission().amount.currency();
        let open = Money::sum(currency, loans.iter().map(|loan| loan.open_principal));
        Ok(Self {
            record: record.map(|record| RecordView::of(frame, record)),
            loans: loans.len(),
            open: open.ok().filter(|open| open.is_positive()),
            overdue: loans.iter().filter(|loan| loan.overdue_since.is_some()).count(),
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
