//! Joining, accepting, and what an offer binds to.

use tallystick_base::{Capacity, Rate};
use tallystick_certificates::CertificateStage;
use tallystick_financing::{RateBasis, RequestStage, RevealBid, ReviewStage, SealedBid};

use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SECOND_BANK, SERVICE, SUPPLIER, Who, World, accept, bank_of, cny, date, decline,
    join, morning, offer, offer_terms, other_account, request, review, revise, salt, share, submit,
    withdraw_offer, withdraw_product,
};

#[test]
fn the_holder_joins_and_its_certificates_are_reserved() {
    let world = given(&World::downstream()).when(SUPPLIER, join(1)).then_steps(&[
        "financing-request joined",
        "certificate reserved",
        "certificate reserved",
    ]);
    let asked = &world.case.requests[&request(1)];
    assert_eq!(asked.joined_on, Some(date("2026-03-02")));
    assert_eq!(asked.pay_to, Some(SUPPLIER.account()));
    assert!(asked.holds_certificates());
}

#[test]
fn a_holder_joins_once_and_in_time_and_only_what_another_asked() {
    given(&World::joined())
        .when(SUPPLIER, join(1))
        .then_rejected("request-already-joined");
    given(&World::submitted())
        .when(SUPPLIER, join(1))
        .then_rejected("request-no-joining");
    given(&World::downstream())
        .when(SECOND, join(1))
        .then_rejected("not-the-holder");
    given(&World::downstream().on("2026-03-10"))
        .when(SUPPLIER, join(1))
        .then_rejected("request-expired");
    let mut elsewhere = join(1);
    elsewhere.pay_to = other_account();
    given(&World::downstream())
        .when(SUPPLIER, elsewhere)
        .then_rejected("pay-to-not-in-profile");
}

#[test]
fn what_a_holder_joins_with_is_what_the_banks_were_told() {
    let world = |change: fn(&mut tallystick_certificates::Certificate)| {
        World::downstream().with_certificate(2, change)
    };
    given(&world(|held| held.outstanding = cny("399999.99")))
        .when(SUPPLIER, join(1))
        .then_rejected("request-outstanding-changed");
    given(&world(|held| held.holder = SECOND.id()))
        .when(SUPPLIER, join(1))
        .then_rejected("request-other-holder");
    given(&world(|held| held.stage = CertificateStage::Cancelled {}))
        .when(SUPPLIER, join(1))
        .then_rejected("certificate-not-free");
    given(&world(|held| held.issue.due_on = date("2026-03-02")))
        .when(SUPPLIER, join(1))
        .then_rejected("request-certificate-due");
    let taken = given(&World::downstream()).when(SUPPLIER, submit(3)).accepted();
    given(&taken)
        .when(SUPPLIER, join(1))
        .then_rejected("certificate-not-free");
}

#[test]
fn an_expired_offer_of_a_certificate_lapses_when_its_holder_joins() {
    let world = World::downstream().with_certificate(1, |held| {
        held.stage = CertificateStage::Offered {
            to: SECOND.id(),
            until: morning("2026-03-01"),
            recourse: tallystick_certificates::Recourse::None,
        };
    });
    given(&world).when(SUPPLIER, join(1)).then_steps(&[
        "financing-request joined",
        "certificate offer_lapsed",
        "certificate reserved",
        "certificate reserved",
    ]);
}

#[test]
fn the_borrower_accepts_one_offer_and_the_others_are_not_taken() {
    let world = given(&World::offered())
        .when(SUPPLIER, accept(1, 12))
        .then_steps(&[
            "financing-request accepted",
            "review taken",
            "review not_taken",
            "review not_taken",
        ]);
    assert_eq!(
        world.case.requests[&request(1)].stage,
        RequestStage::Accepted {
            review: review(12),
            bank: SECOND_BANK.id(),
            on: date("2026-03-02"),
        }
    );
    assert_eq!(world.case.reviews[&review(11)].stage, ReviewStage::NotTaken {});
    given(&world)
        .when(SUPPLIER, accept(1, 12))
        .then_rejected("request-stage");
}

#[test]
fn an_offer_is_accepted_by_its_borrower_while_it_stands() {
    given(&World::offered())
        .when(BUYER, accept(1, 11))
        .then_rejected("not-the-borrower");
    given(&World::offered())
        .when(SUPPLIER, accept(1, 13))
        .then_rejected("review-stage");
    given(&World::offered())
        .when(SUPPLIER, accept(1, 99))
        .then_rejected("review-not-found");
    given(&World::offered().on("2026-03-06"))
        .when(SUPPLIER, accept(1, 11))
        .accepted();
    given(&World::offered().on("2026-03-07"))
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-offer-over");
    given(&World::offered().on("2026-03-10"))
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("request-expired");
    let back = given(&World::offered()).when(BANK, withdraw_offer(11)).accepted();
    given(&back)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-stage");
}

#[test]
fn an_offer_on_another_request_is_not_accepted() {
    let world = given(&World::offered()).when(SUPPLIER, submit(2)).accepted();
    given(&world)
        .when(SUPPLIER, accept(2, 11))
        .then_rejected("review-of-another-request");
}

#[test]
fn downstream_an_offer_is_accepted_once_the_holder_has_joined() {
    let offered = |world: World| given(&world).when(BANK, offer(11, "0.0360")).accepted();
    given(&offered(World::downstream()))
        .when(BUYER, accept(1, 11))
        .then_rejected("request-not-joined");
    given(&offered(World::joined()))
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("not-the-borrower");
    given(&offered(World::joined()))
        .when(BUYER, accept(1, 11))
        .accepted();
}

/// A bid of a rate under review `n`.
fn bid(n: u64, rate: &str, amount: &str) -> String {
    let mut terms = offer_terms(rate);
    terms.amount = cny(amount);
    let sealed = SealedBid {
        salt: salt(),
        review: review(n),
        terms,
        valid_until: morning("2026-03-08"),
    };
    serde_json::to_string(&sealed).unwrap()
}

fn committed(world: &World, n: u64, file: &str) -> World {
    let body = tallystick_financing::CommitBid {
        salt: salt(),
        review: review(n),
        commitment: SealedBid::digest_of(file),
    };
    given(world).when(bank_of(n), body).accepted()
}

fn revealed(world: &World, n: u64, file: &str) -> World {
    let body = RevealBid {
        salt: salt(),
        review: review(n),
        bid: file.to_owned(),
    };
    given(world).when(bank_of(n), body).accepted()
}

/// The first two banks bid these rates and amounts; both open their bids.
fn bidden(first: (&str, &str), second: (&str, &str)) -> World {
    let files = [bid(11, first.0, first.1), bid(12, second.0, second.1)];
    let world = committed(&World::sealed(), 11, &files[0]);
    let world = committed(&world, 12, &files[1]).on("2026-03-04");
    let world = World {
        now: tallystick_base::Millis::new(world.now.as_millis() + 1).unwrap(),
        ..world
    };
    revealed(&revealed(&world, 11, &files[0]), 12, &files[1])
}

const WHOLE: &str = "800000.00";
const LESS: &str = "799999.99";

#[test]
fn of_sealed_bids_the_one_that_won_is_accepted_once_the_auction_is_over() {
    let world = committed(&World::sealed(), 11, &bid(11, "0.0360", WHOLE));
    given(&world)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-stage");
    let world = bidden(("0.0360", WHOLE), ("0.0350", WHOLE));
    given(&world)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-not-awarded");
    // The service has not recorded the end of the auction; the acceptance does.
    given(&world).when(SUPPLIER, accept(1, 12)).then_steps(&[
        "financing-request accepted",
        "auction closed",
        "review taken",
        "review not_taken",
        "review not_taken",
    ]);
}

#[test]
fn one_opened_bid_is_not_accepted_while_another_may_still_be_opened() {
    let file = bid(11, "0.0360", WHOLE);
    let world = committed(&World::sealed(), 11, &file);
    let world = committed(&world, 12, &bid(12, "0.0350", WHOLE)).on("2026-03-05");
    let world = revealed(&world, 11, &file);
    given(&world)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("auction-not-over");
    given(&world.on("2026-03-06"))
        .when(SUPPLIER, accept(1, 11))
        .then_steps(&[
            "financing-request accepted",
            "auction closed",
            "bid unrevealed",
            "bid-record unrevealed",
            "review taken",
            "review not_taken",
            "review not_taken",
        ]);
}

#[test]
fn where_no_bid_is_for_the_whole_amount_any_is_accepted() {
    let world = bidden(("0.0360", LESS), ("0.0350", LESS));
    for n in [11, 12] {
        given(&world).when(SUPPLIER, accept(1, n)).accepted();
    }
}

#[test]
fn where_the_bank_that_won_declines_any_other_bid_is_accepted() {
    let world = bidden(("0.0360", WHOLE), ("0.0350", WHOLE));
    let world = given(&world).when(SECOND_BANK, decline(12)).accepted();
    given(&world).when(SUPPLIER, accept(1, 11)).accepted();
}

#[test]
fn a_closed_auction_is_not_closed_again() {
    let close = tallystick_financing::CloseAuction {
        salt: salt(),
        request: request(1),
    };
    let world = bidden(("0.0360", WHOLE), ("0.0350", WHOLE));
    let world = given(&world).when(SERVICE, close).accepted();
    given(&world).when(SUPPLIER, accept(1, 12)).then_steps(&[
        "financing-request accepted",
        "review taken",
        "review not_taken",
        "review not_taken",
    ]);
}

#[test]
fn a_bid_binds_and_is_not_taken_back() {
    let world = bidden(("0.0360", WHOLE), ("0.0350", WHOLE));
    given(&world)
        .when(BANK, withdraw_offer(11))
        .then_rejected("review-bid-binds");
}

#[test]
fn other_terms_of_the_product_and_other_rules_leave_what_was_requested_as_it_was() {
    let signed = World::submitted();
    let before = signed.case.reviews[&review(11)].clone();
    let mut dearer = revise(1);
    dearer.terms.rate = RateBasis::Fixed {
        rate: Rate::parse("0.0100").unwrap(),
    };
    dearer.terms.fees.clear();
    let world = given(&signed).when(BANK, dearer).accepted();
    let world = given(&world).when(BANK, withdraw_product(1)).accepted();
    let world = world.with_rules(|rules| {
        rules["advance"][0]["value"]["default_rate"] = "0.10".into();
        rules["penalty"][0]["value"]["default_factor"] = "1.30".into();
    });
    assert_eq!(world.case.reviews[&review(11)], before);
    let mut body = offer(11, "0.0385");
    body.terms.fees = vec![tallystick_financing::FeeLine {
        name: crate::world::text("手续费"),
        amount: cny("500.00"),
    }];
    let world = given(&world).when(BANK, body).accepted();
    let world = given(&world).when(SUPPLIER, accept(1, 11)).accepted();
    let taken = &world.case.reviews[&review(11)];
    assert_eq!(
        (taken.advance_rate, taken.penalty_factor, taken.fixed_rate),
        (share("0.80"), share("1.50"), Some(Rate::parse("0.0385").unwrap()))
    );
}

#[test]
fn the_borrower_signs_in_the_capacity_in_which_it_borrows() {
    let world = World::offered().with_party(SUPPLIER, |party| {
        party.capacities.insert(Capacity::Buyer);
    });
    let as_buyer = Who {
        capacity: Capacity::Buyer,
        ..SUPPLIER
    };
    given(&world)
        .when(as_buyer, accept(1, 11))
        .then_rejected("not-the-borrower");
}
