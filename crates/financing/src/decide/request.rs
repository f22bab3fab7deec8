//! Joining, accepting and ending requests.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, FinancingRequestId, Millis, PartyId, ReviewId};
use tallystick_certificates::{Certificate, CertificateRejection, CertificateTransition};
use tallystick_parties::BankAccount;

use super::auction::closing;
use super::guarantee::offered_for;
use super::review::offered;
use super::{check_actor, ending};
use crate::command::{AcceptOffer, ExpireRequest, JoinRequest, WithdrawRequest};
use crate::request::{Backing, Direction};
use crate::{
    Auction, AuctionRejection, AuctionStage, Case, FinancingRequest, Part, Rejection, RequestRejection,
    RequestStage, RequestTransition, Review, ReviewRejection, ReviewStage, ReviewTransition, Step, award,
};

pub(super) fn join(case: &Case, body: &JoinRequest, context: &Context) -> Result<Vec<Step>, Rejection> {
    let request = case.request(body.request)?;
    let holder = request.submission.holder;
    check_actor(context, holder, Capacity::Supplier, Part::Holder)?;
    check_joins(request)?;
    check_submitted(request, context.received)?;
    check_pay_to(case, holder, &body.pay_to)?;
    let on = context.received.date_at(case.rules()?.utc_offset_minutes);
    let joined = RequestTransition::Joined {
        pay_to: body.pay_to.clone(),
        on,
    };
    let mut steps = vec![Step::new(body.request, joined)];
    for backing in &request.submission.backing {
        let certificate = case.certificates.certificate(backing.certificate)?;
        check_as_submitted(certificate, backing, holder)?;
        check_due(certificate, on)?;
        steps.extend(check_free(certificate, context)?);
        steps.push(reserved(certificate, body.request));
    }
    Ok(steps)
}

pub(super) fn accept(case: &Case, body: &AcceptOffer, context: &Context) -> Result<Vec<Step>, Rejection> {
    let request = case.request(body.request)?;
    check_borrower(request, context)?;
    check_submitted(request, context.received)?;
    if !request.holds_certificates() {
        return Err(RequestRejection::NotJoined {
            request: body.request,
        }
        .into());
    }
    let review = case.review(body.review)?;
    check_can_be_taken(case, review, request, context.received)?;
    let accepted = RequestTransition::Accepted {
        review: review.id,
        bank: review.bank,
        on: context.received.date_at(case.rules()?.utc_offset_minutes),
    };
    let mut steps = vec![Step::new(body.request, accepted)];
    steps.extend(end_of_auction(case, request, review.id, context.received)?);
    steps.push(Step::new(review.id, ReviewTransition::Taken {}));
    for other in request.asked.iter().copied().filter(|id| *id != review.id) {
        if case.review(other)?.stage.is_live() {
            steps.push(Step::new(other, ReviewTransition::NotTaken {}));
        }
    }
    Ok(steps)
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawRequest,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let request = case.request(body.request)?;
    check_borrower(request, context)?;
    check_before_approval(request)?;
    check_not_expired(request, context.received)?;
    ending(case, request, RequestTransition::Withdrawn {}, None)
}

pub(super) fn expire(case: &Case, body: &ExpireRequest, context: &Context) -> Result<Vec<Step>, Rejection> {
    let request = case.request(body.request)?;
    check_before_approval(request)?;
    if request.has_expired(context.received) {
        ending(case, request, RequestTransition::Expired {}, None)
    } else {
        Err(RequestRejection::NotExpired {
            request: body.request,
            until: request.submission.until,
        }
        .into())
    }
}

/// The request is with its banks, and its time has not run out.
pub(super) fn check_submitted(request: &FinancingRequest, now: Millis) -> Result<(), RequestRejection> {
    match request.stage {
        RequestStage::Submitted {} => check_not_expired(request, now),
        RequestStage::Accepted { .. }
        | RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => Err(stage(request, "Submitted")),
    }
}

/// Its time has not run out.
pub(super) fn check_not_expired(request: &FinancingRequest, now: Millis) -> Result<(), RequestRejection> {
    if request.has_expired(now) {
        Err(RequestRejection::Expired {
            request: request.id(),
            until: request.submission.until,
        })
    } else {
        Ok(())
    }
}

/// No loan is approved on it; after that its bank cancels the loan.
fn check_before_approval(request: &FinancingRequest) -> Result<(), RequestRejection> {
    match request.stage {
        RequestStage::Submitted {} | RequestStage::Accepted { .. } => Ok(()),
        RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => Err(stage(request, "Submitted or Accepted")),
    }
}

const fn stage(request: &FinancingRequest, needed: &'static str) -> RequestRejection {
    RequestRejection::Stage {
        request: request.id(),
        stage: request.stage.name(),
        needed,
    }
}

/// Upstream the holder borrows, downstream the debtor does.
fn check_borrower(request: &FinancingRequest, context: &Context) -> Result<(), Rejection> {
    let capacity = match request.submission.direction {
        Direction::Upstream {} => Capacity::Supplier,
        Direction::Downstream { .. } => Capacity::Buyer,
    };
    check_actor(context, request.submission.borrower, capacity, Part::Borrower)
}

/// It is the debtor's, and the holder has not joined yet.
fn check_joins(request: &FinancingRequest) -> Result<(), RequestRejection> {
    match (request.submission.direction, request.joined_on) {
        (Direction::Upstream {}, _) => Err(RequestRejection::NoJoining {
            request: request.id(),
        }),
        (Direction::Downstream { .. }, Some(on)) => Err(RequestRejection::AlreadyJoined {
            request: request.id(),
            on,
        }),
        (Direction::Downstream { .. }, None) => Ok(()),
    }
}

/// The holder holds it still, and no less is outstanding than what the banks were told.
fn check_as_submitted(
    certificate: &Certificate,
    backing: &Backing,
    holder: PartyId,
) -> Result<(), RequestRejection> {
    let id = backing.certificate;
    if certificate.holder != holder {
        Err(RequestRejection::OtherHolder { certificate: id })
    } else if certificate.is_live() && certificate.outstanding != backing.outstanding {
        Err(RequestRejection::OutstandingChanged {
            certificate: id,
            submitted: backing.outstanding,
            now: certificate.outstanding,
        })
    } else {
        Ok(())
    }
}

/// It falls due after today: what is due or overdue is collected, not lent on.
pub(super) fn check_due(certificate: &Certificate, today: NaiveDate) -> Result<(), RequestRejection> {
    let due_on = certificate.issue.due_on;
    if due_on > today {
        Ok(())
    } else {
        Err(RequestRejection::CertificateDue {
            certificate: certificate.id(),
            due_on,
            today,
        })
    }
}

/// Nobody else has a right on it now; the step that records the lapse of an expired offer, if there is one.
pub(super) fn check_free(
    certificate: &Certificate,
    context: &Context,
) -> Result<Vec<Step>, CertificateRejection> {
    let lapse = certificate.check_free(context.received)?;
    let step = lapse.map(|lapse| Step::new(certificate.id(), lapse));
    Ok(step.into_iter().collect())
}

/// The step that holds a certificate for a request.
pub(super) fn reserved(certificate: &Certificate, request: FinancingRequestId) -> Step {
    Step::new(certificate.id(), CertificateTransition::Reserved { request })
}

/// The account is in the profile of the party that is paid.
pub(super) fn check_pay_to(case: &Case, party: PartyId, pay_to: &BankAccount) -> Result<(), Rejection> {
    if case.parties().profile(party)?.data.accounts.contains(pay_to) {
        Ok(())
    } else {
        Err(RequestRejection::PayToNotInProfile.into())
    }
}

/// The review is the request's, its offer stands, and so does the guarantee that the offer relies on.
fn check_can_be_taken(
    case: &Case,
    review: &Review,
    request: &FinancingRequest,
    now: Millis,
) -> Result<(), Rejection> {
    if review.request != request.id() {
        return Err(RequestRejection::OtherReview {
            review: review.id,
            request: request.id(),
        }
        .into());
    }
    let offer = offered(review)?;
    if offer.valid_until < now {
        return Err(ReviewRejection::OfferOver {
            review: review.id,
            until: offer.valid_until,
        }
        .into());
    }
    if let Some(guarantee) = offer.terms.guarantee {
        offered_for(case, guarantee, request, now)?;
    }
    Ok(())
}

/// Where bids were sealed, the auction is over and this is the bid that won; the steps that record how it ended, where
/// nothing has yet.
fn end_of_auction(
    case: &Case,
    request: &FinancingRequest,
    review: ReviewId,
    now: Millis,
) -> Result<Vec<Step>, Rejection> {
    if !request.submission.sealed {
        return Ok(Vec::new());
    }
    let id = request.id();
    let auction = case
        .auctions
        .get(&id)
        .ok_or(AuctionRejection::NotFound { request: id })?;
    let (won, steps) = match auction.stage {
        AuctionStage::Open {} if auction.is_over(now) => {
            (award(&auction.bids, auction.amount), closing(case, auction, now)?)
        }
        AuctionStage::Open {} => return Err(not_over(auction, now).into()),
        AuctionStage::Closed { award } => (award, Vec::new()),
        AuctionStage::Ended {} => {
            return Err(AuctionRejection::Stage {
                request: id,
                stage: auction.stage.name(),
            }
            .into());
        }
    };
    check_award(case, request, won, review)?;
    Ok(steps)
}

const fn not_over(auction: &Auction, now: Millis) -> AuctionRejection {
    AuctionRejection::NotOver {
        request: auction.request,
        bids_until: auction.bids_until,
        reveal_until: auction.reveal_until,
        now,
    }
}

/// Only the bid that won can be accepted. Where there is none, or its bank declined since, any other can.
fn check_award(
    case: &Case,
    request: &FinancingRequest,
    won: Option<ReviewId>,
    review: ReviewId,
) -> Result<(), Rejection> {
    let Some(other) = won.filter(|won| *won != review) else {
        return Ok(());
    };
    match case.review(other)?.stage {
        ReviewStage::Declined { .. } => Ok(()),
        ReviewStage::Open {}
        | ReviewStage::Offered(_)
        | ReviewStage::Taken(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Ended {} => Err(RequestRejection::NotAwarded {
            request: request.id(),
            review,
        }
        .into()),
    }
}
