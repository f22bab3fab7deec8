//! Day counts and interest.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;
use tallystick_base::{Currency, DailyRate, DayCount, Money, Rate, interest, late_interest};

use crate::{cny, date};

#[rstest]
#[case::leap_february("2024-02-28", "2024-03-01", 2, 3)]
#[case::common_february("2026-02-28", "2026-03-01", 1, 3)]
#[case::first_on_the_31st("2026-01-31", "2026-02-28", 28, 28)]
#[case::both_on_the_31st("2026-01-31", "2026-03-31", 59, 60)]
#[case::only_the_last_on_the_31st("2026-01-15", "2026-03-31", 75, 76)]
#[case::first_on_the_30th("2026-01-30", "2026-03-31", 60, 60)]
#[case::a_year("2025-06-01", "2026-06-01", 365, 360)]
#[case::the_same_day("2026-05-31", "2026-05-31", 0, 0)]
fn days_are_counted_without_the_last(
    #[case] from: &str,
    #[case] to: &str,
    #[case] actual: u32,
    #[case] thirty: u32,
) {
    let (from, to) = (date(from), date(to));
    assert_eq!(DayCount::Actual360.days(from, to), Some(actual));
    assert_eq!(DayCount::Actual365Fixed.days(from, to), Some(actual));
    assert_eq!(DayCount::Thirty360.days(from, to), Some(thirty));
}

#[test]
fn day_counts_have_their_names_here_and_in_iso_20022() {
    let names = DayCount::ALL.map(|day_count| (day_count.as_str(), day_count.iso20022(), day_count.basis()));
    assert_eq!(
        names,
        [
            ("actual/360", "A004", 360),
            ("actual/365f", "A005", 365),
            ("30/360", "A001", 360)
        ]
    );
    for day_count in DayCount::ALL {
        assert_eq!(day_count.to_string().parse(), Ok(day_count));
    }
    assert_eq!(
        "30E/360".parse::<DayCount>().unwrap_err().code(),
        "day-count-unknown"
    );
}

#[rstest]
#[case::exactly_half_goes_up("1.00", "0.018", 100, "0.01")]
#[case::under_half_goes_down("1.00", "0.017999999999", 100, "0.00")]
#[case::nothing_at_no_rate("1.00", "0", 1000, "0.00")]
#[case::nothing_on_nothing("0.00", "0.05", 1000, "0.00")]
#[case::nothing_in_no_time("1000000.00", "0.05", 0, "0.00")]
fn a_line_is_rounded_once(
    #[case] principal: &str,
    #[case] rate: &str,
    #[case] days: u64,
    #[case] line: &str,
) {
    let from = date("2026-01-01");
    let to = from + chrono::Days::new(days);
    let rate = Rate::parse(rate).unwrap();
    assert_eq!(
        interest(cny(principal), rate, DayCount::Actual360, from, to),
        Ok(cny(line))
    );
}

#[test]
fn yen_are_rounded_to_whole_yen() {
    let principal = Money::parse("1000000", Currency::JPY).unwrap();
    let rate = Rate::parse("0.0123").unwrap();
    let line = interest(
        principal,
        rate,
        DayCount::Actual365Fixed,
        date("2026-01-01"),
        date("2026-02-01"),
    );
    assert_eq!(line.unwrap().value_text(), "1045");
}

#[test]
fn wrong_order_and_negative_principal_are_refused() {
    let rate = Rate::parse("0.03").unwrap();
    let (from, to) = (date("2026-03-02"), date("2026-03-01"));
    let refusal = interest(cny("1.00"), rate, DayCount::Actual360, from, to).unwrap_err();
    assert_eq!(refusal.code(), "interest-order");
    let refusal = interest(cny("-1.00"), rate, DayCount::Actual360, to, from).unwrap_err();
    assert_eq!(refusal.code(), "interest-negative-principal");
    let a_day = DailyRate::parse("0.0005").unwrap();
    assert_eq!(
        late_interest(cny("1.00"), a_day, from, to).unwrap_err().code(),
        "interest-order"
    );
}

#[test]
fn interest_beyond_64_bits_is_refused() {
    let most = Money::from_minor(i64::MAX, Currency::CNY);
    let rate = Rate::parse("10").unwrap();
    for day_count in DayCount::ALL {
        let refusal = interest(most, rate, day_count, NaiveDate::MIN, NaiveDate::MAX).unwrap_err();
        assert_eq!(refusal.code(), "money-too-large");
    }
}

/// The product of whole numbers of any size, in limbs of 32 bits, highest first and without zeros before.
fn product(factors: &[u128]) -> Vec<u32> {
    let mut whole = factors.iter().fold(vec![1], |whole, &factor| {
        (0..4).fold(Vec::new(), |sum, limb| {
            let part =
                low_limb(u64::try_from((factor >> (32 * limb)) & u128::from(u32::MAX)).expect("32 bits"));
            let shift = usize::try_from(limb).expect("below four");
            let shifted = [vec![0; shift], times_limb(&whole, part)].concat();
            plus(&sum, &shifted)
        })
    });
    while whole.last() == Some(&0) {
        whole.pop();
    }
    whole.reverse();
    whole
}

fn low_limb(limb: u64) -> u32 {
    u32::try_from(limb & u64::from(u32::MAX)).expect("32 bits")
}

fn times_limb(whole: &[u32], factor: u32) -> Vec<u32> {
    let mut carry = 0;
    let padded = whole.iter().copied().chain([0]);
    padded
        .map(|limb| {
            let sum = u64::from(limb) * u64::from(factor) + carry;
            carry = sum >> 32;
            low_limb(sum)
        })
        .collect()
}

fn plus(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut carry = 0;
    let limb = |of: &[u32], at: usize| u64::from(of.get(at).copied().unwrap_or(0));
    (0..=left.len().max(right.len()))
        .map(|at| {
            let sum = limb(left, at) + limb(right, at) + carry;
            carry = sum >> 32;
            low_limb(sum)
        })
        .collect()
}

/// Whether `left < right`, where both are highest limb first without zeros before.
fn below(left: &[u32], right: &[u32]) -> bool {
    (left.len(), left) < (right.len(), right)
}

proptest! {
    /// The result `r` is half up exactly when `(2r - 1) d <= 2n < (2r + 1) d`.
    #[test]
    fn interest_is_the_exact_quotient_rounded_half_up(
        (any_minor, digits) in (0..=i64::MAX, 0..63_u32),
        (any_mantissa, scale) in (any::<u64>(), 0..=12_u32),
        days in 0..=40_000_u32,
        day_count in prop::sample::select(DayCount::ALL.to_vec()),
    ) {
        // Amounts of every length, and rates from 0 to 10 of every scale.
        let minor = any_minor >> digits;
        let mantissa = any_mantissa % (10_u64.pow(scale + 1) + 1);
        let rate = Rate::new(Decimal::from_i128_with_scale(i128::from(mantissa), scale)).unwrap();
        let from = date("2020-01-01");
        let to = from + chrono::Days::new(u64::from(days));
        let counted = day_count.days(from, to).unwrap();
        let two_n = product(&[2, u128::try_from(minor).unwrap(), u128::from(mantissa), u128::from(counted)]);
        let d = u128::from(day_count.basis()) * 10_u128.pow(scale);
        match interest(Money::from_minor(minor, Currency::CNY), rate, day_count, from, to) {
            Ok(line) => {
                let r = u128::try_from(line.minor()).unwrap();
                prop_assert!(below(&two_n, &product(&[2 * r + 1, d])));
                prop_assert!(r == 0 || !below(&two_n, &product(&[2 * r - 1, d])));
            }
            Err(refusal) => {
                prop_assert_eq!(refusal.code(), "money-too-large");
                // Refused only where the exact result is near or beyond the largest amount.
                prop_assert!(!below(&two_n, &product(&[u128::try_from(i64::MAX).unwrap(), d])));
            }
        }
    }

    #[test]
    fn actual_days_add_up_over_any_day_between(first in 0..50_000_u64, second in 0..50_000_u64) {
        let from = date("1970-01-01");
        let middle = from + chrono::Days::new(first);
        let to = middle + chrono::Days::new(second);
        let days = |from, to| DayCount::Actual360.days(from, to).unwrap();
        prop_assert_eq!(days(from, middle) + days(middle, to), days(from, to));
    }
}
