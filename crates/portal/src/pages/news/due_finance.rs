//! What falls due within five days in lending: for banks, guarantors and asset managers, and for who borrows.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Millis};
use tallystick_commands::banking::LoanStage;
use tallystick_store::{GuaranteeFilter, LoanFilter, RequestFilter, ReviewFilter, SaleFilter, Viewer};

use super::due::{Found, What, paging};
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::pages::guarantees::Queue;

/// The day of a moment that has not passed, where it comes soon.
fn soon(portal: &Portal, moment: Millis, until: NaiveDate) -> Option<NaiveDate> {
    figures::day_of(moment).filter(|day| moment >= portal.store().now() && *day <= until)
}

/// Loans that mature: for who borrows, for the bank, and for the manager of the pool that bought them.
pub(super) async fn loans(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let filter = LoanFilter {
        matures_until: Some(until),
        stage: Some("active".to_owned()),
        page: paging(),
        ..LoanFilter::default()
    };
    let manages = viewer.capacities.contains(&Capacity::AssetManager);
    let found = portal.store().loans(viewer, &filter).await?;
    let due = found
        .items
        .into_iter()
        .filter(|loan| loan.open_principal.is_positive());
    let due = due.filter_map(|loan| {
        let (what, other) = if loan.borrower == viewer.party {
            (What::Repay, loan.bank)
        } else if loan.bank == viewer.party {
            (What::Collect, loan.borrower)
        } else if manages && loan.pool.is_some() {
            (What::Collect, loan.bank)
        } else {
            return None;
        };
        Some(Found {
            what,
            number: String::new(),
            address: format!("/loans/{}", loan.id.subject().id()),
            other,
            amount: loan.open_principal,
            day: loan.matures_on,
        })
    });
    Ok(due.collect())
}

/// What a bank is to do on requests, approvals and guarantees.
pub(super) async fn lending(
    portal: &Portal,
    viewer: &Viewer,
    until: NaiveDate,
) -> Result<Vec<Found>, Failure> {
    if !viewer.capacities.contains(&Capacity::Bank) {
        return Ok(Vec::new());
    }
    let mut all = requests(portal, viewer, until).await?;
    all.extend(approvals(portal, viewer, until).await?);
    all.extend(periods(portal, viewer, until).await?);
    Ok(all)
}

async fn requests(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let open = ReviewFilter {
        stage: Some("open".to_owned()),
        bank: Some(viewer.party),
        page: paging(),
        ..ReviewFilter::default()
    };
    let open = portal.store().reviews(viewer, &open).await?.items;
    let mut all = Vec::new();
    for (what, stage) in [(What::Review, "submitted"), (What::Approve, "accepted")] {
        let filter = RequestFilter {
            stage: Some(stage.to_owned()),
            page: paging(),
            ..RequestFilter::default()
        };
        let found = portal.store().requests(viewer, &filter).await?.items;
        let due = found.into_iter().filter_map(|request| {
            let ours = match what {
                What::Approve => request.bank == Some(viewer.party),
                _ => open.iter().any(|review| review.request == request.id),
            };
            let day = soon(portal, request.until, until).filter(|_| ours)?;
            Some(Found {
                what,
                number: String::new(),
                address: format!("/reviews/{}", request.id.subject().id()),
                other: request.borrower,
                amount: request.amount,
                day,
            })
        });
        all.extend(due);
    }
    Ok(all)
}

/// Approvals that lapse where nothing is paid out on them.
async fn approvals(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let filter = LoanFilter {
        stage: Some("approved".to_owned()),
        bank: Some(viewer.party),
        page: paging(),
        ..LoanFilter::default()
    };
    let mut all = Vec::new();
    for loan in portal.store().loans(viewer, &filter).await?.items {
        let seen = portal.store().loan(viewer, loan.id).await?;
        let Some(LoanStage::Approved { until: lapses }) = seen.map(|seen| seen.state.stage) else {
            continue;
        };
        all.extend(soon(portal, lapses, until).map(|day| Found {
            what: What::Instruct,
            number: String::new(),
            address: format!("/loans/{}", loan.id.subject().id()),
            other: loan.borrower,
            amount: loan.principal,
            day,
        }));
    }
    Ok(all)
}

/// Guarantees whose period ends: the last days on which a bank may call, and a guarantor be called.
async fn periods(portal: &Portal, viewer: &Viewer, until: NaiveDate) -> Result<Vec<Found>, Failure> {
    let (store, today) = (portal.store(), portal.store().today().await?);
    let filter = GuaranteeFilter {
        stage: Some("issued".to_owned()),
        page: paging(),
        ..GuaranteeFilter::default()
    };
    let mut all = Vec::new();
    for one in store.guarantees(viewer, &filter).await?.items {
        let what = if one.bank == Some(viewer.party) {
            What::Call
        } else {
            What::Free
        };
        let concerned = what == What::Call || one.guarantor == viewer.party;
        let (Some(loan), true) = (one.loan, concerned) else {
            continue;
        };
        let Some(loan) = store.loan(viewer, loan).await? else {
            continue;
        };
        let ends = one.period.end_after(loan.state.approval.terms.matures_on).ok();
        all.extend(ends.filter(|day| (today..=until).contains(day)).map(|day| Found {
            what,
            number: String::new(),
            address: format!("/guarantees/{}", one.id.subject().id()),
            other: one.borrower,
            amount: one.bound.unwrap_or(one.at_most),
            day,
        }));
    }
    Ok(all)
}

/// What a guarantor is asked for, and what it is to issue.
pub(super) async fn guaranteeing(
    portal: &Portal,
    viewer: &Viewer,
    until: NaiveDate,
) -> Result<Vec<Found>, Failure> {
    if !viewer.capacities.contains(&Capacity::Guarantor) {
        return Ok(Vec::new());
    }
    let queue = Queue::read(portal, viewer).await?;
    let asked = queue.asked.into_iter().filter_map(|request| {
        Some(Found {
            what: What::Guarantee,
            number: String::new(),
            address: format!("/guarantees/asked/{}", request.id.subject().id()),
            other: request.borrower,
            amount: request.amount,
            day: soon(portal, request.until, until)?,
        })
    });
    let to_issue = queue.to_issue.into_iter().filter_map(|(one, _)| {
        Some(Found {
            what: What::Issue,
            number: String::new(),
            address: format!("/guarantees/{}", one.id.subject().id()),
            other: one.borrower,
            amount: one.at_most,
            day: soon(portal, one.until, until)?,
        })
    });
    let mut all: Vec<Found> = asked.chain(to_issue).collect();
    all.extend(periods(portal, viewer, until).await?);
    Ok(all)
}

/// Offers that an asset manager is to answer.
pub(super) async fn buying(
    portal: &Portal,
    viewer: &Viewer,
    until: NaiveDate,
) -> Result<Vec<Found>, Failure> {
    if !viewer.capacities.contains(&Capacity::AssetManager) {
        return Ok(Vec::new());
    }
    let filter = SaleFilter {
        stage: Some("proposed".to_owned()),
        page: paging(),
        ..SaleFilter::default()
    };
    let found = portal.store().sales(viewer, &filter).await?.items;
    let due = found
        .into_iter()
        .filter(|sale| sale.bank != viewer.party)
        .filter_map(|sale| {
            Some(Found {
                what: What::Buy,
                number: String::new(),
                address: format!("/sales/{}", sale.id.subject().id()),
                other: sale.bank,
                amount: sale.price,
                day: soon(portal, sale.until, until)?,
            })
        });
    Ok(due.collect())
}
