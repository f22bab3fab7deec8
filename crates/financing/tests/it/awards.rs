//! Who wins an auction: the same for everyone who recomputes it.

use proptest::prelude::*;
use tallystick_base::{Currency, FinancingRequestId, Millis, Money, PartyId, ReviewId};
use tallystick_financing::auction::{self, Opened};
use tallystick_financing::{Auction, AuctionBid, AuctionTransition, award};

fn money(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn review(n: u64) -> ReviewId {
    ReviewId::from_parts(n, [0; 10])
}

fn bid(n: u64, opened: Option<(i64, i64)>) -> AuctionBid {
    AuctionBid {
        review: review(n),
        bank: PartyId::from_parts(n, [0; 10]),
        opened: opened.map(|(amount, cost)| Opened {
            amount: money(amount),
            cost: money(cost),
        }),
    }
}

const WHOLE: i64 = 80_000_000;
const PART: i64 = 50_000_000;

#[test]
fn the_lowest_cost_for_the_whole_amount_wins() {
    let bids = [
        bid(1, Some((WHOLE, 770_000))),
        bid(2, Some((WHOLE, 769_999))),
        bid(3, Some((WHOLE, 770_001))),
    ];
    assert_eq!(award(&bids, money(WHOLE)), Some(review(2)));
}

#[test]
fn of_equals_the_one_committed_to_earlier_wins() {
    let bids = [
        bid(3, Some((WHOLE, 770_000))),
        bid(1, Some((WHOLE, 770_000))),
        bid(2, Some((WHOLE, 770_000))),
    ];
    assert_eq!(award(&bids, money(WHOLE)), Some(review(3)));
}

#[test]
fn a_smaller_offer_stands_outside_and_a_sealed_bid_loses() {
    let bids = [
        bid(1, Some((PART, 1))),
        bid(2, None),
        bid(3, Some((WHOLE, 770_000))),
    ];
    assert_eq!(award(&bids, money(WHOLE)), Some(review(3)));
    assert_eq!(award(&bids[..2], money(WHOLE)), None);
    assert_eq!(award(&[], money(WHOLE)), None);
}

/// What the rule says, in the plainest way: go through the bids as committed to, and keep the first that is strictly cheaper.
fn recomputed(bids: &[AuctionBid]) -> Option<ReviewId> {
    let mut best: Option<(i64, ReviewId)> = None;
    for bid in bids {
        let Some(opened) = bid.opened else { continue };
        if opened.amount != money(WHOLE) {
            continue;
        }
        let cost = opened.cost.minor();
        if best.is_none_or(|(lowest, _)| cost < lowest) {
            best = Some((cost, bid.review));
        }
    }
    best.map(|(_, review)| review)
}

/// Few amounts and few costs, so that smaller offers and ties are frequent; negative where a subsidy outweighs the rest.
fn bids() -> impl Strategy<Value = Vec<AuctionBid>> {
    let opened = (prop_oneof![3 => Just(WHOLE), 1 => Just(PART)], -2_i64..4);
    prop::collection::vec(prop::option::weighted(0.8, opened), 0..9)
        .prop_map(|says| (1..).zip(says).map(|(n, says)| bid(n, says)).collect())
}

/// The auction in which these bids are committed to in this order, and opened in another.
fn held(committed: &[AuctionBid], revealed: &[AuctionBid]) -> Auction {
    let moment = |n| Millis::new(n).unwrap();
    let opened = AuctionTransition::Opened {
        request: FinancingRequestId::from_parts(1, [0; 10]),
        amount: money(WHOLE),
        bids_until: moment(1),
        reveal_until: moment(2),
    };
    let commitments = committed.iter().map(|bid| AuctionTransition::Committed {
        review: bid.review,
        bank: bid.bank,
    });
    let openings = revealed.iter().filter_map(|bid| {
        Some(AuctionTransition::Revealed {
            review: bid.review,
            opened: bid.opened?,
        })
    });
    let mut held = None;
    for transition in [opened].into_iter().chain(commitments).chain(openings) {
        held = Some(auction::apply(held, &transition).unwrap());
    }
    held.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn anybody_recomputes_the_same_award(bids in bids()) {
        prop_assert_eq!(award(&bids, money(WHOLE)), recomputed(&bids));
    }

    #[test]
    fn the_order_of_opening_changes_nothing(
        (committed, revealed) in bids().prop_flat_map(|bids| (Just(bids.clone()), Just(bids).prop_shuffle())),
    ) {
        let held = held(&committed, &revealed);
        prop_assert_eq!(&held.bids, &committed);
        prop_assert_eq!(award(&held.bids, held.amount), recomputed(&committed));
        let silent: Vec<_> = committed.iter().filter(|bid| bid.opened.is_none()).collect();
        prop_assert_eq!(held.unopened().collect::<Vec<_>>(), silent);
    }

    #[test]
    fn nobody_who_did_not_offer_the_whole_amount_wins_and_somebody_who_did_always_does(bids in bids()) {
        let whole = |bid: &&AuctionBid| bid.opened.is_some_and(|opened| opened.amount == money(WHOLE));
        let winner = award(&bids, money(WHOLE));
        let costs = || bids.iter().filter(whole).filter_map(|bid| Some(bid.opened?.cost.minor()));
        let won = bids.iter().filter(whole).find(|bid| Some(bid.review) == winner);
        let cost = won.and_then(|bid| bid.opened).map(|opened| opened.cost.minor());
        prop_assert_eq!(cost, costs().min());
        prop_assert_eq!(winner.is_some(), won.is_some());
    }
}
