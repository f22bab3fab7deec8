//! Stage × command, as a lawyer reads it: who may do what, and where it leads.

use std::fmt::Write as _;

use tallystick_base::Actor;
use tallystick_contracts::{Command, RegisterContract};

use crate::given::given;
use crate::rule_book::check_shown;
use crate::world::*;

/// Where the thing stands.
type StageOf = fn(&World) -> &'static str;

/// A world for each stage of the contract that the supplier registered.
fn contract_stages() -> Vec<(&'static str, World)> {
    let registered = World::new().registered(body());
    let accepted = World::with_contract();
    let after = |world: &World, actor: Actor, command: Command| given(world).when(actor, command).accepted();
    vec![
        ("nothing", World::new().prepared(&body())),
        ("Registered", registered.clone()),
        ("Accepted", accepted.clone()),
        ("Rejected", after(&registered, hospital(), reject().into())),
        ("Withdrawn", after(&registered, supplier(), withdraw().into())),
        ("Closed", after(&accepted, supplier(), close().into())),
        ("Terminated", after(&accepted, supplier(), terminate().into())),
    ]
}

fn cell(world: &World, actor: Actor, command: &Command, stage: StageOf) -> String {
    let decided = given(world).when(actor, command.clone());
    match &decided.answer {
        Ok(_) => format!("→ {}", stage(&decided.accepted())),
        Err(rejection) => rejection.code().to_owned(),
    }
}

fn table(rows: &[(&str, World)], columns: &[(&str, Actor, Command)], stage: StageOf) -> String {
    let mut table = String::from("| from |");
    for (name, _, _) in columns {
        write!(table, " {name} |").unwrap();
    }
    writeln!(table, "\n|---|{}", "---|".repeat(columns.len())).unwrap();
    for (name, world) in rows {
        write!(table, "| {name} |").unwrap();
        for (_, actor, command) in columns {
            write!(table, " {} |", cell(world, actor.clone(), command, stage)).unwrap();
        }
        table.push('\n');
    }
    table
}

/// The same commands, once by each side.
fn check(by: &str, rows: &[(&str, World)], commands: &[(&str, Command)], actor: &Actor, stage: StageOf) {
    let columns: Vec<_> = commands
        .iter()
        .map(|(name, command)| (*name, actor.clone(), command.clone()))
        .collect();
    let table = table(rows, &columns, stage);
    insta::assert_snapshot!(by, table);
    check_shown(&table);
}

#[test]
fn contract_by_stage() {
    let commands: [(&str, Command); 7] = [
        ("contract.register", body().into()),
        ("contract.accept", accept().into()),
        ("contract.reject", reject().into()),
        ("contract.withdraw", withdraw().into()),
        ("amendment.propose", propose(1, amount("900000.00")).into()),
        ("contract.close", close().into()),
        ("contract.terminate", terminate().into()),
    ];
    let stage: StageOf = |world| world.contract().stage.name();
    let rows = contract_stages();
    check("contract_by_its_first_side", &rows, &commands, &supplier(), stage);
    check("contract_by_the_other_side", &rows, &commands, &hospital(), stage);
}

#[test]
fn amendment_by_stage() {
    let accepted = World::with_contract();
    let proposed = accepted.clone().proposed(1, amount("900000.00"));
    let after = |actor: Actor, command: Command| given(&proposed).when(actor, command).accepted();
    let rows = [
        ("nothing", accepted),
        ("Proposed", proposed.clone()),
        ("Accepted", after(hospital(), accept_amendment(1).into())),
        ("Rejected", after(hospital(), reject_amendment(1).into())),
        ("Withdrawn", after(supplier(), withdraw_amendment(1).into())),
    ];
    let commands: [(&str, Command); 4] = [
        ("amendment.propose", propose(1, amount("900000.00")).into()),
        ("amendment.accept", accept_amendment(1).into()),
        ("amendment.reject", reject_amendment(1).into()),
        ("amendment.withdraw", withdraw_amendment(1).into()),
    ];
    let stage: StageOf = |world| world.case.amendments[&amendment_id(1)].stage.name();
    check("amendment_by_its_proposer", &rows, &commands, &supplier(), stage);
    check(
        "amendment_by_the_other_side",
        &rows,
        &commands,
        &hospital(),
        stage,
    );
}

/// A second registration under the number of a contract takes it or not.
#[test]
fn number_by_stage_of_its_contract() {
    let again = RegisterContract {
        contract: contract_id(2),
        ..body()
    };
    let columns = [("contract.register under its number", supplier(), again.into())];
    let table = table(&contract_stages(), &columns, |world| {
        let number = &world.case.contracts[&contract_id(2)].number;
        world.case.numbers[number].stage.name()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn allowance_by_stage_of_its_contract() {
    let mut table =
        String::from("| contract | allowance | takes a confirmation | gives back |\n|---|---|---|---|\n");
    for (name, world) in contract_stages() {
        let allowance = world.case.allowances.get(&contract_id(1));
        let stage = allowance.map_or("nothing", |_| "Open");
        let takes = allowance.map(|allowance| allowance.take(receivable(1), cny("1.00")));
        let used = takes.as_ref().and_then(|taken| {
            let used =
                tallystick_contracts::allowance::apply(allowance.cloned(), taken.as_ref().ok()?).ok()?;
            Some(used.give_back(certificate(1), cny("1.00")).is_ok())
        });
        let word = |does: Option<bool>| if does == Some(true) { "yes" } else { "no" };
        let (takes, gives) = (word(takes.map(|taken| taken.is_ok())), word(used));
        writeln!(table, "| {name} | {stage} | {takes} | {gives} |").unwrap();
    }
    insta::assert_snapshot!(table);
    check_shown(&table);
}
