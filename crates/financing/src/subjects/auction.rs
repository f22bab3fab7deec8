//! What the commands of `decide/auction.rs` name.
//!
//! The auction stands in `alt`, for every bid moves it; so do review and request, which are read, and which a bank that
//! declines moves.

use tallystick_base::{Named, ReviewId, Subject};

use crate::bid::SealedBid;
use crate::command::{CloseAuction, CommitBid, RevealBid};
use crate::decide::LONGEST_BID;
use crate::{Auction, AuctionRejection, Bid, BidRecord, Case, Rejection};

pub(super) fn commit(case: &Case, body: &CommitBid) -> Result<Named, Rejection> {
    bid(case, body.review)
}

/// The guarantee that the opened terms name is read; a file that does not read names none, and is refused.
pub(super) fn reveal(case: &Case, body: &RevealBid) -> Result<Named, Rejection> {
    let readable = (body.bid.len() <= LONGEST_BID).then_some(&body.bid);
    let guarantee = readable
        .and_then(|file| SealedBid::read(file).ok())
        .and_then(|sealed| sealed.terms.guarantee);
    Ok(bid(case, body.review)?.with_alt(guarantee.map(Subject::from)))
}

pub(super) fn close(case: &Case, body: &CloseAuction) -> Result<Named, Rejection> {
    let request = body.request;
    let auction = case
        .auctions
        .get(&request)
        .ok_or(AuctionRejection::NotFound { request })?;
    Ok(Named::only(Auction::subject_of(request)).with_alt(closed_with(auction)))
}

/// The subjects besides the auction itself that its closing moves: the bids that are not opened, and the records of their
/// banks. An acceptance that comes before the service has recorded the end of the auction names them too.
pub(crate) fn closed_with(auction: &Auction) -> Vec<Subject> {
    auction
        .unopened()
        .flat_map(|bid| [Bid::subject_of(bid.review), BidRecord::subject_of(bid.bank)])
        .collect()
}

fn bid(case: &Case, review: ReviewId) -> Result<Named, Rejection> {
    let request = case.review(review)?.request;
    Ok(Named::only(Bid::subject_of(review)).with_alt([
        Auction::subject_of(request),
        review.subject(),
        request.subject(),
    ]))
}
