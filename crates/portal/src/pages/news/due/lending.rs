//! What a bank is to do on requests and approvals.

use tallystick_base::Capacity;
use tallystick_commands::State;
use tallystick_commands::banking::LoanStage;
use tallystick_commands::financing::{AuctionStage, Bid, BidStage};
use tallystick_store::{ListedRequest, ListedReview, LoanFilter, RequestFilter, ReviewFilter};

use super::What;
use super::ahead::{Ahead, Found, Gathered, first_page};
use crate::failure::Failure;

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    if !ahead.is(Capacity::Bank) {
        return Ok(());
    }
    requests(ahead, into).await?;
    accepted(ahead, into).await?;
    approvals(ahead, into).await
}

/// Requests on which the bank has not answered: to be offered on, or where bids are sealed, to be bid on and opened.
async fn requests(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let open = ReviewFilter {
        stage: Some("open".to_owned()),
        bank: Some(ahead.party()),
        page: first_page(),
        ..ReviewFilter::default()
    };
    let page = ahead.store().reviews(ahead.viewer(), &open).await?;
    let submitted = RequestFilter {
        stage: Some("submitted".to_owned()),
        among: Some(page.items.iter().map(|review| review.request).collect()),
        page: first_page(),
        ..RequestFilter::default()
    };
    let submitted = ahead.store().requests(ahead.viewer(), &submitted).await?.items;
    let mut found = Vec::new();
    for request in submitted {
        let review = page.items.iter().find(|review| review.request == request.id);
        let Some(review) = review else { continue };
        if request.sealed {
            found.extend(bid(ahead, &request, review).await?);
        } else {
            let day = ahead.soon(request.until);
            found.extend(day.map(|day| of_request(What::Review, &request, day)));
        }
    }
    into.take(What::Review, page.next.as_ref(), found);
    Ok(())
}

/// A bid is sealed until one moment, and opened until another; only who sealed one has one to open.
async fn bid(
    ahead: &Ahead<'_>,
    request: &ListedRequest,
    review: &ListedReview,
) -> Result<Option<Found>, Failure> {
    let store = ahead.store();
    let auction = store.auction(ahead.viewer(), request.id).await?;
    let Some(auction) = auction.map(|seen| seen.state) else {
        return Ok(None);
    };
    let bid = store.subject(ahead.viewer(), &Bid::subject_of(review.id)).await?;
    let committed = bid.is_some_and(|seen| match seen.state {
        State::Bid(bid) => bid.stage == (BidStage::Committed {}),
        _ => false,
    });
    let (what, moment) = match (committed, store.now() <= auction.bids_until) {
        (false, true) => (What::Bid, auction.bids_until),
        (true, false) if auction.stage == (AuctionStage::Open {}) => (What::Open, auction.reveal_until),
        _ => return Ok(None),
    };
    let day = ahead.soon(moment);
    Ok(day.map(|day| of_request(what, request, day)))
}

/// Requests whose borrower accepted the bank's offer.
async fn accepted(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let (ends_from, ends_until) = ahead.moments();
    let filter = RequestFilter {
        stage: Some("accepted".to_owned()),
        bank: Some(ahead.party()),
        ends_from,
        ends_until,
        page: first_page(),
        ..RequestFilter::default()
    };
    let page = ahead.store().requests(ahead.viewer(), &filter).await?;
    let found = page.items.into_iter().filter_map(|request| {
        let day = ahead.soon(request.until)?;
        Some(of_request(What::Approve, &request, day))
    });
    into.take(What::Approve, page.next.as_ref(), found);
    Ok(())
}

fn of_request(what: What, request: &ListedRequest, day: chrono::NaiveDate) -> Found {
    let address = format!("/reviews/{}", request.id.uuid());
    Found::new(what, address, request.borrower, request.amount, day)
}

/// Approvals that lapse where nothing is paid out on them.
async fn approvals(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let (lapses_from, lapses_until) = ahead.moments();
    let filter = LoanFilter {
        stage: Some("approved".to_owned()),
        bank: Some(ahead.party()),
        lapses_from,
        lapses_until,
        page: first_page(),
        ..LoanFilter::default()
    };
    let page = ahead.store().loans(ahead.viewer(), &filter).await?;
    let mut found = Vec::new();
    for loan in page.items {
        let seen = ahead.store().loan(ahead.viewer(), loan.id).await?;
        let Some(LoanStage::Approved { until }) = seen.map(|seen| seen.state.stage) else {
            continue;
        };
        let address = format!("/loans/{}", loan.id.uuid());
        let day = ahead.soon(until);
        found.extend(day.map(|day| Found::new(What::Instruct, address, loan.borrower, loan.principal, day)));
    }
    into.take(What::Instruct, page.next.as_ref(), found);
    Ok(())
}
