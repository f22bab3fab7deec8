//! Rates and ratios.

use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;
use tallystick_base::{Currency, DailyRate, Money, Rate, Ratio};

use crate::cny;

#[rstest]
#[case("0.0360", "0.0360", "3.60%")]
#[case("0.036", "0.0360", "3.60%")]
#[case("0", "0.0000", "0.00%")]
#[case("0.038501", "0.038501", "3.8501%")]
#[case("10.000", "10.0000", "1000.00%")]
#[case("0.000000000001", "0.000000000001", "0.0000000001%")]
fn a_rate_has_one_text_and_a_percentage(#[case] text: &str, #[case] written: &str, #[case] percent: &str) {
    let rate = Rate::parse(text).unwrap();
    assert_eq!(rate.to_string(), written);
    assert_eq!(rate.percent_text(), percent);
    assert_eq!(Rate::parse(written), Ok(rate));
    assert_eq!(serde_json::to_string(&rate).unwrap(), format!("\"{written}\""));
}

#[rstest]
#[case("", "rate-not-decimal")]
#[case("-0.01", "rate-not-decimal")]
#[case("+0.01", "rate-not-decimal")]
#[case("3.6%", "rate-not-decimal")]
#[case("3.6e-2", "rate-not-decimal")]
#[case(".036", "rate-not-decimal")]
#[case("0.", "rate-not-decimal")]
#[case("00.036", "rate-not-decimal")]
#[case("0.0000000000001", "rate-decimals")]
#[case("10.0001", "rate-range")]
#[case("99999999999999999999999999999999999999999999", "rate-range")]
fn other_texts_are_no_rate(#[case] text: &str, #[case] code: &str) {
    assert_eq!(Rate::parse(text).unwrap_err().code(), code);
}

#[test]
fn a_json_number_is_no_rate() {
    assert!(serde_json::from_str::<Rate>("0.036").is_err());
}

#[test]
fn a_spread_may_be_negative_and_the_rate_may_not() {
    let lpr = Rate::parse("0.0300").unwrap();
    assert_eq!(lpr.plus_basis_points(85).unwrap().to_string(), "0.0385");
    assert_eq!(lpr.plus_basis_points(-300).unwrap().to_string(), "0.0000");
    for points in [-301, i32::MIN, i32::MAX] {
        assert_eq!(lpr.plus_basis_points(points).unwrap_err().code(), "rate-range");
    }
}

#[test]
fn a_penalty_rate_is_exact() {
    let rate = Rate::parse("0.0385").unwrap();
    assert_eq!(
        rate.times(Ratio::parse("1.5").unwrap()).unwrap().to_string(),
        "0.05775"
    );
    let fine = Rate::parse("0.000000000001").unwrap();
    assert_eq!(
        fine.times(Ratio::parse("0.1").unwrap()).unwrap_err().code(),
        "rate-decimals"
    );
    let most = Rate::parse("10").unwrap();
    assert_eq!(
        most.times(Ratio::parse("1000").unwrap()).unwrap_err().code(),
        "rate-range"
    );
}

#[test]
fn decimals_are_checked_like_texts() {
    assert_eq!(Rate::new(Decimal::new(360, 4)), Rate::parse("0.036"));
    assert_eq!(Rate::new(Decimal::new(-1, 4)).unwrap_err().code(), "rate-range");
    assert_eq!(
        Rate::new(Decimal::new(1, 13)).unwrap_err().code(),
        "rate-decimals"
    );
    assert_eq!(Rate::new(Decimal::new(-0, 3)), Rate::parse("0"));
    assert_eq!(DailyRate::parse("1.0001").unwrap_err().code(), "rate-range");
    assert_eq!(Ratio::parse("1000.01").unwrap_err().code(), "rate-range");
}

#[test]
fn an_advance_is_rounded_down_so_that_no_limit_is_passed() {
    let advance = Ratio::parse("0.80").unwrap();
    assert_eq!(advance.of(cny("1000000.00")), Ok(cny("800000.00")));
    assert_eq!(advance.of(cny("0.03")), Ok(cny("0.02")));
    assert_eq!(advance.of(cny("-0.03")), Ok(cny("-0.02")));
    let most = Money::from_minor(i64::MAX, Currency::CNY);
    assert_eq!(Ratio::parse("1").unwrap().of(most), Ok(most));
    assert_eq!(
        Ratio::parse("1.01").unwrap().of(most).unwrap_err().code(),
        "money-too-large"
    );
}

proptest! {
    #[test]
    fn a_share_is_never_more_than_exact_and_less_by_under_one_unit(minor in 0..=i64::MAX, millionths in 0..=1_000_000_i64) {
        let share = Ratio::new(Decimal::new(millionths, 6)).unwrap().of(Money::from_minor(minor, Currency::CNY));
        let millionths_given = i128::from(share.unwrap().minor()) * 1_000_000;
        let exact = i128::from(minor) * i128::from(millionths);
        prop_assert!(millionths_given <= exact && exact - millionths_given < 1_000_000);
    }
}
