//! Offers that rely on a guarantee: it is of the same request, and stands when the bank offers and the borrower accepts.

use tallystick_base::GuaranteeId;
use tallystick_financing::{Command, MakeOffer, OfferGuarantee, OfferTerms, subjects};

use crate::bidding::whole;
use crate::given::given;
use crate::promises::{STANDS_UNTIL, promise, promised, take_back};
use crate::tender::{DEADLINE, bid, commit, later, opened, relying_on, reveal, review_of};
use crate::world::{
    BANK, GUARANTOR, SECOND_BANK, SUPPLIER, THIRD_BANK, World, accept, cny, guarantee, offer, offer_terms,
    request, submit,
};

/// The bank's offer that relies on a guarantee, valid as long as the guarantee stands and longer.
fn offer_on(guarantee: GuaranteeId) -> MakeOffer {
    MakeOffer {
        terms: OfferTerms {
            guarantee: Some(guarantee),
            ..offer_terms("0.0385")
        },
        valid_until: later(&World::new().on(STANDS_UNTIL), 1000).now,
        ..offer(11, "0.0385")
    }
}

#[test]
fn what_the_guarantor_takes_is_part_of_what_the_offer_costs() {
    let world = given(&promised()).when(BANK, offer_on(guarantee(1))).accepted();
    let stage = &world.case.reviews[&review_of(BANK)].stage;
    let tallystick_financing::ReviewStage::Offered(offer) = stage else {
        panic!("{stage:?}");
    };
    assert_eq!(offer.cost.guarantee_fee, cny("3000.00"));
    assert_eq!(offer.cost.total, cny("17972.22"));
    assert_eq!(offer.cost.paid_out, cny("800000.00"));
}

#[test]
fn a_bank_relies_on_a_guarantee_of_the_same_request_that_stands() {
    given(&promised())
        .when(BANK, offer_on(guarantee(9)))
        .then_rejected("guarantee-not-found");
    let two = given(&promised()).when(SUPPLIER, submit(2)).accepted();
    let of_another = OfferGuarantee {
        request: request(2),
        ..promise(2)
    };
    let two = given(&two).when(GUARANTOR, of_another).accepted();
    given(&two)
        .when(BANK, offer_on(guarantee(2)))
        .then_rejected("guarantee-of-another-request");
    let withdrawn = given(&promised()).when(GUARANTOR, take_back(1)).accepted();
    given(&withdrawn)
        .when(BANK, offer_on(guarantee(1)))
        .then_rejected("guarantee-stage");
    let last = promised().on(STANDS_UNTIL);
    given(&last).when(BANK, offer_on(guarantee(1))).accepted();
    given(&later(&last, 1))
        .when(BANK, offer_on(guarantee(1)))
        .then_rejected("guarantee-offer-expired");
}

#[test]
fn an_offer_whose_guarantee_is_gone_is_not_accepted() {
    let offered = given(&promised()).when(BANK, offer_on(guarantee(1))).accepted();
    let withdrawn = given(&offered).when(GUARANTOR, take_back(1)).accepted();
    given(&withdrawn)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("guarantee-stage");
    let last = offered.on(STANDS_UNTIL);
    given(&last).when(SUPPLIER, accept(1, 11)).accepted();
    given(&later(&last, 1))
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("guarantee-offer-expired");
}

#[test]
fn a_bid_whose_guarantee_is_gone_is_not_opened_and_one_with_its_fee_is_compared() {
    let offered = given(&World::sealed()).when(GUARANTOR, promise(1)).accepted();
    let relying = relying_on(guarantee(1), bid(BANK, "800000.00", "0.0380"));
    let plain = whole(SECOND_BANK);
    let sealed = given(&offered).when(BANK, commit(BANK, &relying)).accepted();
    let sealed = given(&sealed)
        .when(SECOND_BANK, commit(SECOND_BANK, &plain))
        .accepted();
    let withdrawn = given(&sealed).when(GUARANTOR, take_back(1)).accepted();
    given(&later(&withdrawn.on(DEADLINE), 1))
        .when(BANK, reveal(BANK, &relying))
        .then_rejected("guarantee-stage");
    // The lower rate costs more with the guarantee.
    let both = opened(sealed, &[(BANK, relying), (SECOND_BANK, plain)]);
    given(&both)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-not-awarded");
    given(&both).when(SUPPLIER, accept(1, 12)).accepted();
}

/// Whichever offer the borrower accepts after the guarantor signed, the decision can read it.
#[test]
fn taking_a_guarantee_back_names_every_review() {
    let command: Command = take_back(1).into();
    let named = subjects(&command, GUARANTOR.id(), &promised().case).unwrap();
    for bank in [BANK, SECOND_BANK, THIRD_BANK] {
        assert!(named.alt.contains(&review_of(bank).subject()));
    }
}
