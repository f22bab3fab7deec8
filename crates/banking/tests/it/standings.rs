//! The stages of filings, notices, pools, sales and endorsements as tables.

use std::fmt::Write as _;

use tallystick_banking::{Command, LoanTransition, NotifyDebtor};
use tallystick_financing::Security;

use crate::given::given;
use crate::lent::{
    active, approved, certificate, disbursed, filing, happened, lent, loan, notice, pool, reserved, sale,
};
use crate::notices::{acknowledge, notify};
use crate::pools::{accept, close_pool, decline, open_pool, propose, proposed, withdraw};
use crate::promises::{endorse, endorsed, honour, late, offered, pay, promising, release, split};
use crate::registry::{file, take_out};
use crate::rule_book::check_shown;
use crate::world::{ASSET_MANAGER, BANK, BUYER, SERVICE, Who, World, cny, date, text};

fn cell(world: &World, who: Who, command: &Command, stage: impl Fn(&World) -> String) -> String {
    let decided = given(world).when(who, command.clone());
    match &decided.answer {
        Err(rejection) => rejection.code().to_owned(),
        Ok(_) => format!("→ {}", stage(&decided.accepted())),
    }
}

pub(crate) fn table(
    stages: &[(&str, World)],
    commands: &[(&str, Who, Command)],
    stage: impl Fn(&World) -> String,
) -> String {
    let mut table = String::from("| from |");
    for (name, ..) in commands {
        write!(table, " {name} |").unwrap();
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(commands.len()));
    for (name, world) in stages {
        write!(table, "\n| {name} |").unwrap();
        for (_, who, command) in commands {
            write!(table, " {} |", cell(world, *who, command, &stage)).unwrap();
        }
    }
    table
}

/// The world after one more command.
fn then(world: &World, who: Who, command: impl Into<Command>) -> World {
    given(world).when(who, command).accepted()
}

fn closed(world: World) -> World {
    let on = date("2026-01-20");
    lent(world, 1, &[LoanTransition::Closed { on }])
}

#[test]
fn filings() {
    let pledge = || approved(World::new(), 1, Security::Pledge);
    let paid_out = |world| lent(world, 1, &[disbursed("480000.00", "2026-01-20")]);
    let instructed = LoanTransition::Instructed {
        end_to_end: text("E2E-1"),
        amount: cny("480000.00"),
        value_on: date("2026-01-20"),
    };
    let filed = then(&pledge(), BANK, file(1));
    let on = date("2026-01-20");
    let over = closed(paid_out(filed.clone()));
    let stages = [
        ("nothing, loan Approved", pledge()),
        ("nothing, lease over", pledge().on("2026-01-28")),
        ("nothing, loan Instructed", lent(pledge(), 1, &[instructed])),
        ("nothing, loan Active", paid_out(pledge())),
        ("nothing, loan Closed", closed(paid_out(pledge()))),
        ("Filed, loan Approved", filed.clone()),
        ("Filed, lease over", filed.clone().on("2026-01-28")),
        ("Filed, loan Active", paid_out(filed.clone())),
        ("Filed, loan Closed", over.clone()),
        (
            "Filed, loan Cancelled",
            lent(filed.clone(), 1, &[LoanTransition::Cancelled { on }]),
        ),
        (
            "Filed, loan Lapsed",
            lent(filed, 1, &[LoanTransition::Lapsed { on }]),
        ),
        ("Discharged", then(&over, BANK, take_out(1, "2026-01-20"))),
    ];
    let commands = [
        ("filing.record", BANK, file(1).into()),
        ("filing.discharge", BANK, take_out(1, "2026-01-20").into()),
    ];
    let table = table(&stages, &commands, |world| {
        let stage = world.case.filing(filing(1)).unwrap().stage.name();
        let pledged = &world.case.financing.certificates.certificates[&certificate(1)];
        format!("{stage}, certificate {}", pledged.stage.name())
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn notices() {
    let arrived = then(&active(World::new(), 1), BANK, notify(1));
    let acknowledged = then(&arrived, BUYER, acknowledge(1));
    let stages = [
        (
            "nothing, loan Approved",
            approved(World::new(), 1, Security::Assignment),
        ),
        ("nothing, loan Active", active(World::new(), 1)),
        ("nothing, loan Closed", closed(active(World::new(), 1))),
        ("Arrived", arrived.clone()),
        ("Arrived, loan Closed", closed(arrived)),
        ("Acknowledged", acknowledged),
    ];
    let another = NotifyDebtor {
        notice: notice(2),
        ..notify(1)
    };
    let commands = [
        ("assignment.notify", BANK, notify(1).into()),
        ("the same under another id", BANK, another.into()),
        ("assignment.acknowledge", BUYER, acknowledge(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let given = world.case.notices.values().next().unwrap();
        given.stage.name().to_owned()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn pools() {
    let nothing = active(World::new(), 1);
    let open = then(&nothing, ASSET_MANAGER, open_pool());
    let stages = [
        ("nothing", nothing),
        ("Open", open.clone()),
        ("Open, a loan offered", proposed()),
        ("Closed", then(&open, ASSET_MANAGER, close_pool())),
        (
            "Closed, a loan offered",
            then(&proposed(), ASSET_MANAGER, close_pool()),
        ),
    ];
    let commands = [
        ("pool.open", ASSET_MANAGER, open_pool().into()),
        ("pool.close", ASSET_MANAGER, close_pool().into()),
        ("sale.propose", BANK, propose(1).into()),
        ("sale.accept", ASSET_MANAGER, accept(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let held = world.case.pool(pool(1)).unwrap();
        format!("{}, holding {}", held.stage.name(), held.loans.len())
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn sales() {
    let open = then(&active(World::new(), 1), ASSET_MANAGER, open_pool());
    let stages = [
        ("nothing", open),
        ("Proposed", proposed()),
        ("Proposed, expired", proposed().on("2026-01-31")),
        ("Proposed, loan Closed", closed(proposed())),
        (
            "Proposed, pool Closed",
            then(&proposed(), ASSET_MANAGER, close_pool()),
        ),
        ("Accepted", then(&proposed(), ASSET_MANAGER, accept(1))),
        ("Declined", then(&proposed(), ASSET_MANAGER, decline(1))),
        ("Withdrawn", then(&proposed(), BANK, withdraw(1))),
    ];
    let commands = [
        ("sale.propose", BANK, propose(1).into()),
        ("sale.accept", ASSET_MANAGER, accept(1).into()),
        ("sale.decline", ASSET_MANAGER, decline(1).into()),
        ("sale.withdraw", BANK, withdraw(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let stage = world.case.sale(sale(1)).unwrap().stage.name();
        let pooled = world.case.loan(loan(1)).unwrap().pool;
        format!("{stage}{}", pooled.map_or("", |_| ", loan pooled"))
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn endorsements() {
    let honoured = then(&late(endorsed()), BANK, honour(1));
    let paid = pay(late(endorsed()), 1, "600000.00");
    let divided = split(endorsed(), 1, &[(2, "200000.00"), (3, "400000.00")]);
    let stages = [
        ("nothing, certificate Free", promising()),
        ("nothing, certificate offered", offered(promising())),
        (
            "nothing, certificate Reserved",
            happened(promising(), 1, &[reserved(1)]),
        ),
        ("nothing, certificate past due", late(promising())),
        ("Bound, certificate Free", endorsed()),
        ("Bound, certificate past due", late(endorsed())),
        (
            "Bound, certificate past due, offered once",
            late(offered(endorsed())),
        ),
        (
            "Bound, certificate past due, pledged",
            happened(late(endorsed()), 1, &[reserved(1), crate::lent::pledged("1")]),
        ),
        ("Bound, honoured", honoured.clone()),
        ("Bound, honoured, then paid", pay(honoured, 1, "600000.00")),
        ("Bound, certificate Split", divided.clone()),
        ("Bound, split and counted", then(&divided, SERVICE, release(1))),
        ("Bound, certificate Discharged", paid.clone()),
        ("Ended", then(&paid, SERVICE, release(1))),
    ];
    let commands = [
        ("certificate.endorse", BANK, endorse().into()),
        ("endorsement.honour", BANK, honour(1).into()),
        ("endorsement.release", SERVICE, release(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let promise = world.case.endorsement(certificate(1)).unwrap();
        format!("{}, {} bound", promise.stage.name(), promise.bound.value_text())
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}
