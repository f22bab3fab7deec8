//! A request for sealed bids, and how far its auction has come.

use tallystick_base::{GuaranteeId, Millis, Money, ReviewId, Subject};
use tallystick_financing::{
    Auction, CloseAuction, CommitBid, OfferTerms, RevealBid, SealedBid, Step, Transition,
};

use crate::given::given;
use crate::world::{
    BANK, SECOND_BANK, THIRD_BANK, Who, World, cny, morning, offer_terms, request, review, salt,
};

/// The last moment for bids is the morning of the 4th, that for opening them the next morning.
pub(crate) const DEADLINE: &str = "2026-03-04";
pub(crate) const OPENED_UNTIL: &str = "2026-03-05";
/// The last moment of the request.
pub(crate) const UNTIL: &str = "2026-03-09";

pub(crate) const BIDDERS: [Who; 3] = [BANK, SECOND_BANK, THIRD_BANK];

/// The review of a bank under request 1.
pub(crate) fn review_of(bank: Who) -> ReviewId {
    let at = BIDDERS.iter().position(|bidder| *bidder == bank).unwrap();
    review(11 + u64::try_from(at).unwrap())
}

/// The world some milliseconds later.
pub(crate) fn later(world: &World, millis: u64) -> World {
    World {
        now: Millis::new(world.now.as_millis() + millis).unwrap(),
        ..world.clone()
    }
}

/// The world after steps of others.
pub(crate) fn stepped(mut world: World, steps: impl IntoIterator<Item = Step>) -> World {
    for step in steps {
        world.case.apply(&step).unwrap();
    }
    world
}

/// A bid, as its bank keeps it, to be accepted until the 8th.
pub(crate) fn bid(bank: Who, amount: &str, rate: &str) -> SealedBid {
    SealedBid {
        salt: salt(),
        review: review_of(bank),
        terms: OfferTerms {
            amount: cny(amount),
            ..offer_terms(rate)
        },
        valid_until: morning("2026-03-08"),
    }
}

pub(crate) fn relying_on(guarantee: GuaranteeId, bid: SealedBid) -> SealedBid {
    let terms = OfferTerms {
        guarantee: Some(guarantee),
        ..bid.terms
    };
    SealedBid { terms, ..bid }
}

pub(crate) fn file(bid: &SealedBid) -> String {
    serde_json::to_string(bid).unwrap()
}

pub(crate) fn commit_file(bank: Who, file: &str) -> CommitBid {
    CommitBid {
        salt: salt(),
        review: review_of(bank),
        commitment: SealedBid::digest_of(file),
    }
}

pub(crate) fn commit(bank: Who, bid: &SealedBid) -> CommitBid {
    commit_file(bank, &file(bid))
}

pub(crate) fn reveal_file(bank: Who, file: &str) -> RevealBid {
    RevealBid {
        salt: salt(),
        review: review_of(bank),
        bid: file.to_owned(),
    }
}

pub(crate) fn reveal(bank: Who, bid: &SealedBid) -> RevealBid {
    reveal_file(bank, &file(bid))
}

pub(crate) fn close() -> CloseAuction {
    CloseAuction {
        salt: salt(),
        request: request(1),
    }
}

/// Each of these banks has committed, in this order, before the deadline.
pub(crate) fn committed(bids: &[(Who, SealedBid)]) -> World {
    bids.iter().fold(World::sealed(), |world, (bank, bid)| {
        given(&world)
            .when(*bank, commit(*bank, bid))
            .then_steps(&["bid committed", "auction committed"])
    })
}

/// One millisecond after the deadline, these banks have opened their bids, in this order.
pub(crate) fn opened(world: World, bids: &[(Who, SealedBid)]) -> World {
    bids.iter()
        .fold(later(&world.on(DEADLINE), 1), |world, (bank, bid)| {
            given(&world).when(*bank, reveal(*bank, bid)).then_steps(&[
                "bid revealed",
                "review offered",
                "auction revealed",
            ])
        })
}

/// What the auction says that a bank's bid comes to.
pub(crate) fn cost_of(world: &World, bank: Who) -> Option<Money> {
    let bid = auction(world).bid(review_of(bank))?;
    bid.opened.map(|opened| opened.cost)
}

pub(crate) fn auction(world: &World) -> &Auction {
    &world.case.auctions[&request(1)]
}

/// The transition of a step, for a world that comes about by the acts of others.
pub(crate) fn step(subject: impl Into<Subject>, transition: impl Into<Transition>) -> Step {
    Step::new(subject, transition)
}
