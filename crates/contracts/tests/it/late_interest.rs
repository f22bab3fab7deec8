//! Which rate of late interest a contract has (Order 802 article 17).

use rstest::rstest;
use tallystick_base::{DailyRate, Rate};
use tallystick_contracts::{LateRate, RegisterContract};

use crate::given::given;
use crate::world::*;

fn with_rate(buyer: u64, signed_on: &str, rate: Option<&str>) -> RegisterContract {
    RegisterContract {
        late_rate: rate.map(|rate| Rate::parse(rate).unwrap()),
        signed_on: date(signed_on),
        ..body_with(buyer)
    }
}

/// The loan prime rate was 3.10 % until 20 May 2025, and 3.00 % from then on.
#[rstest]
#[case::at_the_floor("2026-01-05", "0.0300", None)]
#[case::under_it("2026-01-05", "0.029999", Some("late-rate-too-low"))]
#[case::the_floor_of_the_day_of_signing("2025-05-19", "0.0300", Some("late-rate-too-low"))]
#[case::the_day_of_the_change("2025-05-20", "0.0300", None)]
#[case::before_the_law("2020-08-31", "0.0100", None)]
fn article_17_an_agreed_rate_is_not_under_the_loan_prime_rate_at_signing(
    #[case] signed_on: &str,
    #[case] rate: &str,
    #[case] refused: Option<&str>,
) {
    let body = with_rate(HOSPITAL, signed_on, Some(rate));
    let world = World::new().prepared(&body);
    let decided = given(&world).when(supplier(), body);
    match refused {
        Some(code) => decided.then_rejected(code),
        None => assert_eq!(
            decided.accepted().contract().late_rate(&cn()),
            Ok(LateRate::Agreed(Rate::parse(rate).unwrap()))
        ),
    }
}

#[test]
fn a_buyer_whom_the_order_does_not_bind_agrees_any_rate() {
    World::new().registered(with_rate(PHARMACY, "2026-01-05", Some("0.0100")));
}

#[rstest]
#[case::bound(HOSPITAL, "2026-01-05", LateRate::Statutory(DailyRate::parse("0.0005").unwrap()))]
#[case::bound_by_order_728(HOSPITAL, "2021-01-05", LateRate::Statutory(DailyRate::parse("0.0005").unwrap()))]
#[case::before_the_law(HOSPITAL, "2020-08-31", LateRate::None)]
#[case::not_bound(PHARMACY, "2026-01-05", LateRate::None)]
fn article_17_without_an_agreed_rate_the_laws_own_counts(
    #[case] buyer: u64,
    #[case] signed_on: &str,
    #[case] expected: LateRate,
) {
    let world = World::new().registered(with_rate(buyer, signed_on, None));
    assert_eq!(world.contract().late_rate(&cn()), Ok(expected));
}
