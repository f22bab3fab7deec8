//! Sealed bids: committed to, opened, and awarded.

use rstest::rstest;
use tallystick_base::{Capacity, ReviewId};
use tallystick_financing::{
    Auction, AuctionStage, BidStage, Command, CommitBid, ReviewStage, SealedBid, award, due,
};

use crate::given::given;
use crate::tender::{
    BIDDERS, DEADLINE, OPENED_UNTIL, auction, bid, close, commit, committed, cost_of, later, opened, reveal,
    review_of,
};
use crate::world::{
    BANK, BUYER, EVERYONE, SECOND_BANK, SERVICE, SUPPLIER, THIRD_BANK, Who, World, accept, cny, date,
    decline, morning, request, salt, withdraw,
};

pub(crate) fn whole(bank: Who) -> SealedBid {
    bid(bank, "800000.00", "0.0385")
}

/// The bank has committed, and the deadline has just passed.
fn after_deadline(bank: Who, bid: &SealedBid) -> World {
    later(&committed(&[(bank, bid.clone())]).on(DEADLINE), 1)
}

fn opened_by(world: &World, bank: Who) -> bool {
    cost_of(world, bank).is_some()
}

fn awarded(world: &World) -> Option<ReviewId> {
    match auction(world).stage {
        AuctionStage::Closed { award } => award,
        AuctionStage::Open {} | AuctionStage::Ended {} => panic!("the auction is not closed"),
    }
}

#[test]
fn of_equal_bids_for_the_whole_amount_the_earlier_commitment_wins_and_a_smaller_offer_stands_outside() {
    let cheap = bid(THIRD_BANK, "500000.00", "0.0100");
    let bids = [
        (SECOND_BANK, whole(SECOND_BANK)),
        (THIRD_BANK, cheap),
        (BANK, whole(BANK)),
    ];
    let world = committed(&bids);
    assert_eq!(cost_of(&world, BANK), None, "sealed");
    let mut reversed = bids;
    reversed.reverse();
    let world = opened(world, &reversed);
    assert_eq!(cost_of(&world, BANK), Some(cny("14972.22")));
    assert_eq!(cost_of(&world, SECOND_BANK), Some(cny("14972.22")));
    assert_eq!(cost_of(&world, THIRD_BANK), Some(cny("2430.56")));
    // All are opened, so it is over at once, long before the last moment for opening.
    let world = given(&world)
        .when(SERVICE, close())
        .then_steps(&["auction closed"]);
    assert_eq!(awarded(&world), Some(review_of(SECOND_BANK)));
    assert!(world.case.bid_records.is_empty());
}

#[test]
fn a_bid_that_is_not_opened_loses_and_stands_on_the_record_of_its_bank() {
    let cheapest = bid(BANK, "800000.00", "0.0001");
    let bids = [
        (BANK, cheapest),
        (SECOND_BANK, bid(SECOND_BANK, "800000.00", "0.0384")),
        (THIRD_BANK, whole(THIRD_BANK)),
    ];
    let world = opened(committed(&bids), &bids[1..]);
    given(&world)
        .when(SERVICE, close())
        .then_rejected("auction-not-over");
    let last = world.on(OPENED_UNTIL);
    given(&last)
        .when(SERVICE, close())
        .then_rejected("auction-not-over");
    let world = given(&later(&last, 1)).when(SERVICE, close()).then_steps(&[
        "auction closed",
        "bid unrevealed",
        "bid-record unrevealed",
    ]);
    assert_eq!(awarded(&world), Some(review_of(SECOND_BANK)));
    assert_eq!(world.case.bids[&review_of(BANK)].stage, BidStage::Unrevealed {});
    let records: Vec<_> = world.case.bid_records.iter().collect();
    let on = date("2026-03-05");
    assert_eq!(records.len(), 1);
    assert_eq!(*records[0].0, BANK.id());
    assert_eq!(records[0].1.unrevealed, [(request(1), on)].into());
    given(&world)
        .when(SERVICE, close())
        .then_rejected("auction-stage");
    given(&world)
        .when(BANK, reveal(BANK, &bids[0].1))
        .then_rejected("bid-stage");
}

#[test]
fn banks_that_did_not_open_their_bids_are_recorded_in_the_order_of_their_commitments() {
    let bids = [THIRD_BANK, BANK].map(|bank| (bank, whole(bank)));
    let world = later(&committed(&bids).on(OPENED_UNTIL), 1);
    let steps = given(&world).when(SERVICE, close()).answer.unwrap();
    let subjects: Vec<_> = steps.iter().map(|step| step.subject.to_string()).collect();
    let of = |kind: &str, bank: Who| match kind {
        "bid" => review_of(bank).subject().namesake("bid").to_string(),
        _ => bank.id().subject().namesake("bid-record").to_string(),
    };
    let expected = [
        Auction::subject_of(request(1)).to_string(),
        of("bid", THIRD_BANK),
        of("bid-record", THIRD_BANK),
        of("bid", BANK),
        of("bid-record", BANK),
    ];
    assert_eq!(subjects, expected);
    assert_eq!(awarded(&given(&world).when(SERVICE, close()).accepted()), None);
}

#[test]
fn without_a_bid_the_auction_is_over_with_its_deadline() {
    let world = World::sealed().on(DEADLINE);
    given(&world)
        .when(SERVICE, close())
        .then_rejected("auction-not-over");
    let world = given(&later(&world, 1))
        .when(SERVICE, close())
        .then_steps(&["auction closed"]);
    assert_eq!(awarded(&world), None);
}

#[test]
fn a_bid_is_committed_to_until_the_last_moment_and_once() {
    let last = World::sealed().on(DEADLINE);
    let world = given(&last).when(BANK, commit(BANK, &whole(BANK))).accepted();
    let state = &world.case.bids[&review_of(BANK)];
    assert_eq!(
        (state.committed_at, state.request),
        (morning(DEADLINE), request(1))
    );
    given(&later(&last, 1))
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("bid-deadline-passed");
    let better = bid(BANK, "800000.00", "0.0300");
    given(&world)
        .when(BANK, commit(BANK, &better))
        .then_rejected("bid-already-committed");
    // Not even the same again.
    given(&world)
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("bid-already-committed");
}

#[test]
fn nobody_bids_or_opens_for_a_bank_but_the_bank_signing_as_bank() {
    let world = World::sealed();
    for who in EVERYONE.into_iter().filter(|who| *who != BANK) {
        let refused = given(&world)
            .when(who, commit(BANK, &whole(BANK)))
            .answer
            .unwrap_err();
        let expected = if who.capacity == Capacity::Bank {
            "not-the-bank"
        } else {
            "capacity-forbidden"
        };
        let service = refused.code() == "signatures-too-few" || who == SERVICE;
        assert!(refused.code() == expected || service, "{who:?}: {refused}");
    }
    let world = after_deadline(BANK, &whole(BANK));
    given(&world)
        .when(SECOND_BANK, reveal(BANK, &whole(BANK)))
        .then_rejected("not-the-bank");
}

#[test]
fn who_is_asked_openly_does_not_bid() {
    let mut world = World::sealed();
    world.case.reviews.get_mut(&review_of(BANK)).unwrap().sealed = false;
    given(&world)
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("bids-not-sealed");
    given(&world)
        .when(BANK, reveal(BANK, &whole(BANK)))
        .then_rejected("bids-not-sealed");
}

#[test]
fn what_does_not_exist_is_not_found() {
    let none = CommitBid {
        review: ReviewId::from_parts(99, [0; 10]),
        ..commit(BANK, &whole(BANK))
    };
    given(&World::sealed())
        .when(BANK, none)
        .then_rejected("review-not-found");
    let world = later(&World::sealed().on(DEADLINE), 1);
    given(&world)
        .when(BANK, reveal(BANK, &whole(BANK)))
        .then_rejected("bid-not-found");
    let mut world = World::sealed();
    world.case.auctions.clear();
    given(&world)
        .when(SERVICE, close())
        .then_rejected("auction-not-found");
    given(&world)
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("auction-not-found");
}

#[test]
fn a_bank_that_declined_neither_bids_nor_opens() {
    let world = given(&World::sealed()).when(BANK, decline(11)).accepted();
    given(&world)
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("review-stage");
    let world = given(&after_deadline(BANK, &whole(BANK)))
        .when(BANK, decline(11))
        .accepted();
    given(&world)
        .when(BANK, reveal(BANK, &whole(BANK)))
        .then_rejected("review-stage");
    // Its commitment binds all the same.
    let world = later(&world.on(OPENED_UNTIL), 1);
    let world = given(&world).when(SERVICE, close()).accepted();
    assert!(world.case.bid_records.contains_key(&BANK.id()));
}

#[rstest]
#[case::at_the_deadline(DEADLINE, 0, Some("bid-still-sealed"))]
#[case::just_after_it(DEADLINE, 1, None)]
#[case::at_the_last_moment(OPENED_UNTIL, 0, None)]
#[case::just_after_that(OPENED_UNTIL, 1, Some("bid-opened-too-late"))]
fn a_bid_is_opened_after_the_deadline_and_in_time(
    #[case] day: &str,
    #[case] millis: u64,
    #[case] refused: Option<&str>,
) {
    let world = later(&committed(&[(BANK, whole(BANK))]).on(day), millis);
    let decided = given(&world).when(BANK, reveal(BANK, &whole(BANK)));
    if let Some(code) = refused {
        return decided.then_rejected(code);
    }
    let world = decided.accepted();
    let ReviewStage::Offered(offer) = &world.case.reviews[&review_of(BANK)].stage else {
        panic!("the bid is an offer");
    };
    assert_eq!(offer.terms, whole(BANK).terms);
    assert_eq!(offer.cost.total, cny("14972.22"));
}

#[test]
fn an_auction_that_ended_takes_nothing() {
    let ended = |world: &World| given(world).when(SUPPLIER, withdraw(1)).accepted();
    let world = ended(&World::sealed());
    given(&world)
        .when(BANK, commit(BANK, &whole(BANK)))
        .then_rejected("auction-stage");
    let world = ended(&after_deadline(BANK, &whole(BANK)));
    given(&world)
        .when(BANK, reveal(BANK, &whole(BANK)))
        .then_rejected("auction-stage");
    given(&later(&world.on(OPENED_UNTIL), 1))
        .when(SERVICE, close())
        .then_rejected("auction-stage");
}

#[test]
fn the_borrower_accepts_the_award_and_nothing_else() {
    let cheap = bid(THIRD_BANK, "500000.00", "0.0100");
    let dearer = bid(SECOND_BANK, "800000.00", "0.0384");
    let cheapest = bid(BANK, "800000.00", "0.0383");
    let bids = [(SECOND_BANK, dearer), (THIRD_BANK, cheap), (BANK, cheapest)];
    let world = committed(&bids);
    given(&world)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-stage");
    let world = opened(world, &bids[..2]);
    // One bid is not opened, and there is time left.
    given(&world)
        .when(SUPPLIER, accept(1, 12))
        .then_rejected("auction-not-over");
    let recorded = opened(world.clone(), &bids[2..]);
    let recorded = given(&recorded).when(SERVICE, close()).accepted();
    for (world, award, others) in [
        (recorded, BANK, [SECOND_BANK, THIRD_BANK]),
        // The bank that bid lowest stays silent; the service has not recorded the end.
        (later(&world.on(OPENED_UNTIL), 1), SECOND_BANK, [BANK, THIRD_BANK]),
    ] {
        let number = |bank: Who| {
            if bank == BANK {
                11
            } else if bank == SECOND_BANK {
                12
            } else {
                13
            }
        };
        for other in others {
            let decided = given(&world).when(SUPPLIER, accept(1, number(other)));
            let refused = decided.answer.unwrap_err().code();
            let expected = if opened_by(&world, other) {
                "review-not-awarded"
            } else {
                "review-stage"
            };
            assert_eq!(refused, expected, "{other:?}");
        }
        let world = given(&world).when(SUPPLIER, accept(1, number(award))).accepted();
        assert_eq!(awarded(&world), Some(review_of(award)));
        assert_eq!(world.case.requests[&request(1)].stage.name(), "Accepted");
        let silent = award == SECOND_BANK;
        assert_eq!(world.case.bid_records.contains_key(&BANK.id()), silent);
        assert_eq!(
            world.case.bids[&review_of(BANK)].stage == BidStage::Unrevealed {},
            silent
        );
    }
}

fn swept(world: &World) -> Vec<Command> {
    due(&world.case, world.now, &mut salt).unwrap()
}

#[test]
fn an_auction_falls_due_once_it_is_over_and_not_again() {
    let bids = [(BANK, whole(BANK))];
    let world = committed(&bids);
    assert_eq!(swept(&world), []);
    assert_eq!(swept(&later(&world.clone().on(DEADLINE), 1)), []);
    assert_eq!(swept(&world.clone().on(OPENED_UNTIL)), []);
    let over = later(&world.clone().on(OPENED_UNTIL), 1);
    assert_eq!(swept(&over), [close().into()]);
    let recorded = given(&over).when(SERVICE, close()).accepted();
    assert_eq!(swept(&recorded), []);
    // All opened: at once.
    assert_eq!(swept(&opened(world, &bids)), [close().into()]);
    assert_eq!(swept(&later(&World::sealed().on(DEADLINE), 1)), [close().into()]);
}

#[test]
fn nobody_but_the_service_records_the_end() {
    let world = later(&World::sealed().on(OPENED_UNTIL), 1);
    for who in [SUPPLIER, BUYER, BANK] {
        given(&world)
            .when(who, close())
            .then_rejected("capacity-forbidden");
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// What a bank does: nothing, or a bid of an amount at a rate, opened or not.
    fn acts() -> impl Strategy<Value = Vec<(Who, Option<(SealedBid, bool)>)>> {
        let act = prop::option::weighted(0.9, (0..3_usize, 0..3_usize, prop::bool::weighted(0.8)));
        let order = Just(BIDDERS.to_vec()).prop_shuffle();
        (order, prop::collection::vec(act, BIDDERS.len())).prop_map(|(order, acts)| {
            let amounts = ["800000.00", "800000.00", "799999.99"];
            let rates = ["0.0360", "0.0385", "0.0385"];
            let bid = |bank, amount: usize, rate: usize| bid(bank, amounts[amount], rates[rate]);
            order
                .into_iter()
                .zip(acts)
                .map(|(bank, act)| {
                    (
                        bank,
                        act.map(|(amount, rate, opens)| (bid(bank, amount, rate), opens)),
                    )
                })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whoever sees the offers of the reviews and the order of commitments finds the winner, however they were opened.
        #[test]
        fn the_award_follows_from_the_offers(
            (acts, order) in acts().prop_flat_map(|acts| {
                let order = Just((0..acts.len()).collect::<Vec<_>>()).prop_shuffle();
                (Just(acts), order)
            }),
        ) {
            let bids: Vec<_> = acts.iter().filter_map(|(bank, act)| Some((*bank, act.clone()?.0))).collect();
            let opens = |at: &usize| {
                let (bank, act) = &acts[*at];
                let (bid, opens) = act.clone()?;
                opens.then_some((*bank, bid))
            };
            let openings: Vec<_> = order.iter().filter_map(opens).collect();
            let world = later(&opened(committed(&bids), &openings).on(OPENED_UNTIL), 1);
            let world = given(&world).when(SERVICE, close()).accepted();
            let mut best: Option<(i64, ReviewId)> = None;
            for (bank, _) in &bids {
                let ReviewStage::Offered(offer) = &world.case.reviews[&review_of(*bank)].stage else { continue };
                let cost = offer.cost.total.minor();
                let whole = offer.terms.amount == cny("800000.00");
                if whole && best.is_none_or(|(lowest, _)| cost < lowest) {
                    best = Some((cost, review_of(*bank)));
                }
            }
            let winner = best.map(|(_, review)| review);
            prop_assert_eq!(awarded(&world), winner);
            prop_assert_eq!(award(&auction(&world).bids, auction(&world).amount), winner);
            prop_assert_eq!(world.case.bid_records.len(), bids.len() - openings.len());
        }
    }
}
