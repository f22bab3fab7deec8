//! How soon a buyer pays, under Order 802 and the rules before it.

use rstest::rstest;
use tallystick_base::SizeClass;
use tallystick_contracts::{ClockStart, PaymentClause, RegisterContract};

use crate::given::given;
use crate::world::*;

fn clause(days: impl Into<Option<u32>>, reason: Option<&str>) -> PaymentClause {
    PaymentClause {
        days: days.into(),
        from: ClockStart::Delivery,
        longer_reason: reason.map(text),
    }
}

fn registers(buyer: u64, signed_on: &str, payment: PaymentClause) -> Result<u32, String> {
    let body = RegisterContract {
        payment,
        signed_on: date(signed_on),
        ..body_with(buyer)
    };
    let world = World::new().prepared(&body);
    let decided = given(&world).when(supplier(), body);
    match &decided.answer {
        Ok(_) => Ok(decided.accepted().contract().terms.payment.days),
        Err(rejection) => Err(rejection.code().to_owned()),
    }
}

#[rstest]
#[case::silent(None, Ok(30))]
#[case::thirty(Some(30), Ok(30))]
#[case::ten(Some(10), Ok(10))]
#[case::sixty(Some(60), Ok(60))]
#[case::sixty_one(Some(61), Err("payment-days-too-many"))]
fn article_9_a_public_institution_pays_within_30_days_and_agrees_60_at_most(
    #[case] days: Option<u32>,
    #[case] expected: Result<u32, &str>,
) {
    let reason = Some("进口设备调试周期长");
    assert_eq!(
        registers(HOSPITAL, "2026-01-05", clause(days, reason)),
        expected.map_err(str::to_owned)
    );
}

#[rstest]
#[case::silent(None, None, Ok(60))]
#[case::sixty(Some(60), None, Ok(60))]
#[case::longer(Some(90), None, Err("payment-reason-missing"))]
#[case::longer_with_its_reason(Some(90), Some("行业惯例为季度结算"), Ok(90))]
fn article_9_a_large_enterprise_pays_within_60_days_and_longer_with_a_reason(
    #[case] days: Option<u32>,
    #[case] reason: Option<&str>,
    #[case] expected: Result<u32, &str>,
) {
    assert_eq!(
        registers(LARGE_FIRM, "2026-01-05", clause(days, reason)),
        expected.map_err(str::to_owned)
    );
}

#[rstest]
#[case::pharmacy(PHARMACY)]
#[case::medium_state_enterprise(STATE_FIRM)]
fn a_buyer_whom_order_802_does_not_bind_pays_as_the_contract_says(#[case] buyer: u64) {
    assert_eq!(registers(buyer, "2026-01-05", clause(180, None)), Ok(180));
    assert_eq!(
        registers(buyer, "2026-01-05", clause(None, None)),
        Err("payment-days-missing".to_owned())
    );
}

/// The rules in force at signing govern a contract, not those of the day on which it is registered.
#[rstest]
#[case::order_728_let_large_enterprises_agree_what_they_liked(LARGE_FIRM, "2025-05-31", 120, Ok(120))]
#[case::order_802_asks_for_a_reason(LARGE_FIRM, "2025-06-01", 120, Err("payment-reason-missing"))]
#[case::order_728_bound_public_bodies_already(HOSPITAL, "2020-09-01", 61, Err("payment-days-too-many"))]
#[case::before_order_728_the_contract_alone_counted(HOSPITAL, "2020-08-31", 120, Ok(120))]
fn terms_are_judged_by_the_rules_in_force_at_signing(
    #[case] buyer: u64,
    #[case] signed_on: &str,
    #[case] days: u32,
    #[case] expected: Result<u32, &str>,
) {
    assert_eq!(
        registers(buyer, signed_on, clause(days, None)),
        expected.map_err(str::to_owned)
    );
}

#[test]
fn before_any_law_a_silent_contract_says_nothing() {
    assert_eq!(
        registers(HOSPITAL, "2020-08-31", clause(None, None)),
        Err("payment-days-missing".to_owned())
    );
}

#[rstest]
#[case::a_public_institution(HOSPITAL, "2026-01-05")]
#[case::a_large_enterprise(LARGE_FIRM, "2026-01-05")]
#[case::before_the_order_too(LARGE_FIRM, "2023-01-05")]
#[case::a_pharmacy(PHARMACY, "2026-01-05")]
fn article_9_payment_never_waits_for_a_third_party_to_pay(#[case] buyer: u64, #[case] signed_on: &str) {
    let body = RegisterContract {
        pay_when_paid: true,
        signed_on: date(signed_on),
        ..body_with(buyer)
    };
    let world = World::new().prepared(&body);
    given(&world)
        .when(supplier(), body)
        .then_rejected("pay-when-paid");
}

#[rstest]
#[case(ClockStart::Delivery, None, None)]
#[case(ClockStart::Acceptance, None, None)]
#[case(ClockStart::Settlement, None, None)]
#[case(ClockStart::Invoice, Some("clock-start-forbidden"), None)]
fn article_9_and_10_the_days_run_from_delivery_acceptance_or_settlement(
    #[case] from: ClockStart,
    #[case] protected: Option<&str>,
    #[case] unprotected: Option<&str>,
) {
    for (buyer, refused) in [(HOSPITAL, protected), (PHARMACY, unprotected)] {
        let body = RegisterContract {
            payment: PaymentClause {
                from,
                ..body().payment
            },
            ..body_with(buyer)
        };
        let world = World::new().prepared(&body);
        let decided = given(&world).when(supplier(), body);
        match refused {
            Some(code) => decided.then_rejected(code),
            None => assert_eq!(decided.accepted().contract().terms.payment.from, from),
        }
    }
}

#[test]
fn article_10_payment_after_acceptance_needs_a_period_for_inspecting() {
    let body = RegisterContract {
        inspection_days: 0,
        ..body()
    };
    let world = World::new().prepared(&body);
    given(&world)
        .when(supplier(), body)
        .then_rejected("inspection-days-missing");
}

#[test]
fn article_3_a_large_supplier_agrees_what_it_likes() {
    let body = RegisterContract {
        supplier: party(LARGE_SUPPLIER),
        supplier_size: SizeClass::Large,
        payment: clause(180, None),
        ..body()
    };
    let after = World::new().registered(body);
    assert_eq!(after.contract().terms.payment.days, 180);
}
