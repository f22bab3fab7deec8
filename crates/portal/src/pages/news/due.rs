//! What falls due within five days: reminders, which are no entries.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use tallystick_base::{Money, PartyId};
use tallystick_store::{CertificateFilter, Order, Paging, ReceivableFilter, Viewer};

use super::due_finance;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::names::Names;

/// How far ahead reminders look, in days.
const AHEAD: u64 = 5;
/// How many of each kind are listed.
const MOST: u64 = 50;

/// Something that falls due.
pub(super) struct DueView {
    /// What is to be done, or will be.
    pub(super) what: What,
    pub(super) number: String,
    pub(super) address: String,
    pub(super) other: String,
    pub(super) amount: Money,
    pub(super) day: NaiveDate,
    pub(super) left: DaysLeft,
}

/// What is to be done, or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The party is to answer a claim.
    Answer,
    /// The party is to pay.
    Pay,
    /// The party is to be paid.
    Paid,
    /// The party is to take a certificate, or not.
    Offer,
    /// The party is to repay a loan.
    Repay,
    /// The party is to be repaid.
    Collect,
    /// The bank is to offer on a request, or to decline it.
    Review,
    /// The bank is to approve the loan of an offer that was accepted.
    Approve,
    /// The bank is to instruct a disbursement before its approval lapses.
    Instruct,
    /// The bank can call a guarantee no longer after that day.
    Call,
    /// The guarantor is to offer a guarantee, or not.
    Guarantee,
    /// The guarantor is to issue the guarantee that an offer relies on.
    Issue,
    /// The guarantor is free after that day, unless it is called.
    Free,
    /// The asset manager is to answer an offer.
    Buy,
}

pub(super) struct Found {
    pub(super) what: What,
    pub(super) number: String,
    pub(super) address: String,
    pub(super) other: PartyId,
    pub(super) amount: Money,
    pub(super) day: NaiveDate,
}

/// What falls due for the viewer's party, the most urgent first.
pub(super) async fn read(portal: &Portal, viewer: &Viewer) -> Result<Vec<DueView>, Failure> {
    let (store, today) = (portal.store(), portal.store().today().await?);
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let mut found = answers(portal, viewer, until).await?;
    found.extend(certificates(portal, viewer, until).await?);
    found.extend(offers(portal, viewer).await?);
    found.extend(due_finance::loans(portal, viewer, until).await?);
    found.extend(due_finance::lending(portal, viewer, until).await?);
    found.extend(due_finance::guaranteeing(portal, viewer, until).await?);
    found.extend(due_finance::buying(portal, viewer, until).await?);
    found.sort_by_key(|due| due.day);
    let names = Names::of(store, viewer, found.iter().map(|due| due.other)).await?;
    let ahead = i64::try_from(AHEAD).unwrap_or(i64::MAX);
    let view = |due: Found| DueView {
        other: names.name(&due.other),
        left: DaysLeft::until(due.day, today, ahead),
        what: due.what,
        number: due.number,
        address: due.address,
        amount: due.amount,
        day: due.day,
    };
    Ok(found.into_iter().map(view).collect())
}

pub(super) fn paging() -> Paging {
    Paging {
        after: None,
        limit: MOST,
    }
}

async fn answers(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let filter = ReceivableFilter {
        stage: Some("claimed".to_owned()),
        buyer: Some(viewer.party),
        answer_until: Some(until),
        page: paging(),
        ..ReceivableFilter::default()
    };
    let found = portal.store().receivables(viewer, &filter).await?;
    let due = found.items.into_iter().filter_map(|receivable| {
        Some(Found {
            what: What::Answer,
            number: String::new(),
            address: format!("/receivables/{}", receivable.id.subject().id()),
            other: receivable.supplier,
            amount: receivable.amount,
            day: receivable.answer_by?,
        })
    });
    Ok(due.collect())
}

async fn certificates(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let mut all = Vec::new();
    for what in [What::Pay, What::Paid] {
        let own = Some(viewer.party);
        let filter = CertificateFilter {
            debtor: own.filter(|_| what == What::Pay),
            holder: own.filter(|_| what == What::Paid),
            due_until: Some(until),
            order: Order::Due,
            page: paging(),
            ..CertificateFilter::default()
        };
        let found = portal.store().certificates(viewer, &filter).await?;
        let open = found
            .items
            .into_iter()
            .filter(|certificate| certificate.outstanding.is_positive() && certificate.stage != "split");
        all.extend(open.map(|certificate| Found {
            what,
            number: certificate.number.to_string(),
            address: format!("/certificates/{}", certificate.id.subject().id()),
            other: match what {
                What::Pay => certificate.holder,
                _ => certificate.debtor,
            },
            amount: certificate.outstanding,
            day: certificate.due_on,
        }));
    }
    Ok(all)
}

async fn offers(portal: &Portal, viewer: &Viewer) -> Result<Vec<Found>, Failure> {
    let store = portal.store();
    let ahead = store.now().checked_add(Duration::from_hours(24 * AHEAD));
    let filter = CertificateFilter {
        stage: Some("offered".to_owned()),
        page: paging(),
        ..CertificateFilter::default()
    };
    let found = store.certificates(viewer, &filter).await?;
    let due = found.items.into_iter().filter_map(|certificate| {
        let until = certificate.offered_until?;
        let is_due = certificate.offered_to == Some(viewer.party)
            && until >= store.now()
            && ahead.as_ref().is_ok_and(|ahead| until <= *ahead);
        is_due.then(|| {
            Some(Found {
                what: What::Offer,
                number: certificate.number.to_string(),
                address: format!("/certificates/{}", certificate.id.subject().id()),
                other: certificate.holder,
                amount: certificate.outstanding,
                day: figures::day_of(until)?,
            })
        })?
    });
    Ok(due.collect())
}
