//! What an offer costs, held against a table worked out by hand.

use rstest::rstest;
use tallystick_base::Rate;
use tallystick_financing::{FeeLine, InterestMode, OfferTerms, ProductTerms, Programme, cost};

use crate::world::{cny, date, offer_terms, terms, text};

fn lending(amount: &str, rate: &str, fees: &[&str]) -> OfferTerms {
    let mut offered = offer_terms(rate);
    offered.amount = cny(amount);
    offered.fees = fees
        .iter()
        .map(|amount| FeeLine {
            name: text("手续费"),
            amount: cny(amount),
        })
        .collect();
    offered
}

fn product(interest: InterestMode, subsidy: Option<&str>) -> ProductTerms {
    let mut product = terms();
    product.interest = interest;
    product.programme = Some(Programme {
        tag: text("抗疫"),
        subsidy: subsidy.map(|rate| Rate::parse(rate).unwrap()),
    });
    product
}

#[rstest]
// 182 days of 360.
#[case::up_front(
    &lending("1000000.00", "0.0360", &[]), &product(InterestMode::Discount, None),
    ("2026-03-02", "2026-08-31"), "0.00", ["18200.00", "0.00", "0.00", "18200.00", "981800.00"]
)]
// 90 days of 360.
#[case::with_the_principal(
    &lending("800000.00", "0.0385", &[]), &product(InterestMode::Arrears, None),
    ("2026-03-02", "2026-05-31"), "0.00", ["7700.00", "0.00", "0.00", "7700.00", "800000.00"]
)]
#[case::with_fees(
    &lending("800000.00", "0.0385", &["500.00", "0.01"]), &product(InterestMode::Discount, None),
    ("2026-03-02", "2026-05-31"), "1000.00", ["7700.00", "500.01", "0.00", "9200.01", "791799.99"]
)]
#[case::with_a_subsidy(
    &lending("800000.00", "0.0385", &[]), &product(InterestMode::Arrears, Some("0.0100")),
    ("2026-03-02", "2026-05-31"), "0.00", ["7700.00", "0.00", "2000.00", "5700.00", "800000.00"]
)]
// A programme pays no more than there is.
#[case::with_more_subsidy_than_interest(
    &lending("800000.00", "0.0050", &[]), &product(InterestMode::Arrears, Some("0.0100")),
    ("2026-03-02", "2026-05-31"), "0.00", ["1000.00", "0.00", "1000.00", "0.00", "800000.00"]
)]
// 1.00 at 3.60 % for 5 days is 0.0005, and for 50 days 0.005, which goes up.
#[case::half_a_cent_goes_up(
    &lending("1.00", "0.0360", &[]), &product(InterestMode::Arrears, None),
    ("2026-03-02", "2026-04-21"), "0.00", ["0.01", "0.00", "0.00", "0.01", "1.00"]
)]
#[case::less_than_half_goes_down(
    &lending("1.00", "0.0360", &[]), &product(InterestMode::Arrears, None),
    ("2026-03-02", "2026-04-20"), "0.00", ["0.00", "0.00", "0.00", "0.00", "1.00"]
)]
fn costs_are_those_of_the_table(
    #[case] offered: &OfferTerms,
    #[case] product: &ProductTerms,
    #[case] days: (&str, &str),
    #[case] guarantee_fee: &str,
    #[case] expected: [&str; 5],
) {
    let found = cost(offered, product, date(days.0), date(days.1), cny(guarantee_fee)).unwrap();
    let lines = [
        found.interest,
        found.fees,
        found.subsidy,
        found.total,
        found.paid_out,
    ];
    assert_eq!(lines, expected.map(cny));
}

#[test]
fn a_cost_is_not_computed_backwards() {
    let offered = lending("1.00", "0.0360", &[]);
    let product = product(InterestMode::Arrears, None);
    let answer = cost(
        &offered,
        &product,
        date("2026-03-02"),
        date("2026-03-01"),
        cny("0.00"),
    );
    assert_eq!(answer.unwrap_err().code(), "interest-order");
}

#[rstest]
// 9,200.01 on 791,799.99 for 90 days: 4.7121… %.
#[case::all_that_it_costs(&["500.00", "0.01"], "1000.00", "2026-05-31", Some("0.0471"))]
// 7,700.00 on 792,300.00 for 90 days: 3.9413… %.
#[case::interest_alone(&[], "0.00", "2026-05-31", Some("0.0394"))]
#[case::no_day(&[], "0.00", "2026-03-02", None)]
fn a_cost_a_year_is_on_the_money_in_hand(
    #[case] fees: &[&str],
    #[case] guarantee_fee: &str,
    #[case] until: &str,
    #[case] expected: Option<&str>,
) {
    let (from, until) = (date("2026-03-02"), date(until));
    let offered = lending("800000.00", "0.0385", fees);
    let product = product(InterestMode::Discount, None);
    let found = cost(&offered, &product, from, until, cny(guarantee_fee)).unwrap();
    let expected = expected.map(|rate| Rate::parse(rate).unwrap());
    assert_eq!(found.a_year(from, until), expected);
}
