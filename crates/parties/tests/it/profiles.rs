//! `profile.update`: one file per party (一企一档), in versions.

use tallystick_base::SizeClass;
use tallystick_parties::{BankAccount, ProfileData, Role};

use crate::given::given;
use crate::world::{
    BUYER, SHOP, SUPPLIER, World, add_member, operator, party, profile, shop, supplier, text, update,
};

#[test]
fn an_admin_states_the_file_anew_and_the_version_counts_up() {
    let stated = ProfileData {
        accounts: vec![BankAccount {
            account: text("0200000000000000001"),
            bank: text("样本银行海淀支行"),
            name: text("北京样本医疗器械有限公司"),
        }],
        group: Some(party(BUYER)),
        ..profile(Some(SizeClass::Medium))
    };
    let world = given(&World::peopled())
        .when(supplier(&[2]), update(stated.clone()))
        .then_steps(&["profile updated"]);
    let file = world.case.profile(party(SUPPLIER)).unwrap();
    assert_eq!((file.version, &file.data), (2, &stated));
    assert!(!file.data.is_micro_or_small());
}

#[test]
fn order_802_article_3_a_supplier_states_its_size() {
    given(&World::peopled())
        .when(supplier(&[1]), update(profile(None)))
        .then_rejected("size-missing");
}

#[test]
fn a_firm_that_outgrew_small_needs_a_second_admin_first() {
    let world = World::peopled();
    let grown = || update(profile(Some(SizeClass::Medium)));
    given(&world)
        .when(shop(), grown())
        .then_rejected("admins-too-few");
    let world = given(&world)
        .when(shop(), add_member(SHOP, 2, &[Role::Admin]))
        .accepted();
    given(&world).when(shop(), grown()).accepted();
}

#[test]
fn a_checker_does_not_change_the_file_and_the_operator_has_none() {
    let world = given(&World::peopled())
        .when(
            supplier(&[1, 2]),
            add_member(SUPPLIER, 3, &[Role::Maker, Role::Checker]),
        )
        .accepted();
    given(&world)
        .when(supplier(&[3]), update(profile(Some(SizeClass::Micro))))
        .then_rejected("role-forbidden");
    given(&world)
        .when(operator(), update(profile(None)))
        .then_rejected("profile-not-found");
}

#[test]
fn the_head_of_a_group_is_a_registered_party_and_another() {
    let of = |n| ProfileData {
        group: Some(party(n)),
        ..profile(Some(SizeClass::Small))
    };
    let world = World::peopled();
    given(&world)
        .when(supplier(&[1]), update(of(SUPPLIER)))
        .then_rejected("group-of-itself");
    given(&world)
        .when(supplier(&[1]), update(of(88)))
        .then_rejected("party-not-found");
}
