//! What a party signs: one body for each kind of command.

mod guarantee;
mod product;
mod request;
mod review;

use tallystick_base::Money;

use crate::Case;

pub use guarantee::{IssueGuarantee, LapseGuarantee, OfferGuarantee, WithdrawGuarantee};
pub use product::{PublishProduct, ReviseProduct, WithdrawProduct};
pub use request::{AcceptOffer, ExpireRequest, JoinRequest, SubmitRequest, WithdrawRequest};
pub use review::{CloseAuction, CommitBid, DeclineRequest, MakeOffer, RevealBid, WithdrawOffer};

tallystick_base::commands! {
    /// A bank publishes a product.
    PublishProduct = "product.publish/1";
    /// A bank sets other terms for a product.
    ReviseProduct = "product.revise/1";
    /// A bank takes no further requests under a product.
    WithdrawProduct = "product.withdraw/1";
    /// A borrower asks banks for money against certificates.
    SubmitRequest = "request.submit/1";
    /// Downstream, the holder joins.
    JoinRequest = "request.join/1";
    /// The borrower accepts an offer.
    AcceptOffer = "request.accept/1";
    /// The borrower takes the request back.
    WithdrawRequest = "request.withdraw/1";
    /// The service records that the time of a request ran out.
    ExpireRequest = "request.expire/1";
    /// A bank offers.
    MakeOffer = "review.offer/1";
    /// A bank takes its offer back.
    WithdrawOffer = "review.withdraw-offer/1";
    /// A bank does not lend.
    DeclineRequest = "review.decline/1";
    /// A bank commits to a sealed bid.
    CommitBid = "bid.commit/1";
    /// A bank opens its bid.
    RevealBid = "bid.reveal/1";
    /// The service records how an auction ended.
    CloseAuction = "auction.close/1";
    /// A guarantor offers to guarantee.
    OfferGuarantee = "guarantee.offer/1";
    /// A guarantor takes its offer back.
    WithdrawGuarantee = "guarantee.withdraw/1";
    /// A guarantor binds itself.
    IssueGuarantee = "guarantee.issue/1";
    /// The service records that a guarantor's offer has passed.
    LapseGuarantee = "guarantee.lapse/1";
}

impl Command {
    /// The amount by which the acting party's approval policy counts signatures: what the body states or, where it
    /// states none, what the request, offer or guarantee stands at. None where there is no such thing.
    pub fn amount(&self, case: &Case) -> Option<Money> {
        let requested = |id| case.requests.get(&id).map(|request| request.submission.amount);
        let reviewed = |id| case.reviews.get(&id).and_then(|review| requested(review.request));
        let guaranteed = |id| case.guarantees.get(&id).map(|guarantee| guarantee.terms.at_most);
        match self {
            Self::SubmitRequest(body) => Some(body.amount),
            Self::JoinRequest(body) => requested(body.request),
            Self::AcceptOffer(body) => requested(body.request),
            Self::WithdrawRequest(body) => requested(body.request),
            Self::MakeOffer(body) => Some(body.terms.amount),
            Self::WithdrawOffer(body) => reviewed(body.review),
            Self::DeclineRequest(body) => reviewed(body.review),
            Self::CommitBid(body) => reviewed(body.review),
            Self::RevealBid(body) => reviewed(body.review),
            Self::OfferGuarantee(body) => Some(body.at_most),
            Self::WithdrawGuarantee(body) => guaranteed(body.guarantee),
            Self::IssueGuarantee(body) => guaranteed(body.guarantee),
            Self::PublishProduct(_)
            | Self::ReviseProduct(_)
            | Self::WithdrawProduct(_)
            | Self::ExpireRequest(_)
            | Self::CloseAuction(_)
            | Self::LapseGuarantee(_) => None,
        }
    }
}
