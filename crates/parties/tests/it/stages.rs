//! Stage by command, one table an aggregate: where it goes, or why not.

use std::fmt::Write as _;

use tallystick_base::{Actor, Capacity, RulePack, SizeClass};
use tallystick_parties::command::RegisterParty;
use tallystick_parties::{ApprovalPolicy, Command, KeyHolder, Role};

use crate::given::given;
use crate::rule_book::check_shown;
use crate::world::{
    SUPPLIER, World, accept, add_key, add_member, change_roles, key, member, open, opening, operator,
    profile, publish, recover, register, registration, reinstate, remove_member, restore, revoke, set_policy,
    supplier, suspend, update, veto,
};

/// Where the thing stands, in words.
type StageOf = fn(&World) -> String;

fn table(rows: &[(&str, World)], columns: &[(&str, Actor, Command)], stage: StageOf) -> String {
    let mut table = String::from("| from |");
    for (name, _, _) in columns {
        write!(table, " {name} |").unwrap();
    }
    writeln!(table, "\n|---|{}", "---|".repeat(columns.len())).unwrap();
    for (name, world) in rows {
        write!(table, "| {name} |").unwrap();
        for (_, actor, command) in columns {
            let decided = given(world).when(actor.clone(), command.clone());
            let cell = match &decided.answer {
                Ok(_) => format!("→ {}", stage(&decided.accepted())),
                Err(rejection) => rejection.code().to_owned(),
            };
            write!(table, " {cell} |").unwrap();
        }
        table.push('\n');
    }
    table
}

fn firm() -> RegisterParty {
    registration(SUPPLIER, Capacity::Supplier, Some(SizeClass::Small))
}

fn active() -> World {
    World::ruled().joined(firm())
}

#[test]
fn party_by_stage() {
    let suspended = given(&active()).when(operator(), suspend(SUPPLIER)).accepted();
    let rows = [
        ("nothing", World::ruled()),
        ("Registered", World::ruled().registered(firm())),
        ("Active", active()),
        ("Suspended", suspended),
    ];
    let both = || supplier(&[1, 2]);
    let columns = [
        ("party.register", operator(), register(firm())),
        ("party.accept", supplier(&[1]), accept()),
        ("party.suspend", operator(), suspend(SUPPLIER)),
        ("party.reinstate", operator(), reinstate(SUPPLIER)),
        ("policy.change", both(), set_policy(ApprovalPolicy::default())),
        ("member.add", both(), add_member(SUPPLIER, 3, &[Role::Maker])),
    ];
    let table = table(&rows, &columns, |world| {
        let stage = &world.case.party(crate::world::party(SUPPLIER)).unwrap().stage;
        stage.name().to_owned()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn member_by_stage() {
    let both = || supplier(&[1, 2]);
    let maker: &[Role] = &[Role::Maker];
    let joined = given(&active())
        .when(both(), add_member(SUPPLIER, 3, maker))
        .accepted();
    let removed = given(&joined)
        .when(both(), remove_member(SUPPLIER, 3, &[]))
        .accepted();
    let rows = [("nothing", active()), ("Active", joined), ("Removed", removed)];
    let holder = KeyHolder::Member(member(SUPPLIER, 3));
    let columns = [
        ("member.add", both(), add_member(SUPPLIER, 3, maker)),
        ("role.change", both(), change_roles(SUPPLIER, 3, &[Role::Viewer])),
        ("key.add for the member", both(), add_key(holder, key(42))),
        ("member.remove", both(), remove_member(SUPPLIER, 3, &[])),
    ];
    let table = table(&rows, &columns, |world| {
        let stage = world.case.member(member(SUPPLIER, 3)).unwrap().stage;
        stage.name().to_owned()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn key_by_stage() {
    let announced = given(&active())
        .when(operator(), recover(SUPPLIER, 1, key(42).kid))
        .accepted();
    let nothing = announced.after(72);
    let holder = KeyHolder::Member(member(SUPPLIER, 1));
    let added = given(&nothing)
        .when(supplier(&[1]), add_key(holder, key(42)))
        .accepted();
    let restored = given(&nothing)
        .when(operator(), restore(SUPPLIER, key(42)))
        .accepted();
    let revoked = given(&added).when(supplier(&[1]), revoke(key(42).kid)).accepted();
    let rows = [
        ("nothing, announced 72 hours ago", nothing),
        ("Active", added),
        ("Active, restored", restored),
        ("Revoked", revoked),
    ];
    let columns = [
        ("key.add", supplier(&[1]), add_key(holder, key(42))),
        ("key.restore", operator(), restore(SUPPLIER, key(42))),
        ("key.revoke by the holder", supplier(&[1]), revoke(key(42).kid)),
        ("key.revoke by the operator", operator(), revoke(key(42).kid)),
    ];
    let table = table(&rows, &columns, |world| {
        let key = world.case.key(&key(42).kid).unwrap();
        let flag = if key.restored { ", restored" } else { "" };
        format!("{}{flag}", key.stage.name())
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn recovery_by_stage() {
    let announced = given(&active())
        .when(operator(), recover(SUPPLIER, 1, key(42).kid))
        .accepted();
    let ripe = announced.clone().after(72);
    let vetoed = given(&announced).when(supplier(&[2]), veto()).accepted();
    let restored = given(&ripe)
        .when(operator(), restore(SUPPLIER, key(42)))
        .accepted();
    let rows = [
        ("nothing", active()),
        ("Announced", announced),
        ("Announced, 72 hours later", ripe),
        ("Vetoed", vetoed),
        ("Restored", restored),
    ];
    let columns = [
        ("key.recover", operator(), recover(SUPPLIER, 1, key(43).kid)),
        ("key.veto", supplier(&[2]), veto()),
        ("key.restore", operator(), restore(SUPPLIER, key(42))),
    ];
    let table = table(&rows, &columns, |world| {
        world.case.recoveries[&crate::world::party(SUPPLIER)]
            .stage
            .name()
            .to_owned()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn profile_by_version() {
    let rows = [
        ("nothing", World::ruled()),
        ("version 1, not accepted", World::ruled().registered(firm())),
        ("version 1", active()),
    ];
    let columns = [
        ("party.register", operator(), register(firm())),
        (
            "profile.update",
            supplier(&[1]),
            update(profile(Some(SizeClass::Micro))),
        ),
    ];
    let table = table(&rows, &columns, |world| {
        format!(
            "version {}",
            world.case.profile(crate::world::party(SUPPLIER)).unwrap().version
        )
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn ledger_and_rules() {
    let rows = [
        ("nothing", World::empty()),
        ("opened", World::opened()),
        ("opened, rules in version 1", World::ruled()),
    ];
    let columns = [
        ("ledger.open", operator(), open(opening())),
        ("rules.publish", operator(), publish(RulePack::cn().unwrap())),
        ("party.register", operator(), register(firm())),
    ];
    let table = table(&rows, &columns, |world| {
        let rules = world.case.rules.get("cn").map_or(0, |rules| rules.version);
        format!("rules {rules}, parties {}", world.case.parties.len())
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}
