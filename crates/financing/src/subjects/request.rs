//! What the commands of `decide/submit.rs` and `decide/request.rs` name.

use tallystick_base::{CertificateId, Named, Subject};

use super::auction::closed_with;
use super::{ended_with, rules};
use crate::command::{AcceptOffer, ExpireRequest, JoinRequest, SubmitRequest, WithdrawRequest};
use crate::{Auction, AuctionRejection, AuctionStage, Case, FinancingRequest, Rejection, ReviewStage};

/// Products and rules stand in `rel`: the borrower has seen the terms that stay with the request.
pub(super) fn submit(body: &SubmitRequest) -> Result<Named, Rejection> {
    let auction = body.bids_until.map(|_| Auction::subject_of(body.request));
    let invited = || body.invitations.iter();
    Ok(Named::only(body.request.subject())
        .with_alt(body.certificates.iter().map(|certificate| certificate.subject()))
        .with_alt(invited().map(|invitation| invitation.review.subject()))
        .with_alt(auction)
        .with_rel(invited().map(|invitation| invitation.product.subject()))
        .with_rel([rules()?]))
}

pub(super) fn join(case: &Case, body: &JoinRequest) -> Result<Named, Rejection> {
    let request = case.request(body.request)?;
    let certificates = request.certificates().map(CertificateId::subject);
    Ok(Named::only(body.request.subject()).with_alt(certificates))
}

/// The accepted review stands in `rel` too: the borrower has seen the offer that it accepts.
pub(super) fn accept(case: &Case, body: &AcceptOffer) -> Result<Named, Rejection> {
    let request = case.request(body.request)?;
    let reviews = request.submission.invitations.iter();
    let review = body.review.subject();
    Ok(Named::only(body.request.subject())
        .with_alt(reviews.map(|invitation| invitation.review.subject()))
        .with_alt([review.clone()])
        .with_alt(relied_on(case, body)?)
        .with_alt(auction(case, request)?)
        .with_rel([review]))
}

pub(super) fn withdraw(case: &Case, body: &WithdrawRequest) -> Result<Named, Rejection> {
    let ended = ended_with(case, case.request(body.request)?)?;
    Ok(Named::only(body.request.subject()).with_alt(ended))
}

pub(super) fn expire(case: &Case, body: &ExpireRequest) -> Result<Named, Rejection> {
    let ended = ended_with(case, case.request(body.request)?)?;
    Ok(Named::only(body.request.subject()).with_alt(ended))
}

/// The guarantee that the offer names.
fn relied_on(case: &Case, body: &AcceptOffer) -> Result<Option<Subject>, Rejection> {
    let guarantee = match &case.review(body.review)?.stage {
        ReviewStage::Offered(offer) => offer.terms.guarantee,
        ReviewStage::Open {}
        | ReviewStage::Taken(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => None,
    };
    Ok(guarantee.map(Subject::from))
}

/// The auction and, where its end is not recorded, what its closing moves.
fn auction(case: &Case, request: &FinancingRequest) -> Result<Vec<Subject>, Rejection> {
    if !request.submission.sealed {
        return Ok(Vec::new());
    }
    let request = request.id();
    let auction = case
        .auctions
        .get(&request)
        .ok_or(AuctionRejection::NotFound { request })?;
    let mut subjects = vec![Auction::subject_of(request)];
    match auction.stage {
        AuctionStage::Open {} => subjects.extend(closed_with(auction)),
        AuctionStage::Closed { .. } | AuctionStage::Ended {} => {}
    }
    Ok(subjects)
}
