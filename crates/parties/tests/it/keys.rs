//! `key.add` and `key.revoke`.

use tallystick_base::Capacity;
use tallystick_parties::command::AddKey;
use tallystick_parties::{Command, KeyHolder, KeyStage, NewKey, Role};

use crate::given::given;
use crate::world::{
    BUYER, OPERATOR, SUPPLIER, World, add_key, add_member, buyer, key, kid_of, member, operator, revoke,
    salt, service_key, supplier,
};

fn of(n: u64, k: u64) -> KeyHolder {
    KeyHolder::Member(member(n, k))
}

fn three() -> World {
    given(&World::peopled())
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 3, &[Role::Viewer]))
        .accepted()
}

#[test]
fn a_member_adds_a_further_key_of_their_own_alone() {
    let world = given(&World::peopled())
        .when(supplier(&[2]), add_key(of(SUPPLIER, 2), key(42)))
        .then_steps(&["key added"]);
    assert_eq!(world.case.keys_of(member(SUPPLIER, 2)).count(), 2);
    assert!(!world.case.key(&key(42).kid).unwrap().restored);
}

#[test]
fn a_key_for_another_member_takes_two_admins() {
    let world = three();
    let first = || add_key(of(SUPPLIER, 3), key(42));
    given(&world)
        .when(supplier(&[1]), first())
        .then_rejected("signatures-too-few");
    given(&world)
        .when(supplier(&[1, 3]), first())
        .then_rejected("role-forbidden");
    given(&world).when(supplier(&[1, 2]), first()).accepted();
}

#[test]
fn a_key_is_for_a_member_of_the_acting_party() {
    let world = World::peopled();
    given(&world)
        .when(supplier(&[1, 2]), add_key(of(BUYER, 1), key(42)))
        .then_rejected("member-of-another");
    given(&world)
        .when(supplier(&[1, 2]), add_key(of(SUPPLIER, 9), key(42)))
        .then_rejected("member-not-found");
}

#[test]
fn exactly_one_new_key_is_added_under_its_own_name() {
    let world = World::peopled();
    let body = |keys: Vec<NewKey>| {
        Command::AddKey(Box::new(AddKey {
            salt: salt(),
            holder: of(SUPPLIER, 1),
            keys,
        }))
    };
    given(&world)
        .when(supplier(&[1]), body(vec![]))
        .then_rejected("one-key-only");
    given(&world)
        .when(supplier(&[1]), body(vec![key(42), key(43)]))
        .then_rejected("one-key-only");
    let misnamed = NewKey {
        kid: key(43).kid,
        ..key(42)
    };
    given(&world)
        .when(supplier(&[1]), body(vec![misnamed]))
        .then_rejected("key-misnamed");
    let of_the_buyer = crate::world::key_of(BUYER, 1);
    given(&world)
        .when(supplier(&[1]), body(vec![of_the_buyer]))
        .then_rejected("key-exists");
}

#[test]
fn the_service_key_belongs_to_the_operator_and_is_replaced_like_any_other() {
    let world = World::peopled();
    let new = || add_key(KeyHolder::Service {}, key(42));
    given(&world)
        .when(supplier(&[1, 2]), new())
        .then_rejected("service-key-elsewhere");
    let world = given(&world).when(operator(), new()).accepted();
    let world = given(&world)
        .when(operator(), revoke(service_key().kid))
        .accepted();
    assert!(!world.case.key(&service_key().kid).unwrap().is_active());
}

#[test]
fn the_holder_an_admin_or_the_operator_revokes_a_key() {
    let world = three();
    let world = given(&world)
        .when(supplier(&[1, 2]), add_key(of(SUPPLIER, 3), key(42)))
        .accepted();
    for actor in [supplier(&[3]), supplier(&[1]), operator()] {
        let after = given(&world)
            .when(actor, revoke(key(42).kid))
            .then_steps(&["key revoked"]);
        let stage = after.case.key(&key(42).kid).unwrap().stage;
        assert_eq!(
            stage,
            KeyStage::Revoked {
                suspect_from: Some(12)
            }
        );
        given(&after)
            .when(supplier(&[1]), revoke(key(42).kid))
            .then_rejected("key-revoked");
    }
}

#[test]
fn nobody_else_revokes_a_key() {
    let world = three();
    let admins_key = kid_of(SUPPLIER, 1);
    given(&world)
        .when(supplier(&[3]), revoke(admins_key.clone()))
        .then_rejected("key-of-another-member");
    given(&world)
        .when(buyer(&[1, 2]), revoke(admins_key.clone()))
        .then_rejected("key-of-another-party");
    let alone = World::by(OPERATOR, Capacity::Operator, &[1]);
    given(&world)
        .when(alone, revoke(admins_key))
        .then_rejected("signatures-too-few");
    given(&world)
        .when(supplier(&[1]), revoke(key(42).kid))
        .then_rejected("key-not-found");
}

#[test]
fn a_revoked_key_is_never_added_again() {
    let world = World::peopled();
    let world = given(&world)
        .when(supplier(&[1]), revoke(kid_of(SUPPLIER, 2)))
        .accepted();
    let again = add_key(of(SUPPLIER, 2), crate::world::key_of(SUPPLIER, 2));
    given(&world)
        .when(supplier(&[2]), again)
        .then_rejected("key-exists");
}

#[test]
fn the_operator_keeps_two_members_with_a_key() {
    let world = World::peopled();
    given(&world)
        .when(operator(), revoke(kid_of(OPERATOR, 1)))
        .then_rejected("operator-locked-out");
    let world = given(&world)
        .when(operator(), add_key(of(OPERATOR, 1), key(42)))
        .accepted();
    given(&world)
        .when(operator(), revoke(kid_of(OPERATOR, 1)))
        .accepted();
}

#[test]
fn a_party_may_lose_its_last_key_since_a_recovery_helps() {
    let world = World::peopled();
    let world = given(&world)
        .when(supplier(&[1]), revoke(kid_of(SUPPLIER, 2)))
        .accepted();
    given(&world)
        .when(supplier(&[1]), revoke(kid_of(SUPPLIER, 1)))
        .accepted();
}
