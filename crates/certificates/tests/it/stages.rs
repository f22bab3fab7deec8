//! The stages as tables: for each stage, what each command leads to, or why it is refused.

use std::fmt::Write as _;

use tallystick_certificates::{CertificateTransition, Command, OfferCertificate};

use crate::answers::{dispute, forward, reject, withdraw};
use crate::circulation::{decline, lapse_offer, withdraw_offer};
use crate::courts::unfreeze;
use crate::due::{lapse, mark};
use crate::given::given;
use crate::later_crates::{after, assigned, pledged, reserved};
use crate::rule_book::check_shown;
use crate::world::{
    BANK, BUYER, CENTRE, OPERATOR, SECOND, SERVICE, SUPPLIER, Who, World, accept, acknowledge, agree,
    cancellation, certificate, claim, confirm, date, freeze, morning, offer, payment, propose, receivable,
    report, split,
};
use crate::{cancelling, paying};

pub(crate) fn receivable_commands() -> Vec<(Who, Command)> {
    vec![
        (SUPPLIER, claim(1).into()),
        (CENTRE, forward(1).into()),
        (BUYER, confirm(1).into()),
        (BUYER, dispute(1).into()),
        (BUYER, reject(1).into()),
        (SUPPLIER, withdraw(1).into()),
        (SERVICE, lapse(1).into()),
    ]
}

pub(crate) fn certificate_commands() -> Vec<(Who, Command)> {
    let offered = OfferCertificate {
        until: morning("2026-03-10"),
        ..offer(1, SECOND)
    };
    vec![
        (SUPPLIER, offered.into()),
        (SECOND, accept(1, SECOND).into()),
        (SECOND, decline(1).into()),
        (SUPPLIER, withdraw_offer(1).into()),
        (SERVICE, lapse_offer(1).into()),
        (SUPPLIER, split(1, &["100000.00", "500000.00"]).into()),
        (OPERATOR, freeze(1).into()),
        (OPERATOR, unfreeze(1).into()),
        (SERVICE, mark(&[1]).into()),
        (BUYER, propose(2, 1).into()),
        (BUYER, report(2, 1, "600000.00").into()),
    ]
}

pub(crate) fn payment_and_cancellation_commands() -> Vec<(Who, Command)> {
    vec![
        (SUPPLIER, acknowledge(1).into()),
        (SUPPLIER, paying::reject(1).into()),
        (SUPPLIER, agree(1).into()),
        (SUPPLIER, cancelling::decline(1).into()),
        (BUYER, cancelling::withdraw(1).into()),
    ]
}

/// One cell: the stage that follows, or the code of the refusal.
fn cell(world: &World, who: Who, command: &Command, stage: impl Fn(&World) -> String) -> String {
    let decided = given(world).when(who, command.clone());
    match &decided.answer {
        Err(rejection) => rejection.code().to_owned(),
        Ok(_) => format!("→ {}", stage(&decided.accepted())),
    }
}

fn table(stages: &[(&str, World)], commands: &[(Who, Command)], stage: impl Fn(&World) -> String) -> String {
    let mut table = String::from("| from |");
    for (who, command) in commands {
        let twice = commands
            .iter()
            .filter(|(_, other)| other.kind() == command.kind())
            .count()
            > 1;
        let by = if twice {
            format!(" by {}", who.capacity)
        } else {
            String::new()
        };
        write!(table, " {}{by} |", command.kind().trim_end_matches("/1")).unwrap();
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(commands.len()));
    for (name, world) in stages {
        write!(table, "\n| {name} |").unwrap();
        for (who, command) in commands {
            write!(table, " {} |", cell(world, *who, command, &stage)).unwrap();
        }
    }
    table
}

fn marks(world: &World, id: u64) -> String {
    let held = world.case.certificate(certificate(id)).unwrap();
    let overdue = held.overdue_since.map_or("", |_| ", overdue");
    let frozen = held.frozen.as_ref().map_or("", |_| ", frozen");
    format!("{}{overdue}{frozen}", held.stage.name())
}

#[test]
fn receivables() {
    let claimed = World::claimed;
    let stages = [
        ("nothing", World::new()),
        ("Claimed", claimed()),
        (
            "Claimed, forwarded",
            given(&claimed()).when(CENTRE, forward(1)).accepted(),
        ),
        ("Claimed, period over", claimed().on("2026-02-25")),
        ("Disputed", given(&claimed()).when(BUYER, dispute(1)).accepted()),
        ("Confirmed", World::confirmed()),
        ("Rejected", given(&claimed()).when(BUYER, reject(1)).accepted()),
        (
            "Withdrawn",
            given(&claimed()).when(SUPPLIER, withdraw(1)).accepted(),
        ),
    ];
    let stage = |world: &World| {
        let asked = world.case.receivable(receivable(1)).unwrap();
        let forwarded = asked.forwarded.as_ref().map_or("", |_| ", forwarded");
        let lapsed = world
            .case
            .confirmation_lapses
            .get(&receivable(1))
            .map_or("", |_| ", lapse recorded");
        format!("{}{forwarded}{lapsed}", asked.stage.name())
    };
    let table = table(&stages, &receivable_commands(), stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

fn certificate_stages() -> Vec<(&'static str, World)> {
    let free = World::confirmed;
    let split = given(&free())
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .accepted();
    let cancelled = given(&World::proposed()).when(SUPPLIER, agree(1)).accepted();
    let reported = given(&free()).when(BUYER, report(1, 1, "600000.00")).accepted();
    let discharged = given(&reported).when(SUPPLIER, acknowledge(1)).accepted();
    let late = free().on("2026-03-17");
    let overdue = CertificateTransition::MarkedOverdue {
        since: date("2026-03-17"),
    };
    vec![
        ("Free", free()),
        (
            "Free, frozen",
            given(&free()).when(OPERATOR, freeze(1)).accepted(),
        ),
        ("Free, past due", late.clone()),
        ("Free, overdue", after(late, &[overdue])),
        ("Offered", World::offered()),
        ("Offered, expired", World::offered().on("2026-02-11")),
        (
            "Offered, frozen",
            given(&World::offered()).when(OPERATOR, freeze(1)).accepted(),
        ),
        ("Reserved", after(free(), &[reserved()])),
        ("Pledged", after(free(), &[reserved(), pledged()])),
        ("Assigned", after(free(), &[reserved(), assigned()])),
        ("Split", split),
        ("Discharged", discharged),
        ("Cancelled", cancelled),
    ]
}

#[test]
fn certificates_passed_on_and_split() {
    let commands = &certificate_commands()[..6];
    let table = table(&certificate_stages(), commands, |world| marks(world, 1));
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn certificates_frozen_marked_paid_and_proposed_for_cancelling() {
    let commands = &certificate_commands()[6..];
    let table = table(&certificate_stages(), commands, |world| marks(world, 1));
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn payments() {
    let reported = World::reported;
    let acts = [
        (SUPPLIER, acknowledge(1).into()),
        (SUPPLIER, paying::reject(1).into()),
        (BANK, acknowledge(1).into()),
        (BANK, paying::reject(1).into()),
    ];
    let stages = [
        ("nothing", World::confirmed()),
        ("Reported", reported()),
        (
            "Reported, certificate frozen",
            given(&reported()).when(OPERATOR, freeze(1)).accepted(),
        ),
        ("Reported, certificate reserved", after(reported(), &[reserved()])),
        (
            "Reported, certificate pledged",
            after(reported(), &[reserved(), pledged()]),
        ),
        (
            "Reported, certificate assigned",
            after(reported(), &[reserved(), assigned()]),
        ),
        (
            "Acknowledged",
            given(&reported()).when(SUPPLIER, acknowledge(1)).accepted(),
        ),
        (
            "Rejected",
            given(&reported()).when(SUPPLIER, paying::reject(1)).accepted(),
        ),
    ];
    let stage = |world: &World| world.case.payment(payment(1)).unwrap().stage.name().to_owned();
    let table = table(&stages, &acts, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn cancellations() {
    let acts = &payment_and_cancellation_commands()[2..];
    let proposed = World::proposed;
    let stages = [
        ("nothing", World::confirmed()),
        ("Proposed", proposed()),
        (
            "Proposed, certificate frozen",
            given(&proposed()).when(OPERATOR, freeze(1)).accepted(),
        ),
        (
            "Proposed, certificate offered",
            given(&proposed()).when(SUPPLIER, offer(1, SECOND)).accepted(),
        ),
        ("Proposed, certificate reserved", after(proposed(), &[reserved()])),
        (
            "Proposed, certificate pledged",
            after(proposed(), &[reserved(), pledged()]),
        ),
        (
            "Proposed, certificate assigned",
            after(proposed(), &[reserved(), assigned()]),
        ),
        ("Accepted", given(&proposed()).when(SUPPLIER, agree(1)).accepted()),
        (
            "Declined",
            given(&proposed())
                .when(SUPPLIER, cancelling::decline(1))
                .accepted(),
        ),
        (
            "Withdrawn",
            given(&proposed()).when(BUYER, cancelling::withdraw(1)).accepted(),
        ),
    ];
    let stage = |world: &World| {
        let proposal = world.case.cancellation(cancellation(1)).unwrap();
        format!("{}, certificate {}", proposal.stage.name(), marks(world, 1))
    };
    let table = table(&stages, acts, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}
