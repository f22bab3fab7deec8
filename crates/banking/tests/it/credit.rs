//! The lines of a bank that apply to a loan: all of them carry it, or it is not lent.

use tallystick_banking::{LineScope, LineUse, LineUseTransition, Step};
use tallystick_base::PartyId;
use tallystick_financing::Programme;

use crate::given::given;
use crate::lent::loan;
use crate::promises::line;
use crate::requested::{
    Asked, accepted, amend, approve, asked, cancel, in_group, leased, on_debtor, open, ready, then, use_of,
    used, with_debtor_line,
};
use crate::world::{BANK, BUYER, GUARANTOR, OPERATOR, SECOND, SECOND_BANK, SUPPLIER, World, cny, text};

fn supplier(who: crate::world::Who) -> LineScope {
    LineScope::Supplier { party: who.id() }
}

fn pair(debtor: PartyId, supplier: PartyId) -> LineScope {
    LineScope::Pair { debtor, supplier }
}

fn group(who: crate::world::Who) -> LineScope {
    LineScope::Group { head: who.id() }
}

fn programme(tag: &str) -> LineScope {
    LineScope::Programme { tag: text(tag) }
}

fn guarantor() -> LineScope {
    LineScope::Guarantor {
        party: GUARANTOR.id(),
    }
}

/// With lines 1, 2, … of the bank, each of 5,000,000.00, on these.
fn lines(scopes: &[LineScope]) -> World {
    let numbered = (1..).zip(scopes);
    numbered.fold(World::new(), |world, (n, scope)| {
        then(&world, BANK, open(n, scope.clone(), "5000000.00"))
    })
}

/// The request under a programme, with half guaranteed.
fn under_programme() -> Asked {
    let mut asked = asked(1).relying();
    asked.product.programme = Some(Programme {
        tag: text("抗疫专项"),
        subsidy: None,
    });
    asked
}

/// One line of every kind that applies: debtor, supplier, the two together, the debtor's group, a programme, a guarantor.
fn every_kind() -> World {
    let world = lines(&[
        on_debtor(),
        supplier(SUPPLIER),
        pair(BUYER.id(), SUPPLIER.id()),
        group(SECOND),
        programme("抗疫专项"),
        guarantor(),
    ]);
    ready(in_group(world, BUYER, SECOND.id()), &under_programme())
}

#[test]
fn every_line_that_applies_carries_the_loan_and_a_guarantor_what_it_guarantees() {
    let world = given(&every_kind()).when(BANK, approve(1)).then_steps(&[
        "loan approved",
        "financing-request approved",
        "line-use reserved",
        "line-use reserved",
        "line-use reserved",
        "line-use reserved",
        "line-use reserved",
        "line-use reserved",
        "guarantee relied_on",
    ]);
    for n in 1..=5 {
        assert_eq!(used(&world, n), (cny("400000.00"), cny("0.00")), "line {n}");
    }
    assert_eq!(used(&world, 6), (cny("200000.00"), cny("0.00")));
    let shares: Vec<_> = world.case.loans[&loan(1)]
        .approval
        .lines
        .iter()
        .map(|share| (share.line, share.amount))
        .collect();
    let carried = |n| {
        let amount = if n == 6 { "200000.00" } else { "400000.00" };
        (line(n), cny(amount))
    };
    assert_eq!(shares, (1..=6).map(carried).collect::<Vec<_>>());
}

#[test]
fn one_line_without_room_refuses_the_loan_on_all() {
    for n in 1..=6 {
        let limit = if n == 6 { "199999.99" } else { "399999.99" };
        let mut short = amend(n, limit);
        short.terms.limit = cny(limit);
        let world = then(&every_kind(), BANK, short);
        given(&world)
            .when(BANK, approve(1))
            .then_rejected("credit-line-exceeded");
        let enough = if n == 6 { "200000.00" } else { "400000.00" };
        then(&then(&world, BANK, amend(n, enough)), BANK, approve(1));
    }
}

#[test]
fn lines_on_others_do_not_apply() {
    let world = lines(&[
        on_debtor(),
        LineScope::Debtor { party: SUPPLIER.id() },
        supplier(SECOND),
        supplier(BUYER),
        pair(SUPPLIER.id(), BUYER.id()),
        pair(BUYER.id(), SECOND.id()),
        group(SECOND),
        programme("抗疫专项"),
        guarantor(),
    ]);
    let world = leased(world, &asked(1));
    assert_eq!(used(&world, 1).0, cny("400000.00"));
    for n in 2..=9 {
        assert_eq!(used(&world, n).0, cny("0.00"), "line {n}");
    }
}

#[test]
fn lines_of_another_bank_do_not_apply() {
    let world = then(&World::new(), SECOND_BANK, open(1, on_debtor(), "5000000.00"));
    given(&ready(world, &asked(1)))
        .when(BANK, approve(1))
        .then_rejected("no-credit-line");
}

#[test]
fn without_a_line_on_who_owes_or_borrows_nothing_is_lent() {
    given(&ready(World::new(), &asked(1)))
        .when(BANK, approve(1))
        .then_rejected("no-credit-line");
    let only_bounds = lines(&[programme("抗疫专项"), guarantor()]);
    given(&ready(only_bounds, &under_programme()))
        .when(BANK, approve(1))
        .then_rejected("no-credit-line");
}

#[test]
fn a_group_is_that_of_who_owes_or_borrows_by_its_profile_or_its_head() {
    for (member, head) in [
        (BUYER, OPERATOR),
        (SUPPLIER, OPERATOR),
        (BUYER, SUPPLIER),
        (SECOND, BUYER),
        (SECOND, SUPPLIER),
    ] {
        let world = in_group(lines(&[group(head)]), member, head.id());
        let world = leased(world, &asked(1));
        assert_eq!(used(&world, 1).0, cny("400000.00"));
    }
    let others = in_group(lines(&[group(OPERATOR)]), SECOND, OPERATOR.id());
    given(&ready(others, &asked(1)))
        .when(BANK, approve(1))
        .then_rejected("no-credit-line");
}

#[test]
fn downstream_the_loan_is_on_the_lines_of_the_debtor_and_not_of_its_supplier() {
    let world = lines(&[
        on_debtor(),
        supplier(SUPPLIER),
        pair(BUYER.id(), SUPPLIER.id()),
        group(OPERATOR),
    ]);
    let world = in_group(world, SUPPLIER, OPERATOR.id());
    let world = leased(world, &asked(1).downstream());
    assert_eq!(used(&world, 1).0, cny("400000.00"));
    for n in 2..=4 {
        assert_eq!(used(&world, n).0, cny("0.00"), "line {n}");
    }
    let only_supplier = lines(&[supplier(SUPPLIER)]);
    given(&ready(only_supplier, &asked(1).downstream()))
        .when(BANK, approve(1))
        .then_rejected("no-credit-line");
}

#[test]
fn of_16_approvals_of_400_000_on_one_line_of_5_000_000_exactly_12_pass() {
    let mut world = with_debtor_line(&World::new(), "5000000.00");
    for n in 1..=16 {
        world = ready(world, &asked(n));
    }
    let mut passed = 0;
    for n in 1..=16 {
        match given(&world).when(BANK, approve(n)) {
            decided if decided.answer.is_ok() => {
                passed += 1;
                world = decided.accepted();
            }
            decided => decided.then_rejected("credit-line-exceeded"),
        }
    }
    assert_eq!(passed, 12);
    assert_eq!(used(&world, 1), (cny("4800000.00"), cny("0.00")));
}

/// With the reservation of loan `n` drawn, and this much paid back.
fn repaid(mut world: World, n: u64, amount: &str) -> World {
    let (before, drawn) = used(&world, 1);
    let owed = use_of(&world, 1, n).unwrap().reserved;
    let drawn = drawn.checked_add(owed).unwrap();
    let moves = [
        LineUseTransition::Drawn {
            by: loan(n).subject(),
            amount: owed,
            reserved: before.checked_sub(owed).unwrap(),
            drawn,
        },
        LineUseTransition::Restored {
            by: loan(n).subject(),
            amount: cny(amount),
            drawn: drawn.checked_sub(cny(amount)).unwrap(),
        },
    ];
    for transition in moves {
        let step = Step::new(LineUse::subject_of(line(1)), transition);
        world.case.apply(&step).unwrap();
    }
    world
}

#[test]
fn what_comes_back_to_a_line_that_revolves_is_free_again() {
    let world = leased(with_debtor_line(&World::new(), "400000.00"), &asked(1));
    let world = ready(world, &asked(2));
    let part = repaid(world.clone(), 1, "399999.99");
    given(&part)
        .when(BANK, approve(2))
        .then_rejected("credit-line-exceeded");
    then(&repaid(world, 1, "400000.00"), BANK, approve(2));
}

#[test]
fn what_was_drawn_on_a_line_that_does_not_revolve_is_never_free_again() {
    let mut once = open(1, on_debtor(), "799999.99");
    once.terms.revolving = false;
    let world = leased(then(&World::new(), BANK, once), &asked(1));
    let world = repaid(ready(world, &asked(2)), 1, "400000.00");
    assert_eq!(used(&world, 1), (cny("0.00"), cny("0.00")));
    given(&world)
        .when(BANK, approve(2))
        .then_rejected("credit-line-exceeded");
    let mut more = amend(1, "800000.00");
    more.terms.revolving = false;
    then(&then(&world, BANK, more), BANK, approve(2));
}

#[test]
fn what_was_reserved_and_not_drawn_is_free_again_even_on_a_line_that_does_not_revolve() {
    let mut once = open(1, on_debtor(), "400000.00");
    once.terms.revolving = false;
    let world = leased(then(&World::new(), BANK, once), &asked(1));
    let world = then(&world, BANK, cancel(1));
    assert_eq!(use_of(&world, 1, 1), None);
    then(&ready(world, &asked(2)), BANK, approve(2));
}

#[test]
fn an_offer_that_was_not_taken_uses_nothing() {
    let world = accepted(with_debtor_line(&World::new(), "5000000.00"), &asked(1));
    assert_eq!(used(&world, 1), (cny("0.00"), cny("0.00")));
}
