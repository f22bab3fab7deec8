//! The instruction to pay.

use rstest::rstest;
use tallystick_banking::{InstructLoan, LoanStage, LoanTransition};
use tallystick_base::Money;
use tallystick_certificates::CertificateTransition;
use tallystick_financing::{FeeLine, InterestMode, Security};

use crate::given::given;
use crate::lent::{certificate, happened, lent, loan};
use crate::registry::{file, frozen};
use crate::requested::{Asked, asked, instruct, leased, then, used, with_debtor_line};
use crate::world::{BANK, SECOND_BANK, SUPPLIER, World, cny, date, morning, text};

fn approved_as(asked: &Asked) -> World {
    leased(with_debtor_line(&World::new(), "5000000.00"), asked)
}

fn approved() -> World {
    approved_as(&asked(1))
}

fn paid_out(world: &World) -> Money {
    match &world.case.loans[&loan(1)].stage {
        LoanStage::Instructed { amount, .. } => *amount,
        stage => panic!("{}", stage.name()),
    }
}

fn under(end_to_end: &str) -> InstructLoan {
    InstructLoan {
        end_to_end: text(end_to_end),
        ..instruct(1)
    }
}

#[test]
fn an_instruction_states_what_is_paid_out_and_moves_no_credit() {
    let world = given(&approved())
        .when(BANK, instruct(1))
        .then_steps(&["loan instructed"]);
    assert_eq!(
        world.case.loans[&loan(1)].stage,
        LoanStage::Instructed {
            end_to_end: text("E2E-1"),
            amount: cny("400000.00"),
            value_on: date("2026-01-21"),
        }
    );
    assert_eq!(used(&world, 1), (cny("400000.00"), cny("0.00")));
}

#[test]
fn only_the_bank_of_the_loan_instructs_and_once() {
    given(&approved())
        .when(SECOND_BANK, instruct(1))
        .then_rejected("not-the-bank");
    given(&approved())
        .when(SUPPLIER, instruct(1))
        .then_rejected("capacity-forbidden");
    given(&World::new())
        .when(BANK, instruct(1))
        .then_rejected("loan-not-found");
    given(&then(&approved(), BANK, instruct(1)))
        .when(BANK, instruct(1))
        .then_rejected("loan-stage");
}

#[test]
fn an_approval_is_instructed_until_its_last_moment_whether_or_not_its_lapse_was_recorded() {
    let on_time = InstructLoan {
        value_on: date("2026-01-27"),
        ..instruct(1)
    };
    let last = approved().on("2026-01-27");
    then(&last, BANK, on_time.clone());
    let mut after = last;
    after.now = tallystick_base::Millis::from_secs(after.now.as_millis() / 1000 + 1).unwrap();
    given(&after).when(BANK, on_time).then_rejected("approval-lapsed");
}

#[test]
fn civil_code_article_445_no_money_goes_out_on_a_pledge_that_is_not_registered() {
    let world = approved_as(&asked(1).on(Security::Pledge));
    given(&world)
        .when(BANK, instruct(1))
        .then_rejected("filing-missing");
    let filed = then(&world, BANK, file(1));
    then(&filed, BANK, instruct(1));
}

#[test]
fn no_money_goes_out_on_what_is_not_held_any_more() {
    let pledged = then(&approved_as(&asked(1).on(Security::Pledge)), BANK, file(1));
    for world in [approved(), pledged] {
        let paid = happened(world.clone(), 1, &[released_or_paid(&world)]);
        given(&paid)
            .when(BANK, instruct(1))
            .then_rejected("certificate-not-held");
        let stopped = happened(world, 1, &[frozen()]);
        given(&stopped)
            .when(BANK, instruct(1))
            .then_rejected("certificate-frozen");
    }
}

/// What takes certificate 1 out of the bank's hands.
fn released_or_paid(world: &World) -> CertificateTransition {
    let held = &world.case.financing.certificates.certificates[&certificate(1)];
    assert!(["Reserved", "Pledged"].contains(&held.stage.name()));
    CertificateTransition::Released {}
}

#[rstest]
#[case("2026-01-19", false)]
#[case("2026-01-20", true)]
#[case("2026-01-30", true)]
#[case("2026-01-31", false)]
fn a_payment_is_for_today_or_one_of_the_next_ten_days(#[case] day: &str, #[case] passes: bool) {
    let world = approved();
    let body = InstructLoan {
        value_on: date(day),
        ..instruct(1)
    };
    let decided = given(&world);
    let decided = decided.when(BANK, body);
    if passes {
        decided.accepted();
    } else {
        decided.then_rejected("value-day");
    }
}

#[test]
fn a_payment_is_for_a_day_before_the_loan_is_due() {
    let mut soon = asked(1);
    soon.submission.matures_on = date("2026-01-22");
    let world = approved_as(&soon);
    then(&world, BANK, instruct(1));
    let due = InstructLoan {
        value_on: date("2026-01-22"),
        ..instruct(1)
    };
    given(&world).when(BANK, due.clone()).then_rejected("value-day");
    given(&world.on("2026-01-22"))
        .when(BANK, due)
        .then_rejected("value-day");
}

#[rstest]
#[case("E2E-1", true)]
#[case("A/b-1?:(2).,'+ 3", true)]
#[case("12345678901234567890123456789012345", true)]
#[case("123456789012345678901234567890123456", false)]
#[case("放款1", false)]
#[case("E2E_1", false)]
fn an_end_to_end_id_is_one_that_every_bank_carries(#[case] id: &str, #[case] passes: bool) {
    let world = approved();
    let decided = given(&world);
    let decided = decided.when(BANK, under(id));
    if passes {
        decided.accepted();
    } else {
        decided.then_rejected("end-to-end-form");
    }
}

#[test]
fn the_id_of_an_attempt_that_failed_is_not_used_again() {
    let failed = LoanTransition::DisbursementFailed {
        reason: text("AC01"),
        until: morning("2026-01-27"),
    };
    let world = lent(then(&approved(), BANK, instruct(1)), 1, &[failed]);
    given(&world)
        .when(BANK, instruct(1))
        .then_rejected("end-to-end-used");
    then(&world, BANK, under("E2E-2"));
}

#[test]
fn fees_are_taken_off_what_is_paid_out() {
    let mut dear = asked(1);
    dear.offer.fees = vec![fee("600.00"), fee("0.01")];
    let world = then(&approved_as(&dear), BANK, instruct(1));
    assert_eq!(paid_out(&world), cny("399399.99"));
}

fn fee(amount: &str) -> FeeLine {
    FeeLine {
        name: text("手续费"),
        amount: cny(amount),
    }
}

#[test]
fn a_discount_takes_the_interest_off_what_is_paid_out_from_the_value_day() {
    // 89 days from 21 January to 20 April: 400,000.00 × 4.35 % × 89 / 360 = 4,301.666…
    let mut discount = asked(1);
    discount.product.interest = InterestMode::Discount;
    discount.offer.fees = vec![fee("600.00")];
    let world = then(&approved_as(&discount), BANK, instruct(1));
    assert_eq!(paid_out(&world), cny("395098.33"));
}

#[test]
fn a_loan_that_pays_out_nothing_is_not_instructed() {
    let mut all_fees = asked(1);
    all_fees.offer.fees = vec![fee("400000.00")];
    given(&approved_as(&all_fees))
        .when(BANK, instruct(1))
        .then_rejected("amount-not-above-zero");
}
