//! Dividing amounts.

use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::{Currency, Money};

use crate::cny;

#[rstest]
#[case::even("9.00", &[1, 1, 1], &["3.00", "3.00", "3.00"])]
#[case::ties_to_the_earlier("0.05", &[1, 1], &["0.03", "0.02"])]
#[case::largest_remainder_wins("10.00", &[1, 2, 4], &["1.43", "2.86", "5.71"])]
#[case::a_zero_weight_gets_nothing("1.00", &[0, 3, 0], &["0.00", "1.00", "0.00"])]
#[case::negative_mirrors_positive("-100.00", &[1, 1, 1], &["-33.34", "-33.33", "-33.33"])]
#[case::less_than_one_each("0.02", &[1, 1, 1], &["0.01", "0.01", "0.00"])]
#[case::nothing("0.00", &[5, 7], &["0.00", "0.00"])]
fn parts_follow_the_weights(#[case] amount: &str, #[case] weights: &[u64], #[case] parts: &[&str]) {
    let parts: Vec<_> = parts.iter().map(|part| cny(part)).collect();
    assert_eq!(cny(amount).split(weights), Ok(parts));
}

#[rstest]
#[case::none(&[])]
#[case::only_zeros(&[0, 0])]
fn there_must_be_a_weight(#[case] weights: &[u64]) {
    assert_eq!(cny("1.00").split(weights).unwrap_err().code(), "money-no-weights");
}

#[rstest]
#[case(i64::MAX)]
#[case(i64::MIN)]
fn the_largest_amounts_and_weights_fit(#[case] minor: i64) {
    let amount = Money::from_minor(minor, Currency::CNY);
    assert_eq!(amount.split(&[u64::MAX]), Ok(vec![amount]));
    let parts = amount.split(&[u64::MAX, u64::MAX, 1]).unwrap();
    assert_eq!(Money::sum(Currency::CNY, parts), Ok(amount));
}

proptest! {
    #[test]
    fn parts_sum_to_the_whole_and_stay_within_one_of_their_share(
        minor in any::<i64>(),
        weights in prop::collection::vec(any::<u64>(), 1..40).prop_filter("a weight", |w| w.iter().any(|&w| w > 0)),
    ) {
        let amount = Money::from_minor(minor, Currency::CNY);
        let parts = amount.split(&weights).unwrap();
        prop_assert_eq!(Money::sum(Currency::CNY, parts.iter().copied()), Ok(amount));
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        for (part, &weight) in parts.iter().zip(&weights) {
            let product = u128::from(minor.unsigned_abs()) * u128::from(weight);
            let floor = product / total;
            let given = u128::from(part.minor().unsigned_abs());
            prop_assert!(given == floor || (given == floor + 1 && !product.is_multiple_of(total)));
        }
    }
}
