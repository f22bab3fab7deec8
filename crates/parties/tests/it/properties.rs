//! What holds after any sequence of commands, sensible or not.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use tallystick_base::{Actor, Capacity, PartyId, SizeClass, Thumbprint};
use tallystick_parties::{
    ApprovalPolicy, ApprovalRule, Case, Command, KeyHolder, RecoveryStage, Role, Signers, requirement,
    signing_rule,
};

use crate::given::given;
use crate::world::{
    World, accept, add_key, add_member, change_roles, key, member, party, profile, recover, register,
    registration, reinstate, remove_member, restore, revoke, set_policy, sole_registration, suspend, update,
    veto,
};

const PARTIES: std::ops::RangeInclusive<u64> = 1..=6;

fn any_party() -> impl Strategy<Value = u64> {
    PARTIES
}

fn any_roles() -> impl Strategy<Value = Vec<Role>> {
    proptest::sample::subsequence(Role::ALL.to_vec(), 0..=4)
}

/// Keys that members begin with, and some new ones.
fn any_key() -> impl Strategy<Value = u64> {
    prop_oneof![(PARTIES, 1_u64..=2).prop_map(|(n, k)| 100 * n + k), 40_u64..=60]
}

fn any_size() -> impl Strategy<Value = Option<SizeClass>> {
    prop_oneof![
        Just(None),
        proptest::sample::select(SizeClass::ALL.to_vec()).prop_map(Some)
    ]
}

fn any_policy() -> impl Strategy<Value = ApprovalPolicy> {
    (any::<bool>(), 0_u8..4, any::<bool>()).prop_map(|(sole_member, signatures, checker)| ApprovalPolicy {
        sole_member,
        rules: (signatures > 0)
            .then(|| ApprovalRule {
                command: "contract.accept".into(),
                from: None,
                signatures,
                checker,
            })
            .into_iter()
            .collect(),
    })
}

/// A command that touches a party, and the number of that party.
fn any_command() -> impl Strategy<Value = (u64, Command)> {
    let n = any_party;
    prop_oneof![
        3 => n().prop_map(|n| (n, accept())),
        1 => n().prop_map(|n| (n, suspend(n))),
        1 => n().prop_map(|n| (n, reinstate(n))),
        2 => n().prop_map(|n| (n, veto())),
        1 => (n(), any_size()).prop_map(|(n, size)| (n, update(profile(size)))),
        1 => (n(), any_policy()).prop_map(|(n, policy)| (n, set_policy(policy))),
        2 => (n(), 1_u64..=4, any_roles()).prop_map(|(n, k, has)| (n, add_member(n, k, &has))),
        2 => (n(), 1_u64..=4, any_roles()).prop_map(|(n, k, has)| (n, change_roles(n, k, &has))),
        1 => (n(), 1_u64..=4, any_key()).prop_map(|(n, k, kid)| (n, remove_member(n, k, &[key(kid).kid]))),
        4 => (n(), 1_u64..=4).prop_map(|(n, k)| (n, remove_member(n, k, &[]))),
        1 => (n(), 1_u64..=4, any_key())
            .prop_map(|(n, k, new)| (n, add_key(KeyHolder::Member(member(n, k)), key(new)))),
        1 => (n(), any_key()).prop_map(|(n, new)| (n, add_key(KeyHolder::Service {}, key(new)))),
        1 => (n(), any_key()).prop_map(|(n, kid)| (n, revoke(key(kid).kid))),
        3 => (n(), 1_u64..=4, 40_u64..=60).prop_map(|(n, k, kid)| (n, recover(n, k, key(kid).kid))),
        3 => (n(), any_key()).prop_map(|(n, kid)| (n, restore(n, key(kid)))),
        1 => (n(), any_size()).prop_map(|(n, size)| (n, register(registration(n, Capacity::Supplier, size)))),
        1 => n().prop_map(|n| (n, register(sole_registration(n, Capacity::Supplier)))),
    ]
}

/// One act: mostly by those whose matter it is, sometimes by anybody.
#[derive(Debug, Clone)]
struct Act {
    hours: u64,
    command: Command,
    actor: Actor,
}

fn own_capacity(n: u64) -> Capacity {
    match n {
        1 => Capacity::Operator,
        3 | 4 => Capacity::Buyer,
        5 => Capacity::Auditor,
        _ => Capacity::Supplier,
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    let capacity = proptest::sample::select(Capacity::ALL.to_vec());
    let signers = proptest::collection::vec(1_u64..=4, 0..4);
    let parts = (any_command(), 0_u8..16, capacity, any_party(), signers, 0_u64..60);
    parts.prop_map(|((n, command), who, capacity, stranger, signers, hours)| {
        let is_operators =
            signing_rule(command.kind()).is_some_and(|rule| rule.capacities == [Capacity::Operator]);
        let n = if is_operators { 1 } else { n };
        let all: &[u64] = if n == 4 { &[1] } else { &[1, 2] };
        let actor = match who {
            0..=9 => World::by(n, own_capacity(n), all),
            10 | 11 => World::by(n, own_capacity(n), &signers),
            12 => World::by(n, capacity, &signers),
            13 => World::by(1, Capacity::Operator, &[1, 2]),
            _ => World::by(stranger, capacity, &[1, 2]),
        };
        Act {
            hours,
            command,
            actor,
        }
    })
}

/// Most removals name the keys that the member holds by then, and most restorations the key that is announced.
fn fitted(command: Command, world: &World) -> Command {
    match command {
        Command::RemoveMember(mut body) if body.kids.is_empty() => {
            body.kids = world.case.keys_of(body.member).cloned().collect();
            Command::RemoveMember(body)
        }
        Command::RestoreKey(mut body) => {
            if let Some(RecoveryStage::Announced(announced)) = world
                .case
                .recoveries
                .get(&body.party)
                .map(|recovery| &recovery.stage)
            {
                let known = (40..=60).map(key).find(|new| new.kid == announced.kid);
                body.keys.splice(.., known);
            }
            Command::RestoreKey(body)
        }
        other => other,
    }
}

/// Takes acts one after another; each that is accepted is shown with the world before and the world after it.
fn live(acts: Vec<Act>, mut each: impl FnMut(&World, &Act, &World)) {
    let mut world = World::peopled();
    for mut act in acts {
        world = world.after(act.hours);
        act.command = fitted(act.command, &world);
        let decided = given(&world).when(act.actor.clone(), act.command.clone());
        if decided.answer.is_ok() {
            let after = decided.accepted();
            each(&world, &act, &after);
            world = after;
        }
    }
}

/// Two admins, or the one member of a small firm that chose so: nobody alone can make a checker.
fn check_governance(case: &Case) {
    for &id in case.parties.keys() {
        let roster = case.roster(id).expect("every member listed is there and active");
        let admins = roster
            .values()
            .filter(|member| member.acts_as(Role::Admin))
            .count();
        assert!(
            admins >= 2 || case.is_sole_member(id).unwrap(),
            "{id} has {admins} admins"
        );
        let needed = requirement(case, id, "member.add", None).unwrap();
        assert!(needed.signatures == 2 || case.is_sole_member(id).unwrap());
    }
    for (id, member) in &case.members {
        let listed = case.parties[&member.party].members.contains(id);
        assert_eq!(
            listed,
            member.is_active(),
            "the roster of a party is its active members"
        );
    }
}

/// Keys belong to active members of their owner, and the operator can always act.
fn check_keys(case: &Case) {
    let held = case.keys.values().filter(|key| key.is_active());
    for key in held {
        match key.holder {
            KeyHolder::Member(holder) => {
                let holder = case.member(holder).unwrap();
                assert_eq!(holder.party, key.party);
                assert!(holder.is_active(), "who left holds no key");
            }
            KeyHolder::Service {} => assert_eq!(key.party, party(1)),
        }
    }
    let operator = case.roster(party(1)).unwrap();
    let can_sign = operator
        .iter()
        .filter(|(id, member)| member.acts_as(Role::Admin) && case.keys_of(**id).next().is_some());
    assert!(can_sign.count() >= 2, "the operator is locked out");
}

fn check_identities(case: &Case) {
    let parties: BTreeSet<_> = case.identities.values().map(|identity| identity.party).collect();
    assert_eq!(parties.len(), case.identities.len(), "one registration each");
    assert_eq!(parties, case.parties.keys().copied().collect());
}

/// What was accepted was signed as it must be.
fn check_signed(case: &Case, act: &Act) {
    let rule = signing_rule(act.command.kind()).unwrap();
    let actor = &act.actor;
    assert!(rule.capacities.contains(&actor.capacity));
    assert!(case.party(actor.party).unwrap().acts_as(actor.capacity));
    let signers: BTreeSet<_> = actor.members.iter().collect();
    for &&signer in &signers {
        assert!(case.member_of(actor.party, signer).is_ok());
    }
    let needed = requirement(case, actor.party, act.command.kind(), None).unwrap();
    assert!(signers.len() >= needed.signatures.max(1));
}

type Owners = BTreeMap<Thumbprint, PartyId>;

/// A key keeps its owner, and a revoked one stays revoked.
fn check_history(before: &Case, after: &Case, owners: &mut Owners) {
    for (kid, key) in &after.keys {
        assert_eq!(*owners.entry(kid.clone()).or_insert(key.party), key.party);
    }
    for (kid, key) in &before.keys {
        assert!(key.is_active() || !after.keys[kid].is_active());
    }
}

/// The same command from any other party, in any other capacity, unsigned, or by members who only read.
fn check_refused_from_others(world: &World, act: &Act) {
    let refused = |world: &World, actor: Actor| {
        let answer = given(world).when(actor.clone(), act.command.clone()).answer;
        assert!(answer.is_err(), "{} from {actor:?}", act.command.kind());
    };
    for capacity in Capacity::ALL
        .into_iter()
        .filter(|other| *other != act.actor.capacity)
    {
        refused(
            world,
            Actor {
                capacity,
                ..act.actor.clone()
            },
        );
    }
    for party in PARTIES.map(party).filter(|other| *other != act.actor.party) {
        refused(
            world,
            Actor {
                party,
                ..act.actor.clone()
            },
        );
    }
    let members = Vec::new();
    refused(
        world,
        Actor {
            members,
            ..act.actor.clone()
        },
    );
    if signing_rule(act.command.kind()).unwrap().signers != Signers::Any {
        let mut demoted = world.clone();
        for signer in &act.actor.members {
            let roles = BTreeSet::from([Role::Viewer]);
            demoted
                .case
                .members
                .entry(*signer)
                .and_modify(|member| member.roles = roles);
        }
        refused(&demoted, act.actor.clone());
    }
}

fn any_acts() -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec(any_act(), 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_commanded_the_house_stays_in_order(acts in any_acts()) {
        let mut owners = Owners::new();
        live(acts, |before, act, after| {
            check_signed(&before.case, act);
            check_governance(&after.case);
            check_keys(&after.case);
            check_identities(&after.case);
            check_history(&before.case, &after.case, &mut owners);
        });
    }

    #[test]
    fn what_is_accepted_is_refused_from_any_other_party_capacity_or_role(acts in any_acts()) {
        live(acts, |before, act, _| check_refused_from_others(before, act));
    }
}

#[test]
fn the_sequences_reach_every_command_that_can_follow_the_opening() {
    let mut reached = BTreeSet::new();
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        let acts = any_acts()
            .new_tree(&mut runner)
            .expect("acts can be drawn")
            .current();
        live(acts, |_, act, _| {
            reached.insert(act.command.kind());
        });
    }
    let missing: Vec<_> = Command::KINDS
        .iter()
        .filter(|kind| !reached.contains(*kind))
        .collect();
    assert_eq!(missing, [&"ledger.open/1", &"rules.publish/1"]);
}
