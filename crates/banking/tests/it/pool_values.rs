//! What a pool is worth, and what came in for it.

use std::collections::BTreeMap;

use tallystick_banking::pool::pool_value;
use tallystick_banking::{LoanTransition, PaidBy};
use tallystick_base::{Money, Subject};

use crate::lent::{lent, pool};
use crate::pools::{bought, pooling};
use crate::world::{SUPPLIER, World, cny, date};

fn received(n: u64, amount: &str, day: &str) -> LoanTransition {
    LoanTransition::Received {
        entry: Subject::new("bank-entry", &format!("entry-{n}")).unwrap(),
        source: PaidBy::Borrower {},
        by: SUPPLIER.id(),
        amount: cny(amount),
        value_on: date(day),
    }
}

#[test]
fn a_pool_is_worth_what_is_open_and_accrued_on_its_loans() {
    let world = bought(&pooling(|_| {}).on("2026-01-25"), 1);
    let value = |world: &World, day| {
        let held = world.case.pool(pool(1)).unwrap();
        let value = pool_value(held, &world.case.loans, date(day)).unwrap();
        [value.open, value.accrued, value.collected].map(Money::value_text)
    };
    // 480,000.00 at 4.35 % for 10 days over 360.
    assert_eq!(value(&world, "2026-01-30"), ["480000.00", "580.00", "0.00"]);
    // 580.00 of interest first, then 100,000.00 of principal.
    let world = lent(world, 1, &[received(1, "100580.00", "2026-01-30")]);
    assert_eq!(value(&world, "2026-01-29"), ["480000.00", "522.00", "0.00"]);
    assert_eq!(value(&world, "2026-01-30"), ["380000.00", "0.00", "100580.00"]);
    // What came in before the day of purchase is the bank's; what is reversed never came in.
    let before = lent(world.clone(), 1, &[received(2, "1000.00", "2026-01-24")]);
    assert_eq!(value(&before, "2026-01-30")[2], "100580.00");
    let same_day = lent(world.clone(), 1, &[received(2, "1000.00", "2026-01-25")]);
    assert_eq!(value(&same_day, "2026-01-30")[2], "101580.00");
    let reversed = LoanTransition::ReceiptReversed {
        entry: Subject::new("bank-entry", "entry-1").unwrap(),
    };
    let world = lent(world, 1, &[reversed]);
    assert_eq!(value(&world, "2026-01-30"), ["480000.00", "580.00", "0.00"]);
}

#[test]
fn the_value_of_a_pool_needs_every_loan_that_it_holds() {
    let world = bought(&pooling(|_| {}), 1);
    let held = world.case.pool(pool(1)).unwrap();
    let refused = pool_value(held, &BTreeMap::new(), date("2026-01-30")).unwrap_err();
    assert_eq!(refused.code(), "loan-not-found");
}
