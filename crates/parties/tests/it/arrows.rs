//! Which arrows exist: every transition from every stage, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Capacity, IllegalTransition, RulePack, SizeClass};
use tallystick_parties::{
    Announcement, ApprovalPolicy, IdentityTransition, KeyHolder, KeyTransition, LedgerTransition,
    MemberTransition, PartyTransition, ProfileTransition, RecoveryTransition, Role, RulesTransition,
    identity, key, ledger, member, party, profile, recovery, rules,
};

use crate::world::{self, SUPPLIER, World, digest, service_key, text};

/// One table of states by transitions, for one aggregate.
fn arrows<S: Clone, T>(
    states: &[(&str, Option<S>)],
    transitions: &[T],
    name: impl Fn(&T) -> &'static str,
    apply: impl Fn(Option<S>, &T) -> Result<S, IllegalTransition>,
    stage: impl Fn(&S) -> String,
) -> String {
    let mut table = String::new();
    for (from, state) in states {
        for transition in transitions {
            let to = match apply(state.clone(), transition) {
                Ok(next) => stage(&next),
                Err(error) => {
                    assert_eq!(error.transition, name(transition));
                    continue;
                }
            };
            writeln!(table, "{from} -- {} -> {to}", name(transition)).unwrap();
        }
    }
    table
}

fn supplier_id() -> tallystick_base::PartyId {
    world::party(SUPPLIER)
}

#[test]
fn of_a_party() {
    let registered = PartyTransition::Registered {
        capacities: BTreeSet::from([Capacity::Supplier]),
        buyer_class: None,
        identity: world::identity(SUPPLIER),
        members: BTreeSet::from([world::member(SUPPLIER, 1)]),
        policy: ApprovalPolicy::default(),
    };
    let reason = text("查封");
    let suspended = PartyTransition::Suspended {
        reason: reason.clone(),
    };
    let new = party::apply(None, &registered).unwrap();
    let active = party::apply(Some(new.clone()), &PartyTransition::Accepted {}).unwrap();
    let stopped = party::apply(Some(active.clone()), &suspended).unwrap();
    let states = [
        ("nothing", None),
        ("Registered", Some(new)),
        ("Active", Some(active)),
        ("Suspended", Some(stopped)),
    ];
    let member = world::member(SUPPLIER, 2);
    let transitions = [
        registered,
        PartyTransition::Accepted {},
        suspended,
        PartyTransition::Reinstated { reason },
        PartyTransition::MemberJoined { member },
        PartyTransition::MemberLeft { member },
        PartyTransition::PolicyChanged {
            policy: ApprovalPolicy::default(),
        },
    ];
    let table = arrows(
        &states,
        &transitions,
        PartyTransition::name,
        party::apply,
        |party| party.stage.name().into(),
    );
    insta::assert_snapshot!(table);
}

#[test]
fn of_a_member() {
    let added = MemberTransition::Added {
        party: supplier_id(),
        name: text("王芳"),
        roles: BTreeSet::from([Role::Maker]),
    };
    let active = member::apply(None, &added).unwrap();
    let removed = member::apply(Some(active.clone()), &MemberTransition::Removed {}).unwrap();
    let states = [
        ("nothing", None),
        ("Active", Some(active)),
        ("Removed", Some(removed)),
    ];
    let roles = BTreeSet::from([Role::Viewer]);
    let transitions = [
        added,
        MemberTransition::RolesChanged { roles },
        MemberTransition::Removed {},
    ];
    let table = arrows(
        &states,
        &transitions,
        MemberTransition::name,
        member::apply,
        |member| member.stage.name().into(),
    );
    insta::assert_snapshot!(table);
}

#[test]
fn of_a_key() {
    let added = KeyTransition::Added {
        party: supplier_id(),
        holder: KeyHolder::Member(world::member(SUPPLIER, 1)),
        jwk: world::key(42).jwk,
        restored: false,
    };
    let revoked = KeyTransition::Revoked { suspect_from: None };
    let active = key::apply(None, &added).unwrap();
    let gone = key::apply(Some(active.clone()), &revoked).unwrap();
    let states = [
        ("nothing", None),
        ("Active", Some(active)),
        ("Revoked", Some(gone)),
    ];
    let table = arrows(
        &states,
        &[added, revoked],
        KeyTransition::name,
        key::apply,
        |key| key.stage.name().into(),
    );
    insta::assert_snapshot!(table);
}

#[test]
fn of_a_recovery() {
    let (kid, member) = (world::key(42).kid, world::member(SUPPLIER, 1));
    let announced = RecoveryTransition::Announced(Announcement {
        kid: kid.clone(),
        member,
        reason: text("密钥丢失"),
        evidence: digest(),
        announced: World::empty().now,
    });
    let transitions = [
        announced.clone(),
        RecoveryTransition::Vetoed { member },
        RecoveryTransition::Restored { kid },
    ];
    let open = recovery::apply(None, &announced).unwrap();
    let after = |transition| recovery::apply(Some(open.clone()), transition).unwrap();
    let states = [
        ("nothing", None),
        ("Announced", Some(open.clone())),
        ("Vetoed", Some(after(&transitions[1]))),
        ("Restored", Some(after(&transitions[2]))),
    ];
    let table = arrows(
        &states,
        &transitions,
        RecoveryTransition::name,
        recovery::apply,
        |recovery| recovery.stage.name().into(),
    );
    insta::assert_snapshot!(table);
}

#[test]
fn of_what_has_versions_or_happens_once() {
    let data = world::profile(Some(SizeClass::Small));
    let opened = ProfileTransition::Opened { data: data.clone() };
    let file = profile::apply(None, &opened).unwrap();
    let mut table = arrows(
        &[("no profile", None), ("profile 1", Some(file))],
        &[opened, ProfileTransition::Updated { data }],
        ProfileTransition::name,
        profile::apply,
        |profile| format!("profile {}", profile.version),
    );
    let pack = Box::new(RulePack::cn().unwrap());
    let published = RulesTransition::Published { rules: pack };
    let first = rules::apply(None, &published).unwrap();
    table += &arrows(
        &[("no rules", None), ("rules 1", Some(first))],
        &[published],
        RulesTransition::name,
        rules::apply,
        |rules| format!("rules {}", rules.version),
    );
    let taken = IdentityTransition::Taken { party: supplier_id() };
    let identity = identity::apply(None, &taken).unwrap();
    table += &arrows(
        &[("free code", None), ("taken code", Some(identity))],
        &[taken],
        IdentityTransition::name,
        identity::apply,
        |_| "taken code".into(),
    );
    let opened = LedgerTransition::Opened {
        operator: world::party(world::OPERATOR),
        name: text("样本平台"),
        log_keys: vec!["a".into(), "b".into()],
        service_key: service_key().kid,
    };
    let open = ledger::apply(None, &opened).unwrap();
    table += &arrows(
        &[("no ledger", None), ("ledger", Some(open))],
        &[opened],
        LedgerTransition::name,
        ledger::apply,
        |_| "ledger".into(),
    );
    insta::assert_snapshot!(table);
}
