//! What parties do in their own house: members, keys, files, policies, and the way back after lost keys.

use tallystick_base::Actor;

use crate::cast::{hospital, operator, supplier, weaver};
use crate::example::example;
use crate::world::World;

/// 王芳, who joins the maker of masks.
fn wang() -> Actor {
    Actor {
        members: vec![example("member.add/1").value("/member")],
        ..supplier().by([])
    }
}

pub(super) fn a_third_person_joins_the_supplier(world: &mut World) {
    world.day("2026-01-07");
    world.signs(supplier().by([0]), example("profile.update/1"));
    world.refused(supplier().by([0]), example("member.add/1"), "signatures-too-few");
    world.signs(supplier().admins(), example("member.add/1"));
    // Her own key is hers to add; for another it takes two admins. A stranger cannot.
    world.refused(supplier().by([0]), example("key.add/1"), "signatures-too-few");
    world.refused(hospital().admins(), example("key.add/1"), "member-of-another");
    world.what_if(|world| world.signs(wang(), example("key.add/1")));
    world.signs(supplier().admins(), example("key.add/1"));
    world.refused(wang(), example("role.change/1"), "role-forbidden");
    world.what_if(|world| world.signs(supplier().admins(), example("member.remove/1")));
    world.what_if(|world| world.signs(wang(), example("key.revoke/1")));
    world.what_if(|world| world.signs(operator().admins(), example("key.revoke/1")));
    world.signs(supplier().admins(), example("role.change/1"));
    world.signs(supplier().admins(), example("policy.change/1"));
}

pub(super) fn the_weaver_loses_its_keys(world: &mut World) {
    world.day("2026-01-08");
    world.refused(operator().by([0]), example("key.recover/1"), "signatures-too-few");
    world.signs(operator().admins(), example("key.recover/1"));
    world.refused(
        operator().admins(),
        example("key.restore/1"),
        "recovery-too-early",
    );
    world.what_if(|world| {
        world.signs(weaver().by([1]), example("key.veto/1"));
        world.day("2026-01-12");
        world.refused(operator().admins(), example("key.restore/1"), "recovery-vetoed");
    });
    world.at("2026-01-11 10:00");
    world.signs(operator().admins(), example("key.restore/1"));

    world.what_if(|world| {
        world.signs(operator().admins(), example("party.suspend/1"));
        world.refused(
            weaver().by([0]),
            example("contract.register/1"),
            "party-suspended",
        );
        world.signs(operator().admins(), example("party.reinstate/1"));
    });
}
