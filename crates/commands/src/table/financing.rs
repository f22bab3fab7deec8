//! Products, requests, reviews, auctions and guarantees.

use tallystick_financing::{
    AcceptOffer, CloseAuction, CommitBid, DeclineRequest, ExpireRequest, IssueGuarantee, JoinRequest,
    LapseGuarantee, MakeOffer, OfferGuarantee, PublishProduct, RevealBid, ReviseProduct, SubmitRequest,
    WithdrawGuarantee, WithdrawOffer, WithdrawProduct, WithdrawRequest,
};

use super::{CommandSpec, PolicyAmount};
use crate::schemas::Body;

pub(super) const SPECS: &[CommandSpec] = &[
    CommandSpec::new(
        "product.publish/1",
        Body::of::<PublishProduct>(),
        "product/<new>",
        "Publishes a product: whose debts, for whom, on which security and terms.",
    )
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "product.revise/1",
        Body::of::<ReviseProduct>(),
        "product/<product>",
        "Sets other terms for what is requested from now on; what was requested keeps its own.",
    )
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "product.withdraw/1",
        Body::of::<WithdrawProduct>(),
        "product/<product>",
        "Takes no further requests under a product.",
    ),
    CommandSpec::new(
        "request.submit/1",
        Body::of::<SubmitRequest>(),
        "financing-request/<new>",
        "Asks banks for money against certificates, which are held for it.",
    )
    .alt(&["certificate/<certificate>+", "review/<new>+", "auction/<new>?"])
    .rel(&["product/<product>+", "rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "request.join/1",
        Body::of::<JoinRequest>(),
        "financing-request/<request>",
        "Downstream, the holder lets its certificates be paid by the loan.",
    )
    .alt(&["certificate/<certificate>+"])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "request.accept/1",
        Body::of::<AcceptOffer>(),
        "financing-request/<request>",
        "Accepts an offer; of sealed bids, the one that won.",
    )
    .alt(&[
        "review/<other>+",
        "guarantee/<guarantee>?",
        "auction/<request>?",
        "bid/<other>*",
        "bid-record/<bank>*",
    ])
    .rel(&["review/<accepted>"])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "request.withdraw/1",
        Body::of::<WithdrawRequest>(),
        "financing-request/<request>",
        "Takes a request back before a loan is approved; what was held for it is free again.",
    )
    .alt(&[
        "certificate/<other>*",
        "review/<other>*",
        "auction/<other>?",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
    ])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "request.expire/1",
        Body::of::<ExpireRequest>(),
        "financing-request/<request>",
        "Records that the time of a request ran out; what was held for it is free again.",
    )
    .alt(&[
        "certificate/<other>*",
        "review/<other>*",
        "auction/<other>?",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
    ]),
    CommandSpec::new(
        "review.offer/1",
        Body::of::<MakeOffer>(),
        "review/<review>",
        "Offers to lend, with the cost in money.",
    )
    .alt(&["financing-request/<request>", "guarantee/<guarantee>?"])
    .rel(&["rules/cn?"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "review.withdraw-offer/1",
        Body::of::<WithdrawOffer>(),
        "review/<review>",
        "Takes an offer back before it is accepted.",
    )
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "review.decline/1",
        Body::of::<DeclineRequest>(),
        "review/<review>",
        "Does not lend, and says why.",
    )
    .alt(&[
        "financing-request/<request>",
        "certificate/<other>*",
        "review/<other>*",
        "auction/<other>?",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
    ])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "bid.commit/1",
        Body::of::<CommitBid>(),
        "bid/<review>",
        "Commits to a sealed bid before the deadline.",
    )
    .alt(&[
        "auction/<request>",
        "review/<review>",
        "financing-request/<request>",
    ])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "bid.reveal/1",
        Body::of::<RevealBid>(),
        "bid/<review>",
        "Opens a bid after the deadline; it must be the one that was committed to.",
    )
    .alt(&[
        "auction/<request>",
        "review/<review>",
        "financing-request/<request>",
        "guarantee/<guarantee>?",
    ])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "auction.close/1",
        Body::of::<CloseAuction>(),
        "auction/<request>",
        "Records who won, and who did not open its bid.",
    )
    .alt(&["bid/<review>*", "bid-record/<bank>*"]),
    CommandSpec::new(
        "guarantee.offer/1",
        Body::of::<OfferGuarantee>(),
        "guarantee/<new>",
        "Offers to guarantee a share of what will be owed.",
    )
    .alt(&["financing-request/<request>"])
    .rel(&["rules/cn?"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "guarantee.withdraw/1",
        Body::of::<WithdrawGuarantee>(),
        "guarantee/<guarantee>",
        "Takes the offer of a guarantee back.",
    )
    .alt(&["financing-request/<request>", "review/<other>*"])
    .amount(PolicyAmount::Guaranteed),
    CommandSpec::new(
        "guarantee.issue/1",
        Body::of::<IssueGuarantee>(),
        "guarantee/<guarantee>",
        "Binds the guarantor to the bank whose offer was accepted, within its limits.",
    )
    .alt(&[
        "financing-request/<request>",
        "review/<review>",
        "guarantor-use/<own>",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Guaranteed),
    CommandSpec::new(
        "guarantee.lapse/1",
        Body::of::<LapseGuarantee>(),
        "guarantee/<guarantee>",
        "Records that the last moment of a guarantor's offer has passed.",
    ),
];
