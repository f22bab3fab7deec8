//! Random lives of a loan: whatever the bank books, in whatever order, no cent is made or lost, no line is over its limit,
//! and what is paid back holds nothing.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use tallystick_banking::loan::account::account;
use tallystick_banking::{BookRepayment, Command, Conflict, LoanStage, PaidBy};
use tallystick_base::{Currency, Money};

use crate::lending::{At, BANK, BORROWER, GUARANTOR, Lent, SERVICE, given, guarantee};
use crate::money::{book, credit, on_certificates, reverse, settle};
use crate::servicing::{charge, mark, pass_on, write_off};

/// One act: what, how much, how many days after the last act, and how many days back it counts from.
type Act = (u8, i64, u64, u64);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = (0..14_u8, 1..90_000_000_i64, 0..40_u64, 0..60_u64);
    prop::collection::vec(act, 1..16)
}

fn command(at: usize, (kind, minor, _, back): Act, lent: &Lent) -> (At, Command) {
    let amount = Money::from_minor(minor, Currency::CNY);
    let today = lent.now.date_at(480);
    let on = today.checked_sub_days(chrono::Days::new(back)).unwrap();
    let received = |source| -> Command {
        let mut line = credit(&format!("R{at}"), "1.00", "2026-03-02");
        (line.amount, line.value_on) = (amount, on);
        BookRepayment { ..book(line, source) }.into()
    };
    let guarantee = guarantee(1);
    match kind {
        0 | 1 => (BANK, settle("E2E-1", "800000.00").into()),
        2 => {
            let mut again = settle(&format!("E2E-{at}"), "1.00");
            (again.amount, again.value_on) = (amount, on);
            (BANK, again.into())
        }
        3 | 4 => (BANK, received(PaidBy::Borrower {})),
        5 | 6 => {
            let half = Money::from_minor((minor / 2).max(1), Currency::CNY);
            let PaidBy::Debtor { mut certificates } = on_certificates(&[(1 + u64::from(kind % 2), "1.00")])
            else {
                unreachable!("the debtor pays on certificates")
            };
            for part in &mut certificates {
                part.amount = half;
            }
            (BANK, received(PaidBy::Debtor { certificates }))
        }
        7 => (BANK, received(PaidBy::Guarantor { guarantee })),
        8 => {
            let mut costs = charge("1.00", "2026-03-02");
            (costs.amount, costs.on) = (amount, on);
            (BANK, costs.into())
        }
        9 | 10 => (BANK, reverse(&format!("R{}", minor.unsigned_abs() % 16)).into()),
        11 => (SERVICE, mark().into()),
        12 => (BANK, write_off().into()),
        _ => {
            let to = if minor % 2 == 0 { BORROWER } else { GUARANTOR };
            (BANK, pass_on(to.id(), "0.01", &today.to_string()).into())
        }
    }
}

/// What is drawn on the line that carries the whole loan is what is open, unless the line had no room for it.
fn check_drawn(lent: &Lent) {
    let loan = lent.loan();
    let exceeded = |conflict: &Conflict| {
        matches!(
            conflict,
            Conflict::CreditExceeded { .. } | Conflict::AmountOther { .. }
        )
    };
    if loan.conflicts.iter().any(exceeded) {
        return;
    }
    let open = account(loan, lent.now.date_at(480)).unwrap().open.principal;
    assert_eq!(lent.uses(1).drawn, open);
}

fn live(acts: &[Act]) -> Lent {
    let mut lent = Lent::instructed();
    for (at, act) in acts.iter().enumerate() {
        let days = std::time::Duration::from_secs(act.2 * 86_400);
        lent.now = lent.now.checked_add(days).unwrap();
        let (who, command) = command(at, *act, &lent);
        let decided = given(&lent).when(who, command);
        if decided.answer.is_ok() {
            // Every accepted act is checked there: what it names, lines, balances, and what a closed loan holds.
            lent = decided.accepted();
            check_drawn(&lent);
        }
    }
    lent
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_cent_is_made_or_lost_whatever_is_booked(acts in acts()) {
        live(&acts);
    }
}

#[test]
fn the_lives_reach_every_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let lent = live(&acts().new_tree(&mut runner).unwrap().current());
        let loan = lent.loan();
        seen.insert(loan.stage.name());
        for conflict in &loan.conflicts {
            match conflict {
                Conflict::ReversedAfterClosing { .. } => seen.insert("reversed after closing"),
                Conflict::PaidTwice { .. } => seen.insert("paid twice"),
                Conflict::CreditExceeded { .. } => seen.insert("credit exceeded"),
                Conflict::CertificateOverpaid { .. } => seen.insert("certificate overpaid"),
                Conflict::ReceivedBeforeDisbursed { .. } => seen.insert("received before disbursed"),
                _ => false,
            };
        }
        assert!(!matches!(loan.stage, LoanStage::Approved { .. }));
    }
    let expected = [
        "Active",
        "Closed",
        "Instructed",
        "certificate overpaid",
        "credit exceeded",
        "paid twice",
        "received before disbursed",
        "reversed after closing",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}
