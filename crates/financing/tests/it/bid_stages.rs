//! The stages of bids, auctions and guarantees as tables: for each stage, what each command leads to, or why it is
//! refused.

use std::fmt::Write as _;

use tallystick_financing::{Command, GuaranteeTransition, SealedBid};

use crate::bidding::whole;
use crate::given::given;
use crate::promises::{STANDS_UNTIL, issue, lapse, promise, promised, relied_on, take_back};
use crate::rule_book::check_shown;
use crate::tender::{
    DEADLINE, OPENED_UNTIL, auction, close, commit, committed, later, opened, reveal, review_of, step,
    stepped,
};
use crate::world::{
    BANK, GUARANTOR, SECOND_BANK, SERVICE, SUPPLIER, Who, World, accept, cny, date, decline, guarantee,
    withdraw,
};

/// One cell: the stage that follows, or the code of the refusal.
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
    for (name, _, _) in commands {
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

/// The request was withdrawn, and ended reviews and auction with it.
fn withdrawn(world: &World) -> World {
    given(world).when(SUPPLIER, withdraw(1)).accepted()
}

/// The bank of the bid declined.
fn declined(world: &World) -> World {
    given(world).when(BANK, decline(11)).accepted()
}

/// Just after the last moment for bids.
fn between(world: World) -> World {
    later(&world.on(DEADLINE), 1)
}

/// Just after the last moment for opening them.
fn over(world: World) -> World {
    later(&world.on(OPENED_UNTIL), 1)
}

/// The bank alone has committed.
fn sealed() -> World {
    committed(&[(BANK, whole(BANK))])
}

fn revealed() -> World {
    opened(sealed(), &[(BANK, whole(BANK))])
}

fn closed(world: &World) -> World {
    given(world).when(SERVICE, close()).accepted()
}

#[test]
fn bids() {
    let commands = [
        ("bid.commit", BANK, commit(BANK, &whole(BANK)).into()),
        ("bid.reveal", BANK, reveal(BANK, &whole(BANK)).into()),
    ];
    let stages = [
        ("nothing", World::sealed()),
        ("nothing, deadline passed", between(World::sealed())),
        ("nothing, bank declined", declined(&World::sealed())),
        ("nothing, auction closed", closed(&over(World::sealed()))),
        ("nothing, request withdrawn", withdrawn(&World::sealed())),
        ("Committed", sealed()),
        ("Committed, deadline passed", between(sealed())),
        ("Committed, time for opening passed", over(sealed())),
        ("Committed, bank declined", declined(&between(sealed()))),
        ("Committed, request withdrawn", withdrawn(&between(sealed()))),
        ("Revealed", revealed()),
        ("Revealed, auction closed", closed(&revealed())),
        ("Unrevealed", closed(&over(sealed()))),
    ];
    let stage = |world: &World| world.case.bids[&review_of(BANK)].stage.name().to_owned();
    let table = table(&stages, &commands, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn auctions() {
    let bid = whole(SECOND_BANK);
    let commands = [
        (
            "bid.commit by another bank",
            SECOND_BANK,
            commit(SECOND_BANK, &bid).into(),
        ),
        ("bid.reveal", BANK, reveal(BANK, &whole(BANK)).into()),
        ("auction.close", SERVICE, close().into()),
        ("request.accept of the bid", SUPPLIER, accept(1, 11).into()),
    ];
    let both = [(BANK, whole(BANK)), (SECOND_BANK, bid)];
    let opening = |bids: &[(Who, SealedBid)]| opened(committed(&both), bids);
    let stages = [
        ("Open, before the deadline", sealed()),
        ("Open, after the deadline", between(sealed())),
        ("Open, another bid opened", opening(&both[1..])),
        ("Open, this bid opened and another not", opening(&both[..1])),
        ("Open, every bid opened", revealed()),
        ("Open, time for opening passed", over(sealed())),
        (
            "Open, time for opening passed, this bid opened and another not",
            over(opening(&both[..1])),
        ),
        ("Closed, this bid won", closed(&revealed())),
        ("Closed, another bid won", closed(&over(opening(&both[1..])))),
        ("Closed, no bid won", closed(&over(sealed()))),
        ("Ended", withdrawn(&between(sealed()))),
    ];
    let table = table(&stages, &commands, |world| auction(world).stage.name().to_owned());
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn guarantees() {
    let commands = [
        ("guarantee.offer", GUARANTOR, promise(1).into()),
        ("guarantee.withdraw", GUARANTOR, take_back(1).into()),
        ("guarantee.issue", GUARANTOR, issue(1).into()),
        ("guarantee.lapse", SERVICE, lapse(1).into()),
    ];
    let issued = || given(&relied_on()).when(GUARANTOR, issue(1)).accepted();
    let then = |transitions: Vec<GuaranteeTransition>| {
        let steps = transitions
            .into_iter()
            .map(|happened| step(guarantee(1), happened));
        stepped(issued(), steps)
    };
    let amount = cny("560000.00");
    let called = GuaranteeTransition::Called {
        amount,
        on: date("2026-06-10"),
    };
    let paid = GuaranteeTransition::Paid { amount };
    let passed = |world: World| later(&world.on(STANDS_UNTIL), 1);
    let stages = [
        ("nothing", World::sealed()),
        ("Offered", promised()),
        ("Offered, expired", passed(promised())),
        ("Offered, an accepted offer relies on it", relied_on()),
        (
            "Offered, an accepted offer relies on it, expired",
            passed(relied_on()),
        ),
        ("Offered, request withdrawn", withdrawn(&promised())),
        ("Issued", issued()),
        ("Called", then(vec![called.clone()])),
        ("Paid", then(vec![called, paid])),
        ("Released", then(vec![GuaranteeTransition::Released {}])),
        (
            "Withdrawn",
            given(&promised()).when(GUARANTOR, take_back(1)).accepted(),
        ),
        (
            "Lapsed",
            given(&passed(promised())).when(SERVICE, lapse(1)).accepted(),
        ),
    ];
    let stage = |world: &World| world.case.guarantees[&guarantee(1)].stage.name().to_owned();
    let table = table(&stages, &commands, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}
