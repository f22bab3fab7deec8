//! Sealed bids: committed to before the deadline, opened after it, and awarded by what anybody can recompute.

use tallystick_base::{Capacity, Context, FinancingRequestId, Millis, ReviewId};

use super::check_actor;
use super::request::check_submitted;
use super::review::check_offer;
use crate::auction::Opened;
use crate::bid::SealedBid;
use crate::command::{CloseAuction, CommitBid, RevealBid};
use crate::{
    Auction, AuctionRejection, AuctionStage, AuctionTransition, Bid, BidRecord, BidRecordTransition,
    BidStage, BidTransition, Case, Part, Rejection, Review, ReviewRejection, ReviewStage, ReviewTransition,
    Step, award,
};

/// The longest bid file, in bytes.
pub(crate) const LONGEST_BID: usize = 16 * 1024;

pub(super) fn commit(case: &Case, body: &CommitBid, context: &Context) -> Result<Vec<Step>, Rejection> {
    let review = sealed_review(case, body.review, context)?;
    let request = case.request(review.request)?;
    let auction = auction_of(case, review.request)?;
    check_open(auction)?;
    if case.bids.contains_key(&review.id) {
        return Err(AuctionRejection::AlreadyCommitted { review: review.id }.into());
    }
    check_review(review)?;
    check_before_deadline(auction, context.received)?;
    check_submitted(request, context.received)?;
    let committed = BidTransition::Committed {
        review: review.id,
        request: review.request,
        bank: review.bank,
        commitment: body.commitment,
        at: context.received,
    };
    let joined = AuctionTransition::Committed {
        review: review.id,
        bank: review.bank,
    };
    Ok(vec![
        Step::new(Bid::subject_of(review.id), committed),
        Step::new(Auction::subject_of(review.request), joined),
    ])
}

pub(super) fn reveal(case: &Case, body: &RevealBid, context: &Context) -> Result<Vec<Step>, Rejection> {
    let review = sealed_review(case, body.review, context)?;
    let request = case.request(review.request)?;
    let auction = auction_of(case, review.request)?;
    let bid = case
        .bids
        .get(&review.id)
        .ok_or(AuctionRejection::BidNotFound { review: review.id })?;
    check_committed(bid)?;
    check_open(auction)?;
    check_review(review)?;
    check_opening_time(auction, context.received)?;
    check_submitted(request, context.received)?;
    let sealed = opened_file(bid, &body.bid)?;
    check_file(&sealed, bid, auction)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let offer = check_offer(
        case,
        review,
        request,
        &sealed.terms,
        sealed.valid_until,
        today,
        context.received,
    )?;
    let opened = Opened {
        amount: offer.terms.amount,
        cost: offer.cost.total,
    };
    let revealed = AuctionTransition::Revealed {
        review: review.id,
        opened,
    };
    Ok(vec![
        Step::new(Bid::subject_of(review.id), BidTransition::Revealed {}),
        Step::new(review.id, ReviewTransition::Offered(Box::new(offer))),
        Step::new(Auction::subject_of(review.request), revealed),
    ])
}

pub(super) fn close(case: &Case, body: &CloseAuction, context: &Context) -> Result<Vec<Step>, Rejection> {
    let auction = auction_of(case, body.request)?;
    check_open(auction)?;
    if !auction.is_over(context.received) {
        return Err(AuctionRejection::NotOver {
            request: auction.request,
            bids_until: auction.bids_until,
            reveal_until: auction.reveal_until,
            now: context.received,
        }
        .into());
    }
    closing(case, auction, context.received)
}

/// The steps that record how an auction ended that is over: its award, the bids that were not opened, and the records of
/// their banks. `auction.close` takes them, and so does an acceptance that comes before the service has recorded them.
///
/// Whoever calls it has seen that the auction is open and over.
pub(super) fn closing(case: &Case, auction: &Auction, now: Millis) -> Result<Vec<Step>, Rejection> {
    let on = now.date_at(case.rules()?.utc_offset_minutes);
    let closed = AuctionTransition::Closed {
        award: award(&auction.bids, auction.amount),
        unrevealed: auction.unopened().map(|bid| bid.review).collect(),
    };
    let mut steps = vec![Step::new(Auction::subject_of(auction.request), closed)];
    for bid in auction.unopened() {
        let request = auction.request;
        steps.push(Step::new(
            Bid::subject_of(bid.review),
            BidTransition::Unrevealed {},
        ));
        steps.push(Step::new(
            BidRecord::subject_of(bid.bank),
            BidRecordTransition::Unrevealed { request, on },
        ));
    }
    Ok(steps)
}

/// The auction of a request.
fn auction_of(case: &Case, request: FinancingRequestId) -> Result<&Auction, AuctionRejection> {
    case.auctions
        .get(&request)
        .ok_or(AuctionRejection::NotFound { request })
}

/// The review under which a bank bids, acting as that bank.
fn sealed_review<'a>(case: &'a Case, review: ReviewId, context: &Context) -> Result<&'a Review, Rejection> {
    let review = case.review(review)?;
    check_actor(context, review.bank, Capacity::Bank, Part::Bank)?;
    if review.sealed {
        Ok(review)
    } else {
        Err(AuctionRejection::NotSealed { review: review.id }.into())
    }
}

fn check_open(auction: &Auction) -> Result<(), AuctionRejection> {
    match auction.stage {
        AuctionStage::Open {} => Ok(()),
        AuctionStage::Closed { .. } | AuctionStage::Ended {} => Err(AuctionRejection::Stage {
            request: auction.request,
            stage: auction.stage.name(),
        }),
    }
}

/// The bank has neither declined nor opened its bid, and the request goes on.
fn check_review(review: &Review) -> Result<(), ReviewRejection> {
    match review.stage {
        ReviewStage::Open {} => Ok(()),
        ReviewStage::Offered(_)
        | ReviewStage::Taken(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => Err(ReviewRejection::Stage {
            review: review.id,
            stage: review.stage.name(),
            needed: "Open",
        }),
    }
}

fn check_before_deadline(auction: &Auction, now: Millis) -> Result<(), AuctionRejection> {
    let bids_until = auction.bids_until;
    if now <= bids_until {
        Ok(())
    } else {
        Err(AuctionRejection::TooLateToCommit { bids_until, now })
    }
}

/// After the deadline, so that no bank sees a bid while another can still be made; and in time.
fn check_opening_time(auction: &Auction, now: Millis) -> Result<(), AuctionRejection> {
    let (bids_until, reveal_until) = (auction.bids_until, auction.reveal_until);
    if now <= bids_until {
        Err(AuctionRejection::TooEarlyToReveal { bids_until, now })
    } else if now <= reveal_until {
        Ok(())
    } else {
        Err(AuctionRejection::TooLateToReveal { reveal_until, now })
    }
}

fn check_committed(bid: &Bid) -> Result<(), AuctionRejection> {
    match bid.stage {
        BidStage::Committed {} => Ok(()),
        BidStage::Revealed {} | BidStage::Unrevealed {} => Err(AuctionRejection::BidStage {
            review: bid.review,
            stage: bid.stage.name(),
        }),
    }
}

/// What the file says that was committed to.
fn opened_file(bid: &Bid, file: &str) -> Result<SealedBid, AuctionRejection> {
    if file.len() > LONGEST_BID {
        return Err(AuctionRejection::FileTooLong {
            most: LONGEST_BID,
            found: file.len(),
        });
    }
    let found = SealedBid::digest_of(file);
    if found != bid.commitment {
        return Err(AuctionRejection::OtherFile {
            committed: bid.commitment,
            found,
        });
    }
    SealedBid::read(file).map_err(|error| AuctionRejection::Malformed {
        line: error.line(),
        column: error.column(),
        detail: detail(&error),
    })
}

/// What is wrong, without the place that the error ends with.
fn detail(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    whole.strip_suffix(&place).unwrap_or(&whole).to_owned()
}

/// The file is of this review, so that nobody opens another bank's bid as its own, and stands until all are opened.
fn check_file(sealed: &SealedBid, bid: &Bid, auction: &Auction) -> Result<(), AuctionRejection> {
    if sealed.review != bid.review {
        Err(AuctionRejection::OtherReview {
            review: bid.review,
            found: sealed.review,
        })
    } else if sealed.valid_until <= auction.reveal_until {
        Err(AuctionRejection::ValidTooShort {
            valid_until: sealed.valid_until,
            reveal_until: auction.reveal_until,
        })
    } else {
        Ok(())
    }
}
