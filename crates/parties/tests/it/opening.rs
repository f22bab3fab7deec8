//! `ledger.open`: entry 0.

use rstest::rstest;
use tallystick_base::{Actor, Capacity};
use tallystick_parties::command::OpenLedger;
use tallystick_parties::{KeyHolder, PartyStage, Role};

use crate::given::given;
use crate::world::{
    OPERATOR, SUPPLIER, World, key_of, kid_of, member, new_member, open, opening, operator, party,
    service_key, supplier,
};

#[test]
fn the_opening_creates_the_operator_its_members_and_the_service_key() {
    let world = given(&World::empty())
        .when(operator(), open(opening()))
        .then_steps(&[
            "ledger opened",
            "party registered",
            "party accepted",
            "identity taken",
            "member added",
            "member added",
            "key added",
            "key added",
            "key added",
        ]);
    let own = world.case.party(party(OPERATOR)).unwrap();
    assert_eq!(own.stage, PartyStage::Active {});
    assert_eq!(own.members.len(), 2);
    let service = world.case.key(&service_key().kid).unwrap();
    assert_eq!(
        (service.holder, service.party),
        (KeyHolder::Service {}, party(OPERATOR))
    );
    let held = world.case.key(&kid_of(OPERATOR, 2)).unwrap();
    assert_eq!(held.member(), Some(member(OPERATOR, 2)));
}

#[test]
fn a_ledger_is_opened_once() {
    let second = OpenLedger {
        party: party(SUPPLIER),
        ..opening()
    };
    let actor = Actor {
        party: party(SUPPLIER),
        ..operator()
    };
    given(&World::opened())
        .when(actor, open(second))
        .then_rejected("ledger-opened");
}

#[test]
fn the_opening_is_signed_by_the_party_that_it_creates_as_operator() {
    let world = World::empty();
    given(&world)
        .when(supplier(&[1, 2]), open(opening()))
        .then_rejected("opening-actor");
    let as_service = World::by(OPERATOR, Capacity::Service, &[1, 2]);
    given(&world)
        .when(as_service, open(opening()))
        .then_rejected("opening-actor");
}

#[test]
fn every_member_of_the_opening_signs_it() {
    let one = World::by(OPERATOR, Capacity::Operator, &[1]);
    given(&World::empty())
        .when(one, open(opening()))
        .then_rejected("opening-signers");
    let stranger = World::by(OPERATOR, Capacity::Operator, &[1, 3]);
    given(&World::empty())
        .when(stranger, open(opening()))
        .then_rejected("opening-signers");
}

#[rstest]
#[case::one_log_key(OpenLedger { log_keys: vec!["one".into()], ..opening() }, "log-keys")]
#[case::a_service_key_that_a_member_holds(OpenLedger { service_key: kid_of(OPERATOR, 1), ..opening() }, "key-shared")]
#[case::no_service_key(OpenLedger { keys: vec![key_of(OPERATOR, 1), key_of(OPERATOR, 2)], ..opening() }, "key-unmatched")]
#[case::a_single_admin(
    OpenLedger {
        members: vec![
            new_member(OPERATOR, 1, &[Role::Admin]),
            new_member(OPERATOR, 2, &[Role::Maker, Role::Checker]),
        ],
        ..opening()
    },
    "admins-too-few"
)]
fn an_opening_out_of_form_is_refused(#[case] body: OpenLedger, #[case] code: &str) {
    given(&World::empty())
        .when(operator(), open(body))
        .then_rejected(code);
}
