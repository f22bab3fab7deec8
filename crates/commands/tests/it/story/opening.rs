//! The operator opens the ledger, publishes the law, and registers who takes part.

use tallystick_base::{Actor, Capacity};

use crate::cast::{
    Desk, auditor, auditor_registration, bank, bank_registration, centre, centre_registration, hospital,
    hospital_registration, operator, supplier, weaver, weaver_registration,
};
use crate::example::{Example, example};
use crate::world::World;

pub(super) fn the_operator_opens_the_ledger(world: &mut World) {
    world.refused(operator().by([0]), example("ledger.open/1"), "opening-signers");
    world.signs(operator().admins(), example("ledger.open/1"));
    world.refused(operator().admins(), example("ledger.open/1"), "ledger-opened");

    world.refused(
        operator().admins(),
        example("party.register/1"),
        "rules-not-found",
    );
    world.refused(
        operator().by([0]),
        example("rules.publish/1"),
        "signatures-too-few",
    );
    world.signs(operator().admins(), example("rules.publish/1"));
}

pub(super) fn everyone_joins(world: &mut World) {
    world.day("2026-01-06");
    joins(world, &supplier(), example("party.register/1"));
    joins(world, &hospital(), hospital_registration());
    joins(world, &centre(), centre_registration());
    joins(world, &weaver(), weaver_registration());
    joins(world, &auditor(), auditor_registration());
    joins(world, &bank(), bank_registration());

    // One company, one registration, and nobody registers its own friends.
    let again = hospital_registration().with(
        "/identity/code",
        example("party.register/1").text("/identity/code"),
    );
    let again = again.with("/party", "party/019b8bab-0680-7275-b6ae-0a874a3c5287");
    let again = with_new_members(again);
    world.refused(operator().admins(), again.clone(), "identity-taken");
    world.refused(supplier().admins(), again.clone(), "capacity-forbidden");
    let disguised = supplier().acting_as(Capacity::Operator);
    world.refused(disguised.admins(), again, "capacity-not-held");
}

/// Registered by the operator, and active once it has accepted.
pub(super) fn joins(world: &mut World, desk: &Desk, registration: Example) {
    world.signs(operator().admins(), registration);
    world.refused(desk.admins(), example("policy.change/1"), "party-not-accepted");
    world.signs(first_admin(desk), example("party.accept/1"));
    world.refused(first_admin(desk), example("party.accept/1"), "party-accepted");
}

fn first_admin(desk: &Desk) -> Actor {
    desk.by([0])
}

/// A registration with members and keys that nobody has yet.
fn with_new_members(registration: Example) -> Example {
    let spare = example("key.restore/1").body["keys"][0].clone();
    let other = example("key.add/1").body["keys"][0].clone();
    let kids = [spare["kid"].clone(), other["kid"].clone()];
    let members = serde_json::json!([
        {"member": "member/019b8bab-0680-7275-b6ae-0a874a3c5288", "name": "甲", "roles": ["admin"], "kid": kids[0]},
        {"member": "member/019b8bab-0680-7275-b6ae-0a874a3c5289", "name": "乙", "roles": ["admin"], "kid": kids[1]},
    ]);
    registration
        .with("/members", members)
        .with("/keys", serde_json::json!([spare, other]))
}
