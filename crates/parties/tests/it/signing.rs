//! The table of who may sign what.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Actor, Capacity};
use tallystick_parties::{
    Command, MemberStage, Role, SIGNING_RULES, Signers, authorise, eligible_signers, signing_rule,
};

use crate::world::{AUDITOR, BUYER, OPERATOR, SUPPLIER, World, member, party};

#[test]
fn the_table_of_signatures() {
    let mut table = String::from(
        "| command | signed as | by | members | checker | while suspended |\n|---|---|---|---|---|---|\n",
    );
    for rule in SIGNING_RULES {
        let capacities: Vec<_> = rule.capacities.iter().map(|capacity| capacity.as_str()).collect();
        let yes = |holds| if holds { "yes" } else { "" };
        writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} |",
            rule.kind,
            capacities.join(", "),
            rule.signers.words(),
            rule.signatures,
            yes(rule.checker),
            yes(rule.while_suspended),
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
    crate::rule_book::check_shown(&table);
}

#[test]
fn every_command_stands_in_the_table_once() {
    let kinds: BTreeSet<_> = SIGNING_RULES.iter().map(|rule| rule.kind).collect();
    assert_eq!(kinds.len(), SIGNING_RULES.len());
    for kind in Command::KINDS {
        let rule = signing_rule(kind).unwrap_or_else(|| panic!("{kind} is missing"));
        assert_eq!(kind.split_once('/').unwrap().0, rule.kind);
    }
}

#[test]
fn the_operators_capacity_stands_alone_and_takes_two() {
    for rule in SIGNING_RULES {
        let is_house = rule.capacities.contains(&Capacity::Auditor);
        if rule.capacities.contains(&Capacity::Operator) && !is_house {
            assert_eq!(rule.capacities, [Capacity::Operator], "{}", rule.kind);
            assert_eq!(rule.signatures, 2, "{}", rule.kind);
        }
    }
}

#[test]
fn auditors_sign_nothing_but_matters_of_their_own_house() {
    let world = World::peopled();
    let context = world.context(World::by(AUDITOR, Capacity::Auditor, &[1, 2]));
    let may =
        |rule: &&tallystick_parties::SigningRule| authorise(&world.case, &context, rule.kind, None).is_ok();
    let allowed: Vec<_> = SIGNING_RULES.iter().filter(may).map(|rule| rule.kind).collect();
    assert_eq!(
        allowed,
        [
            "party.accept",
            "profile.update",
            "member.add",
            "member.remove",
            "role.change",
            "policy.change",
            "key.add",
            "key.revoke",
            "key.veto"
        ]
    );
}

#[test]
fn the_service_signs_what_falls_due_and_nothing_else_without_any_member() {
    let world = World::peopled();
    let service = |members: &[u64]| world.context(World::by(OPERATOR, Capacity::Service, members));
    for rule in SIGNING_RULES {
        let answer = authorise(&world.case, &service(&[]), rule.kind, None);
        assert_eq!(answer.is_ok(), rule.signers == Signers::Service, "{}", rule.kind);
    }
    let with_member = authorise(&world.case, &service(&[1]), "confirmation.lapse/1", None);
    assert_eq!(with_member.unwrap_err().code(), "role-forbidden");
    let as_operator = world.context(World::by(OPERATOR, Capacity::Operator, &[]));
    let answer = authorise(&world.case, &as_operator, "confirmation.lapse/1", None);
    assert_eq!(answer.unwrap_err().code(), "capacity-forbidden");
    let elsewhere = world.context(World::by(SUPPLIER, Capacity::Service, &[]));
    let answer = authorise(&world.case, &elsewhere, "confirmation.lapse/1", None);
    assert_eq!(answer.unwrap_err().code(), "capacity-not-held");
}

#[test]
fn nobody_signs_in_a_capacity_not_held_or_not_meant() {
    let world = World::peopled();
    for rule in SIGNING_RULES {
        for capacity in Capacity::ALL {
            let context = world.context(World::by(BUYER, capacity, &[1, 2]));
            let answer = authorise(&world.case, &context, rule.kind, None);
            let meant = rule.capacities.contains(&capacity) && capacity == Capacity::Buyer;
            assert_eq!(answer.is_ok(), meant, "{} as {capacity}", rule.kind);
        }
    }
}

#[test]
fn strangers_and_unknown_commands_are_refused() {
    let world = World::peopled();
    let nobody = world.context(World::by(77, Capacity::Buyer, &[1]));
    assert_eq!(
        authorise(&world.case, &nobody, "payment.report/1", None)
            .unwrap_err()
            .code(),
        "party-not-found"
    );
    let buyer = world.context(World::by(BUYER, Capacity::Buyer, &[1]));
    assert_eq!(
        authorise(&world.case, &buyer, "payment.forge/1", None)
            .unwrap_err()
            .code(),
        "command-unknown"
    );
    let borrowed = world.context(Actor {
        party: party(BUYER),
        members: vec![member(BUYER, 1), member(SUPPLIER, 1)],
        capacity: Capacity::Buyer,
    });
    assert_eq!(
        authorise(&world.case, &borrowed, "payment.report/1", None)
            .unwrap_err()
            .code(),
        "member-of-another"
    );
}

#[test]
fn whoever_is_eligible_may_sign_and_nobody_else() {
    let mut world = World::peopled();
    let case = &mut world.case;
    let roles = [Role::Maker, Role::Checker, Role::Viewer];
    for (k, role) in (1..).zip(roles) {
        let id = member(SUPPLIER, k);
        let mut state = case.members[&member(SUPPLIER, 1)].clone();
        state.roles = [role].into();
        case.members.insert(id, state);
        case.parties.get_mut(&party(SUPPLIER)).unwrap().members.insert(id);
    }
    let names = |kind: &str| eligible_signers(case, party(SUPPLIER), kind);
    let [maker, checker, viewer] = [1, 2, 3].map(|k| member(SUPPLIER, k));
    assert_eq!(names("contract.register/1"), [maker, checker]);
    assert_eq!(names("contract.register"), [maker, checker]);
    assert_eq!(names("key.veto/1"), [maker, checker, viewer]);
    assert_eq!(names("member.add/1"), []);
    assert_eq!(names("certificate.mark-overdue/1"), []);
    assert_eq!(names("certificate.vanish/1"), []);
    assert_eq!(eligible_signers(case, party(99), "key.veto/1"), []);
}

#[test]
fn who_left_or_is_not_known_is_not_eligible() {
    let mut world = World::peopled();
    let (first, second) = (member(SUPPLIER, 1), member(SUPPLIER, 2));
    let names = |world: &World| eligible_signers(&world.case, party(SUPPLIER), "member.add/1");
    assert_eq!(names(&world), [first, second]);
    world.case.members.get_mut(&first).unwrap().stage = MemberStage::Removed {};
    assert_eq!(names(&world), [second]);
    world.case.members.remove(&second);
    assert_eq!(names(&world), []);
}
