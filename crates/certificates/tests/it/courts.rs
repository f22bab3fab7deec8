//! Freezing on a court's order.

use tallystick_certificates::UnfreezeCertificate;

use crate::circulation::{decline, withdraw_offer};
use crate::given::given;
use crate::world::{
    BUYER, OPERATOR, SECOND, SUPPLIER, World, accept, acknowledge, agree, certificate, digest, freeze, offer,
    propose, report, salt, split, text,
};

pub(crate) fn unfreeze(n: u64) -> UnfreezeCertificate {
    UnfreezeCertificate {
        salt: salt(),
        certificate: certificate(n),
        order: text("(2026)京01执1号之一"),
        digest: digest(8),
    }
}

fn frozen(world: &World) -> World {
    given(world)
        .when(OPERATOR, freeze(1))
        .then_steps(&["certificate frozen"])
}

#[test]
fn a_court_order_blocks_everything_but_unfreezing_and_payment() {
    let world = frozen(&World::confirmed());
    given(&world)
        .when(SUPPLIER, offer(1, SECOND))
        .then_rejected("certificate-frozen");
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("certificate-frozen");
    given(&world)
        .when(BUYER, propose(1, 1))
        .then_rejected("certificate-frozen");
    given(&world)
        .when(OPERATOR, freeze(1))
        .then_rejected("certificate-frozen");
    let reported = given(&world).when(BUYER, report(1, 1, "100000.00")).accepted();
    given(&reported).when(SUPPLIER, acknowledge(1)).accepted();
    let free = given(&world)
        .when(OPERATOR, unfreeze(1))
        .then_steps(&["certificate unfrozen"]);
    given(&free).when(SUPPLIER, offer(1, SECOND)).accepted();
}

#[test]
fn an_offer_made_before_the_order_is_neither_accepted_nor_taken_back_under_it() {
    let world = frozen(&World::offered());
    given(&world)
        .when(SECOND, accept(1, SECOND))
        .then_rejected("certificate-frozen");
    given(&world)
        .when(SECOND, decline(1))
        .then_rejected("certificate-frozen");
    given(&world)
        .when(SUPPLIER, withdraw_offer(1))
        .then_rejected("certificate-frozen");
}

#[test]
fn a_cancellation_proposed_before_the_order_is_not_accepted_under_it() {
    let world = frozen(&World::proposed());
    given(&world)
        .when(SUPPLIER, agree(1))
        .then_rejected("certificate-frozen");
}

#[test]
fn only_the_operator_freezes_and_only_what_is_frozen_is_freed() {
    given(&World::confirmed())
        .when(BUYER, freeze(1))
        .then_rejected("capacity-forbidden");
    given(&World::confirmed())
        .when(OPERATOR, unfreeze(1))
        .then_rejected("certificate-not-frozen");
    let world = frozen(&World::confirmed());
    given(&world)
        .when(SUPPLIER, unfreeze(1))
        .then_rejected("capacity-forbidden");
    let held = world.case.certificate(certificate(1)).unwrap();
    let freeze = held.frozen.as_ref().unwrap();
    assert_eq!(
        (&freeze.order, freeze.digest),
        (&text("(2026)京01执1号"), digest(9))
    );
}

#[test]
fn what_has_ended_is_not_frozen() {
    let split = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .accepted();
    given(&split)
        .when(OPERATOR, freeze(1))
        .then_rejected("certificate-ended");
    given(&split)
        .when(OPERATOR, unfreeze(1))
        .then_rejected("certificate-ended");
}
