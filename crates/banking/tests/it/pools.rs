//! Pools, and loans offered to them.

use std::collections::BTreeSet;

use tallystick_banking::loan::WriteOff;
use tallystick_banking::pool::{Bought, Eligibility};
use tallystick_banking::{
    AcceptSale, ClosePool, DeclineSale, LoanTransition, OpenPool, ProposeSale, Step, WithdrawSale,
};
use tallystick_base::{Currency, Millis, Money, Ratio};
use tallystick_financing::Security;

use crate::given::given;
use crate::lent::{active, approval, approved, disbursed, lent, loan, pool, sale};
use crate::world::{
    ASSET_MANAGER, BANK, BUYER, SECOND, SECOND_BANK, SECOND_MANAGER, World, cny, date, morning, salt, text,
};

fn eligibility() -> Eligibility {
    Eligibility {
        currency: Currency::CNY,
        debtors: Some(BTreeSet::from([BUYER.id()])),
        most_open: cny("500000.00"),
        most_days: 180,
        overdue: false,
        one_debtor: Ratio::parse("1").unwrap(),
    }
}

pub(crate) fn open_pool() -> OpenPool {
    OpenPool {
        salt: salt(),
        pool: pool(1),
        name: text("样本资产池"),
        eligibility: eligibility(),
    }
}

pub(crate) fn close_pool() -> ClosePool {
    ClosePool {
        salt: salt(),
        pool: pool(1),
    }
}

/// Loan `n`, as sale `n`, for 479,000.00, until the morning of 30 January 2026.
pub(crate) fn propose(n: u64) -> ProposeSale {
    ProposeSale {
        salt: salt(),
        sale: sale(n),
        loan: loan(n),
        pool: pool(1),
        price: cny("479000.00"),
        until: morning("2026-01-30"),
    }
}

pub(crate) fn accept(n: u64) -> AcceptSale {
    AcceptSale {
        salt: salt(),
        sale: sale(n),
    }
}

pub(crate) fn decline(n: u64) -> DeclineSale {
    DeclineSale {
        salt: salt(),
        sale: sale(n),
    }
}

pub(crate) fn withdraw(n: u64) -> WithdrawSale {
    WithdrawSale {
        salt: salt(),
        sale: sale(n),
    }
}

/// A pool that is eligible like this, and loan 1 active.
pub(crate) fn pooling(change: impl FnOnce(&mut Eligibility)) -> World {
    let mut body = open_pool();
    change(&mut body.eligibility);
    given(&active(World::new(), 1))
        .when(ASSET_MANAGER, body)
        .accepted()
}

fn any_debtor(eligibility: &mut Eligibility) {
    eligibility.debtors = None;
}

pub(crate) fn proposed() -> World {
    given(&pooling(|_| {})).when(BANK, propose(1)).accepted()
}

/// With loan `n`, of another debtor where it is said, in the pool.
pub(crate) fn bought(world: &World, n: u64) -> World {
    let world = given(world).when(BANK, propose(n)).accepted();
    given(&world).when(ASSET_MANAGER, accept(n)).accepted()
}

/// With loan `n` active, whose debtor is the second supplier.
fn of_another_debtor(world: World, n: u64, principal: &str) -> World {
    let mut approval = approval(n, Security::Assignment);
    approval.debtor = SECOND.id();
    approval.terms.principal = cny(principal);
    let approved = LoanTransition::Approved(Box::new(approval));
    lent(world, n, &[approved, disbursed(principal, "2026-01-20")])
}

#[test]
fn an_asset_manager_opens_a_pool_and_closes_it() {
    let world = given(&World::new())
        .when(ASSET_MANAGER, open_pool())
        .then_steps(&["pool opened"]);
    given(&world)
        .when(ASSET_MANAGER, open_pool())
        .then_rejected("pool-exists");
    given(&world)
        .when(SECOND_MANAGER, close_pool())
        .then_rejected("not-the-asset-manager");
    given(&World::new())
        .when(ASSET_MANAGER, close_pool())
        .then_rejected("pool-not-found");
    let world = given(&world)
        .when(ASSET_MANAGER, close_pool())
        .then_steps(&["pool closed"]);
    given(&world)
        .when(ASSET_MANAGER, close_pool())
        .then_rejected("pool-closed");
}

#[test]
fn a_pool_could_buy_some_loan() {
    let refused = |change: fn(&mut Eligibility), code: &str| {
        let mut body = open_pool();
        change(&mut body.eligibility);
        given(&World::new()).when(ASSET_MANAGER, body).then_rejected(code);
    };
    refused(|it| it.most_open = cny("0.00"), "amount-not-above-zero");
    refused(|it| it.currency = "USD".parse().unwrap(), "currency-of-another");
    refused(|it| it.most_days = 0, "pool-without-days");
    refused(|it| it.one_debtor = Ratio::parse("0").unwrap(), "pool-share");
    refused(|it| it.one_debtor = Ratio::parse("1.01").unwrap(), "pool-share");
    refused(|it| it.debtors = Some(BTreeSet::new()), "pool-debtors");
    refused(
        |it| {
            let party = |n| tallystick_base::PartyId::from_parts(n, [0; 10]);
            it.debtors = Some((1..=201).map(party).collect());
        },
        "pool-debtors",
    );
}

#[test]
fn a_bank_offers_a_loan_and_the_pool_buys_it() {
    let world = given(&pooling(|_| {}))
        .when(BANK, propose(1))
        .then_steps(&["sale proposed"]);
    let world = given(&world).when(ASSET_MANAGER, accept(1)).then_steps(&[
        "sale accepted",
        "pool bought",
        "loan pooled",
    ]);
    let expected = Bought {
        debtor: BUYER.id(),
        price: cny("479000.00"),
        open: cny("480000.00"),
        on: date("2026-01-20"),
    };
    assert_eq!(world.case.pool(pool(1)).unwrap().loans[&loan(1)], expected);
    let bought = world.case.loan(loan(1)).unwrap();
    assert_eq!(
        (bought.pool, bought.approval.bank),
        (Some(pool(1)), BANK.id()),
        "the bank stays the one the claim is assigned to"
    );
}

#[test]
fn only_an_active_loan_that_is_its_own_and_not_given_up_is_offered() {
    let world = pooling(|_| {});
    given(&world)
        .when(SECOND_BANK, propose(1))
        .then_rejected("not-the-bank");
    given(&world)
        .when(
            BANK,
            ProposeSale {
                loan: loan(2),
                ..propose(1)
            },
        )
        .then_rejected("loan-not-found");
    let not_out = approved(world.clone(), 2, Security::Assignment);
    given(&not_out)
        .when(BANK, propose(2))
        .then_rejected("sale-loan-not-active");
    let sold = bought(&world, 1);
    given(&sold)
        .when(
            BANK,
            ProposeSale {
                sale: sale(2),
                ..propose(1)
            },
        )
        .then_rejected("sale-loan-pooled");
    let given_up = LoanTransition::WrittenOff(WriteOff {
        amount: cny("480000.00"),
        on: date("2026-01-20"),
    });
    given(&lent(world, 1, &[given_up]))
        .when(BANK, propose(1))
        .then_rejected("sale-loan-written-off");
}

#[test]
fn an_offer_has_a_price_and_stands_for_at_most_30_days() {
    let world = pooling(|_| {});
    let refused = |change: fn(&mut ProposeSale), code: &str| {
        let mut body = propose(1);
        change(&mut body);
        given(&world).when(BANK, body).then_rejected(code);
    };
    refused(|it| it.price = cny("0.00"), "amount-not-above-zero");
    refused(
        |it| it.price = Money::parse("1.00", "USD".parse().unwrap()).unwrap(),
        "currency-of-another",
    );
    refused(|it| it.until = morning("2026-01-20"), "sale-until");
    refused(
        |it| it.until = Millis::new(morning("2026-02-19").as_millis() + 1).unwrap(),
        "sale-until",
    );
    refused(|it| it.pool = pool(2), "pool-not-found");
    let longest = ProposeSale {
        until: morning("2026-02-19"),
        ..propose(1)
    };
    given(&world).when(BANK, longest).accepted();
    given(&proposed())
        .when(BANK, propose(1))
        .then_rejected("sale-exists");
}

#[test]
fn a_closed_pool_is_offered_nothing_and_buys_nothing() {
    let closed = given(&pooling(|_| {}))
        .when(ASSET_MANAGER, close_pool())
        .accepted();
    given(&closed).when(BANK, propose(1)).then_rejected("pool-closed");
    let closed = given(&proposed()).when(ASSET_MANAGER, close_pool()).accepted();
    given(&closed)
        .when(ASSET_MANAGER, accept(1))
        .then_rejected("pool-closed");
    given(&closed).when(ASSET_MANAGER, decline(1)).accepted();
}

#[test]
fn the_manager_of_the_pool_answers_and_the_bank_takes_back() {
    let world = proposed();
    given(&world)
        .when(SECOND_MANAGER, accept(1))
        .then_rejected("not-the-asset-manager");
    given(&world)
        .when(SECOND_MANAGER, decline(1))
        .then_rejected("not-the-asset-manager");
    given(&world)
        .when(SECOND_BANK, withdraw(1))
        .then_rejected("not-the-bank");
    given(&world)
        .when(ASSET_MANAGER, accept(2))
        .then_rejected("sale-not-found");
    given(&world)
        .when(ASSET_MANAGER, decline(1))
        .then_steps(&["sale declined"]);
    let world = given(&world)
        .when(BANK, withdraw(1))
        .then_steps(&["sale withdrawn"]);
    given(&world)
        .when(ASSET_MANAGER, accept(1))
        .then_rejected("sale-answered");
}

#[test]
fn an_offer_that_has_expired_binds_nobody() {
    let last = World {
        now: morning("2026-01-30"),
        ..proposed()
    };
    given(&last).when(ASSET_MANAGER, accept(1)).accepted();
    let after = last.on("2026-01-31");
    for (who, body) in [
        (ASSET_MANAGER, tallystick_banking::Command::from(accept(1))),
        (ASSET_MANAGER, decline(1).into()),
        (BANK, withdraw(1).into()),
    ] {
        given(&after).when(who, body).then_rejected("sale-expired");
    }
}

#[test]
fn a_loan_that_two_pools_were_offered_is_bought_once() {
    let world = given(&proposed())
        .when(
            BANK,
            ProposeSale {
                sale: sale(2),
                ..propose(1)
            },
        )
        .accepted();
    let world = given(&world).when(ASSET_MANAGER, accept(1)).accepted();
    given(&world)
        .when(ASSET_MANAGER, accept(2))
        .then_rejected("sale-loan-pooled");
}

#[test]
fn a_pool_buys_what_it_was_opened_for() {
    let refused = |change: fn(&mut Eligibility), code: &str| {
        let world = given(&pooling(change)).when(BANK, propose(1)).accepted();
        given(&world).when(ASSET_MANAGER, accept(1)).then_rejected(code);
    };
    refused(
        |it| it.debtors = Some(BTreeSet::from([SECOND.id()])),
        "pool-of-other-debtors",
    );
    refused(|it| it.most_open = cny("479999.99"), "pool-open-above");
    // From 20 January to 20 April 2026.
    refused(|it| it.most_days = 89, "pool-days-above");
    refused(
        |it| {
            it.currency = "USD".parse().unwrap();
            it.most_open = Money::parse("1.00", it.currency).unwrap();
        },
        "currency-of-another",
    );
    let just = |it: &mut Eligibility| {
        it.most_open = cny("480000.00");
        it.most_days = 90;
    };
    bought(&pooling(just), 1);
}

#[test]
fn an_overdue_loan_is_bought_only_by_a_pool_that_says_so() {
    let late = |overdue| {
        let world = pooling(|it| it.overdue = overdue).on("2026-04-21");
        let until = morning("2026-04-25");
        given(&world)
            .when(BANK, ProposeSale { until, ..propose(1) })
            .accepted()
    };
    given(&late(false))
        .when(ASSET_MANAGER, accept(1))
        .then_rejected("pool-loan-overdue");
    given(&late(true)).when(ASSET_MANAGER, accept(1)).accepted();
}

#[test]
fn one_debtor_has_at_most_its_share_once_there_is_more_than_one_loan() {
    let half = |it: &mut Eligibility| {
        any_debtor(it);
        it.one_debtor = Ratio::parse("0.5").unwrap();
    };
    let world = bought(&pooling(half), 1);
    let second = active(world.clone(), 2);
    let second = given(&second).when(BANK, propose(2)).accepted();
    given(&second)
        .when(ASSET_MANAGER, accept(2))
        .then_rejected("pool-debtor-share");
    let above = of_another_debtor(world.clone(), 3, "480000.01");
    let above = given(&above).when(BANK, propose(3)).accepted();
    given(&above)
        .when(ASSET_MANAGER, accept(3))
        .then_rejected("pool-debtor-share");
    bought(&of_another_debtor(world, 3, "480000.00"), 3);
}

#[test]
fn a_pool_holds_at_most_150_loans() {
    let mut world = pooling(any_debtor);
    for n in 2..=151 {
        world = of_another_debtor(world, n, "10.00");
        let bought = Bought {
            debtor: SECOND.id(),
            price: cny("10.00"),
            open: cny("10.00"),
            on: date("2026-01-20"),
        };
        let step = tallystick_banking::PoolTransition::Bought {
            loan: loan(n),
            bought,
        };
        if n < 151 {
            world.case.apply(&Step::new(pool(1), step.clone())).unwrap();
        } else {
            // The 150th is bought, with 149 others named.
            let almost = given(&world).when(BANK, propose(1)).accepted();
            given(&almost).when(ASSET_MANAGER, accept(1)).accepted();
            world.case.apply(&Step::new(pool(1), step)).unwrap();
        }
    }
    let full = given(&world).when(BANK, propose(1)).accepted();
    given(&full)
        .when(ASSET_MANAGER, accept(1))
        .then_rejected("pool-full");
}
