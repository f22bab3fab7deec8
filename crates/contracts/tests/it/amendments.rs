//! One side proposes a change, the other accepts, and it takes effect.

use rstest::rstest;
use tallystick_base::{Currency, Money, Rate, Ratio};
use tallystick_contracts::{
    AmendmentStage, Changes, ClockStart, PaymentClause, PaymentPeriod, RegisterContract,
};

use crate::given::given;
use crate::world::*;

fn payment(days: u32) -> Changes {
    Changes {
        payment: Some(PaymentPeriod {
            days,
            from: ClockStart::Delivery,
            longer_reason: None,
        }),
        ..no_changes()
    }
}

#[test]
fn an_amendment_takes_effect_when_the_other_side_accepts() {
    let world = World::with_contract().confirmed("400000.00");
    let world = given(&world)
        .when(supplier(), propose(1, amount("1200000.00")))
        .then_steps(&["amendment proposed"]);
    assert_eq!(world.contract().terms.amount, cny("1000000.00"));
    let after = given(&world).when(hospital(), accept_amendment(1)).then_steps(&[
        "amendment accepted",
        "contract amended",
        "allowance raised",
    ]);
    let contract = after.contract();
    assert_eq!(contract.terms.amount, cny("1200000.00"));
    assert_eq!(
        (contract.revision, contract.last_amendment),
        (2, Some(amendment_id(1)))
    );
    assert_eq!(after.allowance().limit, cny("1260000.00"));
    assert_eq!(after.allowance().used, cny("400000.00"));
}

#[test]
fn an_amendment_changes_the_terms_it_names_and_leaves_the_others() {
    let changes = Changes {
        title: Some(text("医用防护口罩采购(增补)")),
        vouchers_agreed: Some(false),
        documents: vec![document(2)],
        ..no_changes()
    };
    let world = World::with_contract();
    let before = world.contract().terms.clone();
    let world = world.proposed(1, changes);
    let after = given(&world)
        .when(hospital(), accept_amendment(1))
        .then_steps(&["amendment accepted", "contract amended"]);
    let terms = &after.contract().terms;
    assert_eq!(terms.title, text("医用防护口罩采购(增补)"));
    assert!(!terms.vouchers_agreed);
    assert_eq!(terms.documents, [document(1), document(2)]);
    assert_eq!((terms.amount, &terms.payment), (before.amount, &before.payment));
}

#[test]
fn the_sum_is_never_lowered_under_what_is_confirmed() {
    let world = World::with_contract().confirmed("400000.00");
    let below = world.clone().proposed(1, amount("399999.99"));
    given(&below)
        .when(hospital(), accept_amendment(1))
        .then_rejected("amount-below-confirmed");
    let level = world.proposed(1, amount("400000.00"));
    let after = given(&level).when(hospital(), accept_amendment(1)).then_steps(&[
        "amendment accepted",
        "contract amended",
        "allowance lowered",
    ]);
    assert_eq!(after.allowance().left(), cny("20000.00"));
}

#[test]
fn the_tolerance_is_never_narrowed_under_what_is_confirmed() {
    let narrow = Changes {
        tolerance: Some(Ratio::parse("0.01").unwrap()),
        ..no_changes()
    };
    let world = World::with_contract().confirmed("1030000.00").proposed(1, narrow);
    given(&world)
        .when(hospital(), accept_amendment(1))
        .then_rejected("limit-below-confirmed");
    let retitled = Changes {
        title: Some(text("口罩")),
        ..no_changes()
    };
    let world = World::with_contract()
        .confirmed("1030000.00")
        .proposed(1, retitled);
    given(&world).when(hospital(), accept_amendment(1)).accepted();
}

#[test]
fn of_two_proposals_on_the_same_terms_only_one_takes_effect() {
    let world = World::with_contract()
        .proposed(1, amount("1200000.00"))
        .proposed(2, payment(45));
    let world = given(&world).when(hospital(), accept_amendment(1)).accepted();
    given(&world)
        .when(hospital(), accept_amendment(2))
        .then_rejected("amendment-stale");
    given(&world).when(supplier(), withdraw_amendment(2)).accepted();
}

#[test]
fn each_side_may_propose_and_only_the_other_answers() {
    let world = World::with_contract();
    let world = given(&world)
        .when(hospital(), propose(1, amount("900000.00")))
        .accepted();
    given(&world)
        .when(hospital(), accept_amendment(1))
        .then_rejected("answered-by-proposer");
    given(&world)
        .when(hospital(), reject_amendment(1))
        .then_rejected("answered-by-proposer");
    given(&world)
        .when(supplier(), withdraw_amendment(1))
        .then_rejected("withdrawn-by-other");
    let rejected = given(&world)
        .when(supplier(), reject_amendment(1))
        .then_steps(&["amendment rejected"]);
    assert_eq!(
        rejected.case.amendments[&amendment_id(1)].stage,
        AmendmentStage::Rejected {
            reason: text("不同意")
        }
    );
    given(&world)
        .when(hospital(), withdraw_amendment(1))
        .then_steps(&["amendment withdrawn"]);
}

#[rstest]
#[case(no_changes(), "amendment-changes-nothing")]
#[case(amount("1000000.00"), "amendment-changes-nothing")]
#[case(amount("0.00"), "amount-not-positive")]
#[case(Changes { amount: Some(Money::from_minor(100, Currency::USD)), ..no_changes() }, "amendment-currency")]
#[case(Changes { signed_on: date("2026-01-04"), ..amount("1.00") }, "amendment-before-contract")]
#[case(Changes { signed_on: date("2026-03-03"), ..amount("1.00") }, "signed-in-future")]
#[case(Changes { documents: vec![document(1)], ..no_changes() }, "document-repeated")]
#[case(Changes { inspection_days: Some(0), ..no_changes() }, "inspection-days-missing")]
#[case(Changes { confirmation_days: Some(31), ..no_changes() }, "confirmation-days-too-many")]
#[case(Changes { late_rate: Some(Rate::parse("0.0299").unwrap()), ..no_changes() }, "late-rate-too-low")]
#[case(payment(61), "payment-days-too-many")]
fn an_amendment_is_judged_when_it_is_proposed(#[case] changes: Changes, #[case] code: &str) {
    given(&World::with_contract())
        .when(supplier(), propose(1, changes))
        .then_rejected(code);
}

/// A contract of before Order 728, with 120 days.
fn old_contract() -> World {
    World::new().contracted(RegisterContract {
        signed_on: date("2020-03-02"),
        payment: PaymentClause {
            days: Some(120),
            from: ClockStart::Delivery,
            longer_reason: None,
        },
        ..body()
    })
}

#[test]
fn article_9_a_new_payment_period_is_judged_by_the_rules_of_the_day_of_the_amendment() {
    given(&old_contract())
        .when(supplier(), propose(1, payment(90)))
        .then_rejected("payment-days-too-many");
    given(&old_contract())
        .when(supplier(), propose(1, payment(60)))
        .accepted();
}

#[test]
fn an_old_payment_period_stays_where_an_amendment_does_not_touch_it() {
    let world = old_contract().proposed(1, amount("1100000.00"));
    let after = given(&world).when(hospital(), accept_amendment(1)).accepted();
    assert_eq!(after.contract().terms.payment.days, 120);
}

#[test]
fn an_amendment_comes_after_acceptance_and_not_after_the_end() {
    let registered = World::new().registered(body());
    given(&registered)
        .when(supplier(), propose(1, amount("1.00")))
        .then_rejected("contract-stage");
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let closed = given(&world).when(hospital(), close()).accepted();
    given(&closed)
        .when(hospital(), accept_amendment(1))
        .then_rejected("contract-stage");
    given(&closed)
        .when(supplier(), propose(2, amount("1.00")))
        .then_rejected("contract-stage");
    given(&closed).when(supplier(), withdraw_amendment(1)).accepted();
    given(&closed).when(hospital(), reject_amendment(1)).accepted();
}

#[test]
fn an_id_is_used_once() {
    let world = World::with_contract().proposed(1, amount("900000.00"));
    given(&world)
        .when(supplier(), propose(1, amount("800000.00")))
        .then_rejected("amendment-exists");
}

#[test]
fn a_suspended_party_amends_nothing() {
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let suspended = world.clone().suspended(SUPPLIER);
    given(&suspended)
        .when(hospital(), accept_amendment(1))
        .then_rejected("party-suspended");
    given(&suspended)
        .when(hospital(), propose(2, amount("1.00")))
        .then_rejected("party-suspended");
    given(&suspended)
        .when(supplier(), withdraw_amendment(1))
        .accepted();
    let suspended = world.suspended(HOSPITAL);
    given(&suspended)
        .when(hospital(), accept_amendment(1))
        .then_rejected("party-suspended");
    given(&suspended).when(hospital(), reject_amendment(1)).accepted();
}
