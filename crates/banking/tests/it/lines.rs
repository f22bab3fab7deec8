//! Credit lines: what a bank agrees to.

use std::fmt::Write as _;

use tallystick_banking::{
    AmendLine, Command, LineRejection, LineScope, LineTerms, OpenLine, Rejection, Step,
};
use tallystick_base::{Currency, Money};

use crate::given::given;
use crate::promises::line;
use crate::requested::{
    amend, approve, asked, cancel, close, leased, on_debtor, one_line, open, resume, suspend, terms, then,
    used, with_debtor_line,
};
use crate::rule_book::check_shown;
use crate::standings::table;
use crate::world::{BANK, BUYER, GUARANTOR, SECOND_BANK, SUPPLIER, World, cny, date, text};

fn on_supplier() -> LineScope {
    LineScope::Supplier { party: SUPPLIER.id() }
}

#[test]
fn a_line_opens_with_nothing_used_and_stands_in_the_book_of_its_bank() {
    let world = given(&World::new())
        .when(BANK, open(1, on_debtor(), "5000000.00"))
        .then_steps(&["credit-line opened", "line-use opened", "line-book added"]);
    assert_eq!(used(&world, 1), (cny("0.00"), cny("0.00")));
    assert_eq!(world.case.books[&BANK.id()].lines[&line(1)], on_debtor());
}

#[test]
fn only_a_bank_opens_a_line_and_only_its_bank_changes_it() {
    let world = with_debtor_line(&World::new(), "5000000.00");
    given(&world)
        .when(SUPPLIER, open(2, on_supplier(), "1.00"))
        .then_rejected("capacity-forbidden");
    for command in [
        Command::from(amend(1, "1.00")),
        suspend(1).into(),
        resume(1).into(),
        close(1).into(),
    ] {
        given(&world)
            .when(SECOND_BANK, command)
            .then_rejected("not-the-bank");
    }
}

#[test]
fn a_line_that_was_never_opened_is_not_found() {
    for command in [
        Command::from(amend(1, "1.00")),
        suspend(1).into(),
        resume(1).into(),
        close(1).into(),
    ] {
        given(&World::new())
            .when(BANK, command)
            .then_rejected("credit-line-not-found");
    }
}

#[test]
fn an_id_is_used_once_among_all_banks() {
    let world = with_debtor_line(&World::new(), "5000000.00");
    for bank in [BANK, SECOND_BANK] {
        given(&world)
            .when(bank, open(1, on_supplier(), "1.00"))
            .then_rejected("credit-line-exists");
    }
}

#[test]
fn one_scope_has_one_line_of_a_bank_until_it_is_closed() {
    let world = with_debtor_line(&World::new(), "5000000.00");
    let again = || open(2, on_debtor(), "1.00");
    given(&world)
        .when(BANK, again())
        .then_rejected("credit-line-scope-taken");
    given(&world).when(SECOND_BANK, again()).accepted();
    let closed = given(&world)
        .when(BANK, close(1))
        .then_steps(&["credit-line closed", "line-book removed"]);
    given(&closed).when(BANK, again()).accepted();
}

#[test]
fn a_bank_has_at_most_150_lines_that_are_not_closed() {
    let tagged = |n: u64| LineScope::Programme {
        tag: text(&format!("专项{n}")),
    };
    let mut world = World::new();
    let book = world.case.books.entry(BANK.id()).or_default();
    book.lines = (1..=149).map(|n| (line(n), tagged(n))).collect();
    let world = then(&world, BANK, open(150, tagged(150), "1.00"));
    given(&world)
        .when(BANK, open(151, tagged(151), "1.00"))
        .then_rejected("credit-line-count");
    let closed = then(&world, BANK, close(150));
    then(&closed, BANK, open(151, tagged(151), "1.00"));
}

#[test]
fn a_line_is_valid_from_one_day_to_the_same_or_a_later_one() {
    let valid = |from: &str, to: &str| LineTerms {
        valid_from: date(from),
        valid_to: date(to),
        ..terms("1.00")
    };
    let one_day = OpenLine {
        terms: valid("2026-01-20", "2026-01-20"),
        ..open(1, on_debtor(), "1.00")
    };
    let world = then(&World::new(), BANK, one_day.clone());
    let backwards = valid("2026-01-20", "2026-01-19");
    let never = OpenLine {
        terms: backwards.clone(),
        ..one_day
    };
    given(&World::new())
        .when(BANK, never)
        .then_rejected("credit-line-validity");
    let never = AmendLine {
        terms: backwards,
        ..amend(1, "1.00")
    };
    given(&world)
        .when(BANK, never)
        .then_rejected("credit-line-validity");
}

#[test]
fn a_limit_is_above_zero_and_stays_in_its_currency() {
    given(&World::new())
        .when(BANK, open(1, on_debtor(), "0.00"))
        .then_rejected("amount-not-above-zero");
    let world = with_debtor_line(&World::new(), "5000000.00");
    given(&world)
        .when(BANK, amend(1, "-1.00"))
        .then_rejected("amount-not-above-zero");
    let mut dollars = amend(1, "1.00");
    dollars.terms.limit = Money::parse("1.00", Currency::parse("USD").unwrap()).unwrap();
    given(&world)
        .when(BANK, dollars)
        .then_rejected("currency-of-another");
}

#[test]
fn the_parties_that_a_line_is_on_take_part() {
    let party = tallystick_base::PartyId::from_parts(99, [0; 10]);
    for scope in [
        LineScope::Debtor { party },
        LineScope::Supplier { party },
        LineScope::Pair {
            debtor: BUYER.id(),
            supplier: party,
        },
        LineScope::Group { head: party },
        LineScope::Guarantor { party },
    ] {
        given(&World::new())
            .when(BANK, open(1, scope, "1.00"))
            .then_rejected("party-not-found");
    }
    let party = GUARANTOR.id();
    then(
        &World::new(),
        BANK,
        open(1, LineScope::Guarantor { party }, "1.00"),
    );
}

#[test]
fn a_suspended_line_takes_no_new_use_and_keeps_what_is_used() {
    let world = leased(one_line(), &asked(2));
    let suspended = given(&world)
        .when(BANK, suspend(1))
        .then_steps(&["credit-line suspended"]);
    assert_eq!(used(&suspended, 1), (cny("400000.00"), cny("0.00")));
    given(&suspended)
        .when(BANK, approve(1))
        .then_rejected("credit-line-stage");
    let resumed = given(&suspended)
        .when(BANK, resume(1))
        .then_steps(&["credit-line resumed"]);
    then(&resumed, BANK, approve(1));
}

#[test]
fn a_line_is_closed_once_nothing_uses_it() {
    let world = leased(with_debtor_line(&World::new(), "5000000.00"), &asked(1));
    given(&world)
        .when(BANK, close(1))
        .then_rejected("credit-line-in-use");
    let free = then(&world, BANK, cancel(1));
    then(&free, BANK, close(1));
}

#[test]
fn a_limit_lowered_under_its_use_blocks_new_use_and_takes_nothing_back() {
    let world = leased(one_line(), &asked(2));
    let lowered = given(&world)
        .when(BANK, amend(1, "100000.00"))
        .then_steps(&["credit-line amended"]);
    assert_eq!(used(&lowered, 1), (cny("400000.00"), cny("0.00")));
    given(&lowered)
        .when(BANK, approve(1))
        .then_rejected("credit-line-exceeded");
    let raised = then(&lowered, BANK, amend(1, "800000.00"));
    then(&raised, BANK, approve(1));
    let short = then(&lowered, BANK, amend(1, "799999.99"));
    given(&short)
        .when(BANK, approve(1))
        .then_rejected("credit-line-exceeded");
}

#[test]
fn a_line_is_used_on_the_days_for_which_it_is_valid() {
    let world = one_line();
    for (from, to, passes) in [
        ("2026-01-20", "2026-01-20", true),
        ("2026-01-01", "2026-01-19", false),
        ("2026-01-21", "2026-12-31", false),
    ] {
        let mut amended = amend(1, "5000000.00");
        amended.terms.valid_from = date(from);
        amended.terms.valid_to = date(to);
        let world = then(&world, BANK, amended);
        let decided = given(&world);
        let decided = decided.when(BANK, approve(1));
        if passes {
            decided.accepted();
        } else {
            decided.then_rejected("credit-line-not-valid");
        }
    }
}

#[test]
fn a_movement_that_states_another_total_does_not_apply() {
    let world = leased(with_debtor_line(&World::new(), "5000000.00"), &asked(1));
    let steps = given(&world).when(BANK, cancel(1)).answer.unwrap();
    let released: &Step = steps
        .iter()
        .find(|step| step.subject.kind() == "line-use")
        .unwrap();
    let mut twice = world.case.clone();
    twice.apply(released).unwrap();
    assert!(twice.apply(released).is_err());
}

#[test]
fn credit_lines() {
    let nothing = World::new();
    let opened = with_debtor_line(&nothing, "5000000.00");
    let stages = [
        ("nothing", nothing),
        ("Open", opened.clone()),
        ("Open, used", leased(opened.clone(), &asked(1))),
        ("Suspended", then(&opened, BANK, suspend(1))),
        (
            "Suspended, used",
            then(&leased(opened.clone(), &asked(1)), BANK, suspend(1)),
        ),
        ("Closed", then(&opened, BANK, close(1))),
    ];
    let commands = [
        ("credit-line.open", BANK, open(1, on_debtor(), "1.00").into()),
        ("credit-line.amend", BANK, amend(1, "1.00").into()),
        ("credit-line.suspend", BANK, suspend(1).into()),
        ("credit-line.resume", BANK, resume(1).into()),
        ("credit-line.close", BANK, close(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let stage = &world.case.lines[&line(1)].stage;
        stage.name().to_owned()
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

fn all() -> Vec<Rejection> {
    use LineRejection as R;
    let line = line(1);
    let each = vec![
        R::NotFound { line },
        R::Exists { line },
        R::ScopeTaken { line },
        R::TooMany { most: 150 },
        R::Validity {
            from: date("2026-01-20"),
            to: date("2026-01-19"),
        },
        R::Stage {
            line,
            stage: "Closed",
            needed: "Open",
        },
        R::InUse {
            line,
            reserved: cny("400000.00"),
            drawn: cny("0.00"),
        },
        R::NotValid {
            line,
            from: date("2025-01-01"),
            to: date("2025-12-31"),
            today: date("2026-01-20"),
        },
        R::Exceeded {
            line,
            limit: cny("5000000.00"),
            used: cny("4800000.00"),
            amount: cny("400000.00"),
        },
        R::NoneApplies,
    ];
    each.into_iter().map(Rejection::from).collect()
}

#[test]
fn every_refusal_about_lines_has_a_code_a_class_and_a_sentence() {
    insta::assert_snapshot!(shown(&all()));
}

/// Each with its code, class and sentence; every code is in the rule book.
pub(crate) fn shown(all: &[Rejection]) -> String {
    let mut shown = String::new();
    for rejection in all {
        let (code, class) = (rejection.code(), rejection.status());
        writeln!(shown, "{code} {class:?}\n  {rejection}").unwrap();
        check_shown(&format!("`{code}`"));
    }
    shown
}
