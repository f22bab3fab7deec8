//! Who signs: the right party, in the right capacity, with enough members, and nobody else.

use std::collections::BTreeSet;

use tallystick_financing::{Command, decide};
use tallystick_parties::{ApprovalRule, PartyStage, SIGNING_RULES};

use crate::bidding::whole;
use crate::given::given;
use crate::promises::{STANDS_UNTIL, issue, lapse, promise, promised, relied_on, take_back};
use crate::tender::{DEADLINE, close, commit, committed, later, reveal};
use crate::world::{
    AUDITOR, BANK, BUYER, EVERYONE, GUARANTOR, OPERATOR, SECOND_BANK, SERVICE, SUPPLIER, Who, World, accept,
    cny, decline, expire, join, member_id, offer, publish, revise, submit, submit_downstream, text, withdraw,
    withdraw_offer, withdraw_product,
};

/// Every command of the crate with the actor that may take it, in a world where it is accepted.
pub(crate) fn each_command() -> Vec<(World, Who, Command)> {
    let mut acts = of_requests();
    acts.extend(of_bids_and_guarantees());
    acts
}

fn of_requests() -> Vec<(World, Who, Command)> {
    vec![
        (World::new(), BANK, publish(4).into()),
        (World::new(), BANK, revise(1).into()),
        (World::new(), BANK, withdraw_product(1).into()),
        (World::new(), SUPPLIER, submit(1).into()),
        (World::new(), BUYER, submit_downstream(1).into()),
        (World::downstream(), SUPPLIER, join(1).into()),
        (World::offered(), SUPPLIER, accept(1, 11).into()),
        (World::submitted(), SUPPLIER, withdraw(1).into()),
        (World::submitted().on("2026-03-10"), SERVICE, expire(1).into()),
        (World::submitted(), BANK, offer(11, "0.0360").into()),
        (World::offered(), BANK, withdraw_offer(11).into()),
        (World::submitted(), BANK, decline(11).into()),
    ]
}

fn of_bids_and_guarantees() -> Vec<(World, Who, Command)> {
    let bid = whole(BANK);
    let sealed = committed(&[(BANK, whole(BANK))]);
    let lapsed = later(&promised().on(STANDS_UNTIL), 1);
    vec![
        (World::sealed(), BANK, commit(BANK, &bid).into()),
        (later(&sealed.on(DEADLINE), 1), BANK, reveal(BANK, &bid).into()),
        (World::sealed().on("2026-03-06"), SERVICE, close().into()),
        (World::submitted(), GUARANTOR, promise(1).into()),
        (promised(), GUARANTOR, take_back(1).into()),
        (relied_on(), GUARANTOR, issue(1).into()),
        (lapsed, SERVICE, lapse(1).into()),
    ]
}

fn code(world: &World, who: Who, command: &Command) -> Option<&'static str> {
    let answer = decide(&world.case, command, &world.context(who));
    answer.err().map(|rejection| rejection.code())
}

#[test]
fn every_command_is_accepted_from_its_actor_and_from_nobody_else() {
    let mut kinds = BTreeSet::new();
    for (world, actor, command) in each_command() {
        kinds.insert(command.kind());
        given(&world).when(actor, command.clone()).accepted();
        for who in EVERYONE {
            // Any bank publishes a product of its own.
            let own = command.kind() == "product.publish/1" && who.capacity == BANK.capacity;
            let code = code(&world, who, &command);
            assert_eq!(
                code.is_none(),
                who == actor || own,
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
        let parties = &mut world.case.certificates.contracts.parties.parties;
        for party in parties.values_mut().filter(|party| party.capacities.len() == 1) {
            let all = EVERYONE.iter().map(|who| who.capacity);
            let others = all.filter(|capacity| ![OPERATOR.capacity, SERVICE.capacity].contains(capacity));
            party.capacities.extend(others);
        }
        for capacity in EVERYONE.map(|who| who.capacity) {
            let who = Who { capacity, ..actor };
            if capacity != actor.capacity && actor.party != OPERATOR.party {
                let code = code(&world, who, &command);
                assert!(code.is_some(), "{} as {capacity}", command.kind());
            }
        }
    }
}

#[test]
fn nobody_in_one_bank_offers_alone() {
    let world = World::submitted();
    let mut context = world.context(BANK);
    for members in [vec![1], vec![1, 1], vec![]] {
        context.actor.members = members.iter().map(|k| member_id(BANK.party, *k)).collect();
        let answer = decide(&world.case, &offer(11, "0.0360").into(), &context);
        let code = answer.map_err(|rejection| rejection.code()).err();
        assert_eq!(code, Some("signatures-too-few"), "{members:?}");
    }
}

#[test]
fn a_policy_by_amount_counts_what_is_asked_for() {
    let world = World::offered().with_party(SUPPLIER, |party| {
        party.policy.rules = ["request.submit", "request.accept", "request.withdraw"]
            .map(|command| ApprovalRule {
                command: command.to_owned(),
                from: Some(cny("500000.00")),
                signatures: 2,
                checker: true,
            })
            .to_vec();
    });
    let mut context = world.context(SUPPLIER);
    context.actor.members.truncate(1);
    let code = |command: Command| {
        let answer = decide(&world.case, &command, &context);
        answer.err().map(|rejection| rejection.code())
    };
    assert_eq!(code(accept(1, 11).into()), Some("signatures-too-few"));
    assert_eq!(code(withdraw(1).into()), Some("signatures-too-few"));
    // 320,000.00.
    assert_eq!(code(submit(2).into()), None);
}

#[test]
fn a_suspended_party_begins_nothing_new_and_still_ends_what_it_began() {
    let suspend = |world: World, who: Who| {
        world.with_party(who, |party| {
            party.stage = PartyStage::Suspended {
                reason: text("复核")
            };
        })
    };
    let refused: [(World, Who, Command); 5] = [
        (World::new(), BANK, publish(4).into()),
        (World::new(), SUPPLIER, submit(1).into()),
        (World::offered(), SUPPLIER, accept(1, 11).into()),
        (World::downstream(), SUPPLIER, join(1).into()),
        (World::submitted(), BANK, offer(11, "0.0360").into()),
    ];
    for (world, who, command) in refused {
        given(&suspend(world, who))
            .when(who, command)
            .then_rejected("party-suspended");
    }
    let accepted: [(World, Who, Command); 4] = [
        (World::new(), BANK, withdraw_product(1).into()),
        (World::submitted(), SUPPLIER, withdraw(1).into()),
        (World::offered(), BANK, withdraw_offer(11).into()),
        (World::offered(), SECOND_BANK, decline(12).into()),
    ];
    for (world, who, command) in accepted {
        given(&suspend(world, who)).when(who, command).accepted();
    }
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
