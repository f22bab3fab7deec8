//! The stages of loans, lines of statements and guarantees as tables: what each command leads to, or why it is refused.

use std::fmt::Write as _;

use tallystick_banking::{Command, FailDisbursement, LoanTransition, PaidBy};
use tallystick_financing::GuaranteeTransition;

use crate::lending::{At, BANK, BORROWER, Lent, SERVICE, day, given, guarantee, loan, ten_in_the_morning};
use crate::money::{assign, by_borrower, by_guarantor, entry, fail, record, reverse, settle};
use crate::rule_book::check_shown;
use crate::servicing::{call, charge, claim, expire, mark, pass_on, release, write_off};

fn table(stages: &[(&str, Lent)], commands: &[(At, Command)], stage: impl Fn(&Lent) -> String) -> String {
    let mut table = String::from("| from |");
    for (_, command) in commands {
        write!(table, " {} |", command.kind().trim_end_matches("/1")).unwrap();
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(commands.len()));
    for (name, lent) in stages {
        write!(table, "\n| {name} |").unwrap();
        for (at, command) in commands {
            let decided = given(lent).when(*at, command.clone());
            let cell = match &decided.answer {
                Err(rejection) => rejection.code().to_owned(),
                Ok(_) => format!("→ {}", stage(&decided.accepted())),
            };
            write!(table, " {cell} |").unwrap();
        }
    }
    table
}

const LATE: &str = "2026-06-10";

fn late(lent: Lent) -> Lent {
    lent.on(LATE)
}

#[test]
fn loans() {
    let active = || late(Lent::active());
    let on = day("2026-03-02");
    let closed = given(&active())
        .when(BANK, by_borrower("A", "808984.33", LATE))
        .accepted();
    let stages = [
        ("Approved", late(Lent::approved())),
        ("Instructed", late(Lent::instructed())),
        ("Active, before maturity", Lent::active()),
        ("Active, overdue", active()),
        (
            "Active, overdue, marked",
            given(&active()).when(SERVICE, mark()).accepted(),
        ),
        (
            "Active, recourse claimed",
            given(&active()).when(BANK, claim(None)).accepted(),
        ),
        (
            "Active, written off",
            given(&active()).when(BANK, write_off()).accepted(),
        ),
        ("Closed, 1.00 left over", closed),
        (
            "Cancelled",
            late(Lent::approved().with(loan(1), LoanTransition::Cancelled { on })),
        ),
        (
            "Lapsed",
            late(Lent::approved().with(loan(1), LoanTransition::Lapsed { on })),
        ),
    ];
    let failed = FailDisbursement {
        until: ten_in_the_morning("2026-06-20"),
        ..fail("E2E-1")
    };
    let commands: Vec<(At, Command)> = vec![
        (BANK, settle("E2E-1", "800000.00").into()),
        (BANK, failed.into()),
        (BANK, by_borrower("B", "1.00", "2026-03-02").into()),
        (BANK, charge("1.00", "2026-03-02").into()),
        (SERVICE, mark().into()),
        (BANK, claim(None).into()),
        (BANK, write_off().into()),
        (BANK, pass_on(BORROWER.id(), "1.00", "2026-03-02").into()),
    ];
    let stage = |lent: &Lent| {
        let loan = lent.loan();
        let flagged = if loan.conflicts.is_empty() {
            ""
        } else {
            ", flagged"
        };
        format!("{}{flagged}", loan.stage.name())
    };
    let table = table(&stages, &commands, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn lines_of_statements() {
    let active = || late(Lent::active());
    let recorded = given(&active()).when(BANK, record("A", "1.00", LATE)).accepted();
    let booked = given(&active())
        .when(BANK, by_borrower("A", "1.00", LATE))
        .accepted();
    let reversed = given(&booked).when(BANK, reverse("A")).accepted();
    let stages = [
        ("nothing", active()),
        ("Unmatched", recorded),
        ("Booked", booked),
        ("Unmatched, reversed", reversed),
    ];
    let commands: Vec<(At, Command)> = vec![
        (BANK, record("A", "1.00", LATE).into()),
        (BANK, by_borrower("A", "1.00", LATE).into()),
        (BANK, assign("A", PaidBy::Borrower {}).into()),
        (BANK, reverse("A").into()),
    ];
    let stage = |lent: &Lent| lent.case.entry(&entry("A")).unwrap().stage.name().to_owned();
    let table = table(&stages, &commands, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn guarantees() {
    let active = || late(Lent::active());
    let over = |lent: Lent| lent.on("2026-12-01");
    let called = || given(&active()).when(BANK, call("1.00")).accepted();
    let paid = given(&active())
        .when(BANK, by_guarantor("G", "1.00", LATE))
        .accepted();
    let released = active().with(guarantee(1), GuaranteeTransition::Released {});
    let stages = [
        ("Issued, loan in time", Lent::active()),
        ("Issued, loan overdue", active()),
        ("Issued, period over", over(active())),
        ("Called", called()),
        ("Called, period over", over(called())),
        ("Paid", paid),
        ("Released", released),
    ];
    let commands: Vec<(At, Command)> = vec![
        (BANK, call("1.00").into()),
        (BANK, release().into()),
        (SERVICE, expire().into()),
    ];
    let stage = |lent: &Lent| {
        lent.case
            .financing
            .guarantee(guarantee(1))
            .unwrap()
            .stage
            .name()
            .to_owned()
    };
    let table = table(&stages, &commands, stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}
