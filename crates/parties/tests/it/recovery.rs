//! `key.recover`, `key.veto`, `key.restore`: a lost key comes back slowly and in the open.

use std::time::Duration;

use tallystick_base::Capacity;
use tallystick_parties::{Reminder, Role, VETO_WINDOW, reminders};

use crate::given::given;
use crate::world::{
    OPERATOR, SHOP, SUPPLIER, World, add_member, buyer, key, member, operator, party, recover, remove_member,
    restore, shop, supplier, veto,
};

fn announced() -> World {
    given(&World::peopled())
        .when(operator(), recover(SHOP, 1, key(42).kid))
        .then_steps(&["recovery announced"])
}

#[test]
fn the_key_is_added_after_72_hours_and_flagged_for_good() {
    let world = announced().after(72);
    let world = given(&world)
        .when(operator(), restore(SHOP, key(42)))
        .then_steps(&["key added", "recovery restored"]);
    let restored = world.case.key(&key(42).kid).unwrap();
    assert!(restored.restored && restored.is_active());
    assert_eq!(
        (restored.party, restored.member()),
        (party(SHOP), Some(member(SHOP, 1)))
    );
    given(&world)
        .when(operator(), restore(SHOP, key(43)))
        .then_rejected("recovery-done");
    given(&world).when(shop(), veto()).then_rejected("recovery-done");
}

#[test]
fn not_a_millisecond_before_72_hours() {
    let mut world = announced();
    let early = world
        .now
        .checked_add(Duration::from_millis(72 * 3_600_000 - 1))
        .unwrap();
    world.now = early;
    given(&world)
        .when(operator(), restore(SHOP, key(42)))
        .then_rejected("recovery-too-early");
}

#[test]
fn any_member_of_the_party_vetoes_even_after_the_window() {
    for hours in [0, 71, 100] {
        let world = announced().after(hours);
        let world = given(&world)
            .when(shop(), veto())
            .then_steps(&["recovery vetoed"]);
        given(&world.clone().after(72))
            .when(operator(), restore(SHOP, key(42)))
            .then_rejected("recovery-vetoed");
        given(&world)
            .when(shop(), veto())
            .then_rejected("recovery-vetoed");
    }
}

#[test]
fn a_viewer_vetoes_too() {
    let world = given(&World::peopled())
        .when(supplier(&[1, 2]), add_member(SUPPLIER, 3, &[Role::Viewer]))
        .accepted();
    let world = given(&world)
        .when(operator(), recover(SUPPLIER, 1, key(42).kid))
        .accepted();
    given(&world).when(supplier(&[3]), veto()).accepted();
}

#[test]
fn a_party_that_has_not_accepted_yet_vetoes_as_well() {
    let body = crate::world::registration(6, Capacity::Buyer, None);
    let world = World::peopled().registered(body);
    let world = given(&world)
        .when(operator(), recover(6, 1, key(42).kid))
        .accepted();
    given(&world)
        .when(World::by(6, Capacity::Buyer, &[2]), veto())
        .accepted();
}

#[test]
fn nobody_vetoes_for_another_party() {
    given(&announced())
        .when(buyer(&[1]), veto())
        .then_rejected("recovery-not-found");
}

#[test]
fn a_new_announcement_begins_the_window_anew() {
    let world = announced().after(71);
    let world = given(&world)
        .when(operator(), recover(SHOP, 1, key(43).kid))
        .accepted();
    let world = world.after(2);
    given(&world)
        .when(operator(), restore(SHOP, key(42)))
        .then_rejected("key-not-announced");
    given(&world)
        .when(operator(), restore(SHOP, key(43)))
        .then_rejected("recovery-too-early");
    given(&world.after(70))
        .when(operator(), restore(SHOP, key(43)))
        .accepted();
}

#[test]
fn after_a_veto_a_recovery_can_be_announced_again() {
    let world = given(&announced()).when(shop(), veto()).accepted();
    given(&world)
        .when(operator(), recover(SHOP, 1, key(42).kid))
        .accepted();
}

#[test]
fn two_members_of_the_operator_recover_for_others_only() {
    let world = World::peopled();
    let one = World::by(OPERATOR, Capacity::Operator, &[2]);
    given(&world)
        .when(one, recover(SHOP, 1, key(42).kid))
        .then_rejected("signatures-too-few");
    given(&world)
        .when(shop(), recover(SHOP, 1, key(42).kid))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(operator(), recover(OPERATOR, 1, key(42).kid))
        .then_rejected("operator-helps-itself");
}

#[test]
fn the_holder_is_a_member_of_the_party_from_announcement_to_restoration() {
    let world = World::peopled();
    given(&world)
        .when(operator(), recover(SHOP, 9, key(42).kid))
        .then_rejected("member-not-found");
    given(&world)
        .when(operator(), recover(SHOP, 1, crate::world::kid_of(3, 1)))
        .then_rejected("key-exists");
    let world = given(&world)
        .when(shop(), add_member(SHOP, 2, &[Role::Admin]))
        .accepted();
    let world = given(&world)
        .when(operator(), recover(SHOP, 2, key(42).kid))
        .accepted();
    let both = World::by(SHOP, Capacity::Buyer, &[1, 2]);
    let world = given(&world)
        .when(both, remove_member(SHOP, 2, &[]))
        .accepted()
        .after(72);
    given(&world)
        .when(operator(), restore(SHOP, key(42)))
        .then_rejected("member-removed");
}

#[test]
fn members_are_told_while_they_may_veto_and_the_operator_once_they_might_have() {
    let world = announced();
    let until = world.now.checked_add(VETO_WINDOW).unwrap();
    let (party, member, kid) = (party(SHOP), member(SHOP, 1), key(42).kid);
    let open = Reminder::VetoWindow {
        party,
        member,
        kid: kid.clone(),
        until,
    };
    assert_eq!(reminders(&world.case, world.now), Ok(vec![open]));
    let passed = Reminder::KeyRestorable {
        party,
        member,
        kid,
        since: until,
    };
    assert_eq!(reminders(&world.case, until), Ok(vec![passed]));
    let vetoed = given(&world).when(shop(), veto()).accepted();
    assert_eq!(reminders(&vetoed.case, until), Ok(vec![]));
}
