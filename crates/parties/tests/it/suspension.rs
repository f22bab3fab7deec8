//! `party.suspend` and `party.reinstate`: what a stopped party may still do.

use tallystick_base::SizeClass;
use tallystick_parties::authorise;

use crate::given::given;
use crate::world::{
    AUDITOR, OPERATOR, SUPPLIER, World, buyer, operator, party, profile, reinstate, revoke, supplier,
    suspend, update,
};

#[test]
fn the_operator_suspends_and_reinstates_with_a_reason() {
    let world = given(&World::peopled())
        .when(operator(), suspend(SUPPLIER))
        .then_steps(&["party suspended"]);
    assert_eq!(
        world.case.active(party(SUPPLIER)).unwrap_err().code(),
        "party-suspended"
    );
    given(&world)
        .when(operator(), suspend(SUPPLIER))
        .then_rejected("party-suspended");
    let world = given(&world)
        .when(operator(), reinstate(SUPPLIER))
        .then_steps(&["party reinstated"]);
    assert!(world.case.active(party(SUPPLIER)).is_ok());
    given(&world)
        .when(operator(), reinstate(SUPPLIER))
        .then_rejected("party-not-suspended");
}

#[test]
fn a_suspended_party_begins_nothing_new_and_still_does_what_it_owes() {
    let world = given(&World::peopled()).when(operator(), suspend(3)).accepted();
    let context = world.context(buyer(&[1, 2]));
    let may = |command| authorise(&world.case, &context, command, None).map_err(|rejection| rejection.code());
    for command in [
        "receivable.confirm/1",
        "receivable.reject/1",
        "payment.report/1",
        "cancellation.accept/1",
    ] {
        assert_eq!(may(command), Ok(()), "{command}");
    }
    for command in [
        "contract.register/1",
        "contract.accept/1",
        "cancellation.propose/1",
    ] {
        assert_eq!(may(command), Err("party-suspended"), "{command}");
    }
}

#[test]
fn a_suspended_party_keeps_its_house_in_order() {
    let world = given(&World::peopled())
        .when(operator(), suspend(SUPPLIER))
        .accepted();
    let world = given(&world)
        .when(supplier(&[1]), update(profile(Some(SizeClass::Micro))))
        .accepted();
    let stolen = crate::world::kid_of(SUPPLIER, 2);
    given(&world).when(supplier(&[1]), revoke(stolen)).accepted();
}

#[test]
fn the_operator_is_not_suspended_and_auditors_suspend_nobody() {
    let world = World::peopled();
    given(&world)
        .when(operator(), suspend(OPERATOR))
        .then_rejected("operator-stays");
    let auditor = World::by(AUDITOR, tallystick_base::Capacity::Auditor, &[1, 2]);
    given(&world)
        .when(auditor, suspend(SUPPLIER))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(operator(), suspend(77))
        .then_rejected("party-not-found");
    given(&world)
        .when(operator(), reinstate(77))
        .then_rejected("party-not-found");
}

#[test]
fn a_party_that_has_not_accepted_is_not_suspended() {
    let body = crate::world::registration(6, tallystick_base::Capacity::Buyer, None);
    let world = World::peopled().registered(body);
    given(&world)
        .when(operator(), suspend(6))
        .then_rejected("party-not-accepted");
}
