//! What is to be paid back, by month.

use std::collections::BTreeMap;

use tallystick_base::{Currency, Money};
use tallystick_store::Maturity;

use super::bar;
use crate::charts::Bar;

/// Of more months than these, ten years, only those in which something is paid back stand on the axis.
const MOST: i32 = 120;

/// The months from the first to the last in which something is paid back in a currency. Those in between in which nothing is stay
/// on the axis, so that it is seen.
pub(super) fn months(maturities: &[Maturity], currency: Currency) -> Vec<Bar> {
    let due = maturities.iter();
    let due = due.filter(|one| one.open.currency() == currency && one.open.is_positive());
    let due: BTreeMap<i32, Money> = due
        .filter_map(|one| Some((number(&one.month)?, one.open)))
        .collect();
    let (Some((first, _)), Some((last, _))) = (due.first_key_value(), due.last_key_value()) else {
        return Vec::new();
    };
    let is_whole = last - first < MOST;
    let shown = (*first..=*last).filter(|month| is_whole || due.contains_key(month));
    let bars = shown.map(|month| {
        let open = due.get(&month).copied();
        bar(name(month), open.unwrap_or(Money::zero(currency)))
    });
    bars.collect()
}

/// Which month it is, such as `2026-03`, counted from the year 0.
fn number(month: &str) -> Option<i32> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    Some(year * 12 + month - 1)
}

/// The month of such a number.
fn name(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(month: &str, minor: i64, currency: Currency) -> Maturity {
        Maturity {
            month: month.to_owned(),
            loans: 1,
            open: Money::from_minor(minor, currency),
        }
    }

    fn shown(maturities: &[Maturity]) -> Vec<(String, String)> {
        let bars = months(maturities, Currency::CNY).into_iter();
        bars.map(|bar| (bar.label, bar.text)).collect()
    }

    #[test]
    fn months_in_which_nothing_is_paid_back_stay_between_the_others() {
        let bars = shown(&[
            due("2026-11", 100, Currency::CNY),
            due("2026-12", 0, Currency::CNY),
            due("2027-02", 250, Currency::CNY),
        ]);
        let bars: Vec<(&str, &str)> = bars
            .iter()
            .map(|(label, text)| (label.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            bars,
            [
                ("2026-11", "1.00"),
                ("2026-12", "0.00"),
                ("2027-01", "0.00"),
                ("2027-02", "2.50")
            ]
        );
        assert_eq!(shown(&[due("2026-12", 0, Currency::CNY)]), []);
    }

    #[test]
    fn a_day_very_far_ahead_leaves_the_axis_short() {
        let bars = shown(&[
            due("2026-03", 100, Currency::CNY),
            due("9999-12", 100, Currency::CNY),
        ]);
        let labels: Vec<&str> = bars.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels, ["2026-03", "9999-12"]);
    }
}
