//! `member.add`, `member.remove`, `role.change`: two admins for whatever could make a checker.

use tallystick_parties::{MemberStage, Role};

use crate::given::given;
use crate::world::{
    AUDITOR, BUYER, OPERATOR, SHOP, SUPPLIER, World, add_key, add_member, change_roles, key, key_of, kid_of,
    member, operator, party, remove_member, shop, supplier,
};

const MAKER: &[Role] = &[Role::Maker];
const ADMIN: &[Role] = &[Role::Admin];

fn three() -> World {
    given(&World::peopled())
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 3, &[Role::Checker]))
        .accepted()
}

#[test]
fn two_admins_add_a_member() {
    let world = given(&World::peopled())
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 3, MAKER))
        .then_steps(&["member added", "party member_joined"]);
    assert!(
        world
            .case
            .party(party(SUPPLIER))
            .unwrap()
            .members
            .contains(&member(SUPPLIER, 3))
    );
}

#[test]
fn an_admin_alone_cannot_invent_a_checker() {
    let world = three();
    let checker: &[Role] = &[Role::Checker];
    let one = || supplier(&[1]);
    given(&world)
        .when(one(), add_member(SUPPLIER, 4, checker))
        .then_rejected("signatures-too-few");
    given(&world)
        .when(one(), change_roles(SUPPLIER, 1, checker))
        .then_rejected("signatures-too-few");
    let holder = tallystick_parties::KeyHolder::Member(member(SUPPLIER, 3));
    given(&world)
        .when(one(), add_key(holder, key(42)))
        .then_rejected("signatures-too-few");
}

#[test]
fn one_admin_who_signs_twice_counts_once() {
    let twice = supplier(&[1, 1]);
    given(&World::peopled())
        .when(twice, add_member(SUPPLIER, 3, MAKER))
        .then_rejected("signatures-too-few");
}

#[test]
fn who_is_no_admin_does_not_count() {
    let with_checker = supplier(&[1, 3]);
    given(&three())
        .when(with_checker, add_member(SUPPLIER, 4, MAKER))
        .then_rejected("role-forbidden");
}

#[test]
fn members_of_other_parties_do_not_sign_and_are_not_touched() {
    let world = World::peopled();
    let mut mixed = supplier(&[1]);
    mixed.members.push(member(BUYER, 1));
    given(&world)
        .when(mixed, add_member(SUPPLIER, 3, MAKER))
        .then_rejected("member-of-another");
    given(&world)
        .when(supplier(&[1, 2]), change_roles(BUYER, 1, MAKER))
        .then_rejected("member-of-another");
    given(&world)
        .when(supplier(&[1, 2]), remove_member(BUYER, 1, &[kid_of(BUYER, 1)]))
        .then_rejected("member-of-another");
}

#[test]
fn the_operator_cannot_change_the_members_of_a_party() {
    let world = World::peopled();
    given(&world)
        .when(operator(), change_roles(SUPPLIER, 1, MAKER))
        .then_rejected("member-of-another");
}

#[test]
fn a_member_leaves_with_every_key() {
    let world = three();
    let world = given(&world)
        .when(
            supplier(&[1, 2]),
            add_key(
                tallystick_parties::KeyHolder::Member(member(SUPPLIER, 3)),
                key(42),
            ),
        )
        .accepted();
    let bodies = |kids: &[_]| remove_member(SUPPLIER, 3, kids);
    given(&world)
        .when(supplier(&[1, 2]), bodies(&[]))
        .then_rejected("member-keys");
    let too_many = [key(42).kid, kid_of(SUPPLIER, 1)];
    given(&world)
        .when(supplier(&[1, 2]), bodies(&too_many))
        .then_rejected("member-keys");
    let world = given(&world)
        .when(supplier(&[1, 2]), bodies(&[key(42).kid]))
        .then_steps(&["member removed", "key revoked", "party member_left"]);
    assert!(!world.case.key(&key(42).kid).unwrap().is_active());
    assert_eq!(
        world.case.member(member(SUPPLIER, 3)).unwrap().stage,
        MemberStage::Removed {}
    );
    given(&world)
        .when(supplier(&[3]), remove_member(SUPPLIER, 3, &[]))
        .then_rejected("member-removed");
    given(&world)
        .when(supplier(&[1, 2]), bodies(&[]))
        .then_rejected("member-removed");
}

#[test]
fn two_admins_remain() {
    let world = three();
    given(&world)
        .when(
            supplier(&[1, 2]),
            remove_member(SUPPLIER, 2, &[kid_of(SUPPLIER, 2)]),
        )
        .then_rejected("admins-too-few");
    given(&world)
        .when(supplier(&[1, 2]), change_roles(SUPPLIER, 2, MAKER))
        .then_rejected("admins-too-few");
    let world = given(&world)
        .when(supplier(&[1, 2]), change_roles(SUPPLIER, 3, ADMIN))
        .accepted();
    given(&world)
        .when(
            supplier(&[1, 3]),
            remove_member(SUPPLIER, 2, &[kid_of(SUPPLIER, 2)]),
        )
        .accepted();
}

#[test]
fn the_second_member_of_a_single_member_firm_is_an_admin() {
    let world = World::peopled();
    given(&world)
        .when(shop(), add_member(SHOP, 2, MAKER))
        .then_rejected("admins-too-few");
    let world = given(&world).when(shop(), add_member(SHOP, 2, ADMIN)).accepted();
    assert!(!world.case.is_sole_member(party(SHOP)).unwrap());
    given(&world)
        .when(shop(), add_member(SHOP, 3, MAKER))
        .then_rejected("signatures-too-few");
    let both = World::by(SHOP, tallystick_base::Capacity::Buyer, &[1, 2]);
    let world = given(&world).when(both, remove_member(SHOP, 2, &[])).accepted();
    assert!(world.case.is_sole_member(party(SHOP)).unwrap());
}

#[test]
fn a_member_has_a_role_and_an_id_of_its_own() {
    let world = World::peopled();
    given(&world)
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 3, &[]))
        .then_rejected("no-role");
    given(&world)
        .when(supplier(&[1, 2]), change_roles(SUPPLIER, 1, &[]))
        .then_rejected("no-role");
    given(&world)
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 1, MAKER))
        .then_rejected("member-exists");
    given(&world)
        .when(supplier(&[1, 2]), change_roles(SUPPLIER, 9, MAKER))
        .then_rejected("member-not-found");
}

#[test]
fn a_member_that_a_party_lists_cannot_be_left_out_of_the_case() {
    let mut world = three();
    world.case.members.remove(&member(SUPPLIER, 3));
    given(&world)
        .when(supplier(&[1, 2]), change_roles(SUPPLIER, 2, ADMIN))
        .then_rejected("member-not-found");
}

#[test]
fn auditors_and_the_operator_keep_their_own_members() {
    let world = World::peopled();
    let auditors = World::by(AUDITOR, tallystick_base::Capacity::Auditor, &[1, 2]);
    given(&world)
        .when(auditors, add_member(AUDITOR, 3, &[Role::Viewer]))
        .accepted();
    let world = given(&world)
        .when(operator(), add_member(OPERATOR, 3, ADMIN))
        .accepted();
    // The third admin has no key yet, so the second is still needed.
    let kids = [key_of(OPERATOR, 2).kid];
    given(&world)
        .when(operator(), remove_member(OPERATOR, 2, &kids))
        .then_rejected("operator-locked-out");
    given(&world)
        .when(operator(), change_roles(OPERATOR, 2, MAKER))
        .then_rejected("operator-locked-out");
    let third = tallystick_parties::KeyHolder::Member(member(OPERATOR, 3));
    let world = given(&world).when(operator(), add_key(third, key(42))).accepted();
    given(&world)
        .when(operator(), change_roles(OPERATOR, 2, MAKER))
        .accepted();
    given(&world)
        .when(operator(), remove_member(OPERATOR, 2, &kids))
        .accepted();
}
