//! What each statement names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tallystick_base::{PartyId, RulePack, SizeClass, Subject};
use tallystick_parties::command::RegisterParty;
use tallystick_parties::{ApprovalPolicy, Command, KeyHolder, ProfileData, Role, keyed_names, subjects};

use crate::world::{
    BUYER, OPERATOR, SUPPLIER, World, accept, add_key, add_member, change_roles, identity, key, kid_of,
    member, open, opening, party, profile, publish, recover, register, registration, reinstate,
    remove_member, restore, revoke, set_policy, suspend, update, veto,
};

fn every() -> Vec<(u64, Command)> {
    let in_group = || ProfileData {
        group: Some(party(BUYER)),
        ..profile(Some(SizeClass::Small))
    };
    let supplier = registration(
        SUPPLIER,
        tallystick_base::Capacity::Supplier,
        Some(SizeClass::Small),
    );
    let member = KeyHolder::Member(member(SUPPLIER, 1));
    vec![
        (OPERATOR, open(opening())),
        (OPERATOR, publish(RulePack::cn().unwrap())),
        (
            OPERATOR,
            register(RegisterParty {
                profile: in_group(),
                ..supplier
            }),
        ),
        (SUPPLIER, accept()),
        (OPERATOR, suspend(SUPPLIER)),
        (OPERATOR, reinstate(SUPPLIER)),
        (SUPPLIER, update(in_group())),
        (SUPPLIER, add_member(SUPPLIER, 3, &[Role::Maker])),
        (SUPPLIER, remove_member(SUPPLIER, 2, &[kid_of(SUPPLIER, 2)])),
        (SUPPLIER, change_roles(SUPPLIER, 2, &[Role::Maker])),
        (SUPPLIER, set_policy(ApprovalPolicy::default())),
        (SUPPLIER, add_key(member, key(42))),
        (SUPPLIER, revoke(kid_of(SUPPLIER, 1))),
        (OPERATOR, recover(SUPPLIER, 1, key(42).kid)),
        (SUPPLIER, veto()),
        (OPERATOR, restore(SUPPLIER, key(42))),
    ]
}

/// Subjects by the names that a reader knows.
fn names() -> BTreeMap<Subject, String> {
    let mut names = BTreeMap::new();
    for (n, name) in [(OPERATOR, "operator"), (SUPPLIER, "supplier"), (BUYER, "buyer")] {
        for kind in [PartyId::KIND, "profile", "recovery"] {
            let subject = Subject::new(kind, &party(n).uuid().to_string()).unwrap();
            names.insert(subject, format!("{kind}/{name}"));
        }
        for k in 1..=3 {
            names.insert(member(n, k).subject(), format!("member/{name}-{k}"));
            names.insert(kid_of(n, k).subject(), format!("key/{name}-{k}"));
        }
    }
    names.insert(key(42).kid.subject(), "key/new".into());
    names.insert(crate::world::service_key().kid.subject(), "key/service".into());
    names
}

#[test]
fn what_each_statement_names() {
    let world = crate::given::given(&World::peopled())
        .when(crate::world::operator(), recover(SUPPLIER, 1, key(42).kid))
        .accepted();
    let known = names();
    let name = |subject: &Subject| known.get(subject).cloned().unwrap_or_else(|| subject.to_string());
    let list = |subjects: &std::collections::BTreeSet<Subject>| {
        let mut found: Vec<_> = subjects.iter().map(name).collect();
        found.sort();
        found.join(", ")
    };
    let mut table = String::from("| kind | sub | alt | rel |\n|---|---|---|---|\n");
    for (n, command) in every() {
        let named = subjects(&command, party(n), &world.case).unwrap();
        let (kind, sub, alt, rel) = (
            command.kind(),
            name(&named.sub),
            list(&named.alt),
            list(&named.rel),
        );
        writeln!(table, "| {kind} | {sub} | {alt} | {rel} |").unwrap();
    }
    insta::assert_snapshot!(table);
    crate::rule_book::check_shown(&table);
}

#[test]
fn every_kind_is_shown() {
    let kinds: Vec<_> = every().iter().map(|(_, command)| command.kind()).collect();
    assert_eq!(kinds, Command::KINDS);
}

#[test]
fn only_what_registers_a_code_asks_for_a_keyed_name() {
    let case = World::peopled().case;
    for (_, command) in every() {
        let expected = match &command {
            Command::OpenLedger(_) => vec![identity(OPERATOR).keyed_name()],
            Command::RegisterParty(_) => vec![identity(SUPPLIER).keyed_name()],
            _ => vec![],
        };
        assert_eq!(keyed_names(&command, &case), expected, "{}", command.kind());
    }
    assert_eq!(
        identity(SUPPLIER).keyed_name().parts,
        ["uscc", "91110000600037342P"]
    );
    assert_eq!(identity(4).keyed_name().parts, ["lei", "5493001KJTIIGC8Y1R12"]);
}
