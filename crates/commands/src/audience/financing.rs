//! Products, requests, reviews, auctions and guarantees.

use std::iter;

use tallystick_base::{FinancingRequestId, GuaranteeId, PartyId, ReviewId, Subject};
use tallystick_financing::{Auction, Bid, BidRecord, FinancingRequest, GuarantorUse};

use super::Audience;
use crate::Case;

pub(super) const REQUEST: &str = "borrower, holder, and the banks and guarantors that are asked";
pub(super) const REVIEW: &str = "the bank and the borrower";

pub(super) fn request(case: &Case, subject: &Subject) -> Audience {
    of_request(case, FinancingRequestId::try_from(subject).ok())
}

pub(super) fn auction(case: &Case, subject: &Subject) -> Audience {
    of_request(case, subject.original(Auction::KIND, FinancingRequestId::KIND))
}

pub(super) fn review(case: &Case, subject: &Subject) -> Audience {
    of_review(case, ReviewId::try_from(subject).ok())
}

pub(super) fn bid(case: &Case, subject: &Subject) -> Audience {
    of_review(case, subject.original(Bid::KIND, ReviewId::KIND))
}

pub(super) fn bid_record(_: &Case, subject: &Subject) -> Audience {
    Audience::of(subject.original::<PartyId>(BidRecord::KIND, PartyId::KIND))
}

/// Until it is issued, the banks of the request may rely on it, and so they see it. The one to which it is issued stands in it, also
/// where a decision does not read the request.
pub(super) fn guarantee(case: &Case, subject: &Subject) -> Audience {
    let id = GuaranteeId::try_from(subject).ok();
    let Some(guarantee) = id.and_then(|id| case.financing.guarantees.get(&id)) else {
        return Audience::of([]);
    };
    let request = case.financing.requests.get(&guarantee.terms.request);
    Audience::of(
        [guarantee.terms.guarantor, guarantee.terms.borrower]
            .into_iter()
            .chain(guarantee.stage.bank())
            .chain(request.into_iter().flat_map(banks)),
    )
}

pub(super) fn guarantor_use(_: &Case, subject: &Subject) -> Audience {
    Audience::of(subject.original::<PartyId>(GuarantorUse::KIND, PartyId::KIND))
}

fn of_request(case: &Case, id: Option<FinancingRequestId>) -> Audience {
    let request = id.and_then(|id| case.financing.requests.get(&id));
    Audience::of(request.into_iter().flat_map(everybody))
}

fn of_review(case: &Case, id: Option<ReviewId>) -> Audience {
    let Some(review) = id.and_then(|id| case.financing.reviews.get(&id)) else {
        return Audience::of([]);
    };
    let request = case.financing.requests.get(&review.request);
    Audience::of(iter::once(review.bank).chain(request.map(|request| request.submission.borrower)))
}

/// The banks and guarantors of the request that a certificate is held for: they see what they are to lend on. Whoever borrows
/// on it may have got it from somebody whose trade is not its business.
pub(super) fn financiers(case: &Case, request: FinancingRequestId) -> impl Iterator<Item = PartyId> + '_ {
    let request = case.financing.requests.get(&request);
    request.into_iter().flat_map(asked)
}

fn asked(request: &FinancingRequest) -> impl Iterator<Item = PartyId> + '_ {
    banks(request).chain(request.submission.guarantors.iter().copied())
}

fn everybody(request: &FinancingRequest) -> impl Iterator<Item = PartyId> + '_ {
    let submission = &request.submission;
    [submission.borrower, submission.holder]
        .into_iter()
        .chain(asked(request))
}

fn banks(request: &FinancingRequest) -> impl Iterator<Item = PartyId> + '_ {
    let invitations = request.submission.invitations.iter();
    invitations.map(|invitation| invitation.bank)
}
