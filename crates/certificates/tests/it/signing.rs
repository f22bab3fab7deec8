//! Who signs: the right party, in the right capacity, with enough members, and nobody else.

use std::collections::BTreeSet;

use tallystick_certificates::{Case, Command, decide};
use tallystick_parties::{ApprovalRule, Party, PartyStage, SIGNING_RULES};

use crate::given::given;
use crate::stages::{certificate_commands, payment_and_cancellation_commands, receivable_commands};
use crate::world::{
    AUDITOR, BUYER, EVERYONE, OPERATOR, SECOND, SERVICE, SUPPLIER, World, accept, acknowledge, claim, cny,
    confirm, member_id, offer, report, split, text,
};

fn codes(world: &World, case: &Case, command: &Command) -> Vec<(crate::world::Who, Option<&'static str>)> {
    EVERYONE
        .into_iter()
        .map(|who| {
            let answer = decide(case, command, &world.context(who));
            (who, answer.err().map(|rejection| rejection.code()))
        })
        .collect()
}

/// Every command of the crate with the actor that may take it, in a world where it is accepted.
pub(crate) fn each_command() -> Vec<(World, crate::world::Who, Command)> {
    let mut acts = receivable_commands();
    acts.extend(certificate_commands());
    acts.extend(payment_and_cancellation_commands());
    acts.into_iter()
        .map(|(who, command)| (world_for(command.kind()), who, command))
        .collect()
}

fn world_for(kind: &str) -> World {
    match kind {
        "receivable.claim/1" => World::new(),
        "receivable.forward/1"
        | "receivable.withdraw/1"
        | "receivable.confirm/1"
        | "receivable.reject/1"
        | "receivable.dispute/1" => World::claimed(),
        "confirmation.lapse/1" => World::claimed().on("2026-03-24"),
        "certificate.accept/1" | "certificate.decline/1" | "certificate.withdraw-offer/1" => World::offered(),
        "certificate.lapse-offer/1" => World::offered().on("2026-02-11"),
        "certificate.unfreeze/1" => given(&World::confirmed())
            .when(OPERATOR, crate::world::freeze(1))
            .accepted(),
        "certificate.mark-overdue/1" => World::confirmed().on("2026-03-24"),
        "cancellation.accept/1" | "cancellation.decline/1" | "cancellation.withdraw/1" => World::proposed(),
        "payment.acknowledge/1" | "payment.reject/1" => World::reported(),
        _ => World::confirmed(),
    }
}

#[test]
fn every_command_is_accepted_from_its_actor_and_from_nobody_else() {
    let mut kinds = BTreeSet::new();
    for (world, actor, command) in each_command() {
        kinds.insert(command.kind());
        given(&world).when(actor, command.clone()).accepted();
        let case = world.with_keyed_names(&command);
        for (who, code) in codes(&world, &case, &command) {
            // Either side may propose a cancellation; each of the two may then only play its own part.
            let either = command.kind() == "cancellation.propose/1" && who == SUPPLIER;
            assert_eq!(
                code.is_none(),
                who == actor || either,
                "{} by {who:?}: {code:?}",
                command.kind()
            );
        }
    }
    assert_eq!(kinds, Command::KINDS.iter().copied().collect());
}

#[test]
fn a_right_party_in_a_wrong_capacity_is_refused() {
    for (mut world, actor, command) in each_command() {
        // Everyone may act in everything but as the operator's own.
        let all: BTreeSet<_> = EVERYONE.iter().map(|who| who.capacity).collect();
        let parties = world.case.contracts.parties.parties.values_mut();
        parties.for_each(|party: &mut Party| {
            if party.capacities.len() == 1 {
                party.capacities.extend(
                    all.iter()
                        .filter(|c| ![OPERATOR.capacity, SERVICE.capacity].contains(c)),
                );
            }
        });
        let case = world.with_keyed_names(&command);
        for other in EVERYONE {
            let who = crate::world::Who {
                capacity: other.capacity,
                ..actor
            };
            if who.capacity != actor.capacity && who.party != OPERATOR.party {
                let answer = decide(&case, &command, &world.context(who));
                assert!(answer.is_err(), "{} as {}", command.kind(), who.capacity);
            }
        }
    }
}

#[test]
fn nobody_in_one_organisation_confirms_alone() {
    let world = World::claimed();
    let case = world.with_keyed_names(&confirm(1).into());
    let mut context = world.context(BUYER);
    for (members, code) in [
        (vec![1], "signatures-too-few"),
        (vec![1, 1], "signatures-too-few"),
        (vec![], "signatures-too-few"),
    ] {
        context.actor.members = members.iter().map(|k| member_id(BUYER.party, *k)).collect();
        let answer = decide(&case, &confirm(1).into(), &context);
        assert_eq!(
            answer.map_err(|rejection| rejection.code()).err(),
            Some(code),
            "{members:?}"
        );
    }
}

#[test]
fn a_policy_by_amount_counts_what_the_certificate_stands_at() {
    let mut world = World::confirmed();
    let supplier = world
        .case
        .contracts
        .parties
        .parties
        .get_mut(&SUPPLIER.id())
        .unwrap();
    supplier.policy.rules = ["certificate.offer", "certificate.split"]
        .map(|command| ApprovalRule {
            command: command.to_owned(),
            from: Some(cny("500000.00")),
            signatures: 2,
            checker: true,
        })
        .to_vec();
    let mut context = world.context(SUPPLIER);
    context.actor.members.truncate(1);
    let code = |command: Command| {
        let answer = decide(&world.case, &command, &context);
        answer.err().map(|rejection| rejection.code())
    };
    assert_eq!(code(offer(1, SECOND).into()), Some("signatures-too-few"));
    assert_eq!(
        code(split(1, &["1.00", "599999.00"]).into()),
        Some("signatures-too-few")
    );
    let split = given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .accepted();
    let small = decide(&split.case, &offer(10, SECOND).into(), &context);
    assert!(small.is_ok());
}

#[test]
fn a_suspended_party_begins_nothing_new_and_still_does_what_it_owes() {
    let suspend = |mut world: World, party: tallystick_base::PartyId| {
        let party = world.case.contracts.parties.parties.get_mut(&party).unwrap();
        party.stage = PartyStage::Suspended {
            reason: text("复核")
        };
        world
    };
    let supplier = SUPPLIER.id();
    given(&suspend(World::new(), supplier))
        .when(SUPPLIER, claim(1))
        .then_rejected("party-suspended");
    given(&suspend(World::confirmed(), supplier))
        .when(SUPPLIER, offer(1, SECOND))
        .then_rejected("party-suspended");
    given(&suspend(World::confirmed(), supplier))
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("party-suspended");
    given(&suspend(World::offered(), SECOND.id()))
        .when(SECOND, accept(1, SECOND))
        .then_rejected("party-suspended");
    given(&suspend(World::reported(), supplier))
        .when(SUPPLIER, acknowledge(1))
        .accepted();
    given(&suspend(World::claimed(), BUYER.id()))
        .when(BUYER, confirm(1))
        .accepted();
    given(&suspend(World::confirmed(), BUYER.id()))
        .when(BUYER, report(1, 1, "1.00"))
        .accepted();
}

#[test]
fn an_auditor_signs_nothing() {
    for (world, _, command) in each_command() {
        given(&world)
            .when(AUDITOR, command)
            .then_rejected("capacity-forbidden");
    }
}

#[test]
fn the_table_of_signing_rules_has_every_kind_of_this_crate() {
    for kind in Command::KINDS {
        let name = kind.split_once('/').unwrap().0;
        assert!(SIGNING_RULES.iter().any(|rule| rule.kind == name), "{kind}");
    }
}
