//! The table of worked examples that the whole service must reproduce, as far as arithmetic and dates show it.

use rstest::rstest;
use tallystick_base::{DailyRate, DayCount, Money, Rate, Ratio, Term, interest, late_interest};

use crate::{cn, cny, date};

fn rate(text: &str) -> Rate {
    Rate::parse(text).expect("a rate written in a test")
}

#[test]
fn a_discount_takes_its_interest_up_front() {
    let (from, to) = (date("2026-03-02"), date("2026-08-31"));
    assert_eq!(DayCount::Actual360.days(from, to), Some(182));
    let face = cny("1000000.00");
    let taken = interest(face, rate("0.0360"), DayCount::Actual360, from, to).unwrap();
    assert_eq!(taken, cny("18200.00"));
    assert_eq!(face.checked_sub(taken), Ok(cny("981800.00")));
}

#[test]
fn ninety_days_in_arrears_at_385_basis_points() {
    let (from, to) = (date("2026-01-01"), date("2026-04-01"));
    let line = interest(cny("800000.00"), rate("0.0385"), DayCount::Actual360, from, to);
    assert_eq!(line, Ok(cny("7700.00")));
}

#[test]
fn a_penalty_of_one_and_a_half_times_for_ten_days() {
    let penalty = rate("0.0385").times(Ratio::parse("1.5").unwrap()).unwrap();
    let (from, to) = (date("2026-04-01"), date("2026-04-11"));
    let line = interest(cny("800000.00"), penalty, DayCount::Actual360, from, to);
    assert_eq!(line, Ok(cny("1283.33")));
}

#[test]
fn statutory_late_interest_of_order_802_article_17_for_thirty_days() {
    let pack = cn();
    let late = &pack.late_interest_on(date("2026-01-15")).unwrap().value;
    assert_eq!(late.otherwise_a_day, DailyRate::parse("0.0005").unwrap());
    let (due, paid) = (date("2026-03-16"), date("2026-04-15"));
    let line = late_interest(cny("1000000.00"), late.otherwise_a_day, due, paid);
    assert_eq!(line, Ok(cny("15000.00")));
}

#[test]
fn a_receipt_leaves_the_principal_open_that_it_does_not_reach() {
    let mut rest = cny("806000.00");
    for claim in [cny("500.00"), cny("1283.33"), cny("7700.00")] {
        rest = rest.checked_sub(rest.lesser(claim).unwrap()).unwrap();
    }
    let principal = cny("800000.00");
    let paid = rest.lesser(principal).unwrap();
    assert_eq!(paid, cny("796516.67"));
    assert_eq!(principal.checked_sub(paid), Ok(cny("3483.33")));
}

#[rstest]
#[case::sixty_days_from_delivery("2026-01-15", Term::Days(60), "2026-03-16", "2026-03-16", false)]
#[case::six_months_to_the_end_of_february("2026-08-31", Term::Months(6), "2027-02-28", "2027-03-01", true)]
fn a_term_ends_and_rolls(
    #[case] event: &str,
    #[case] term: Term,
    #[case] end: &str,
    #[case] due: &str,
    #[case] provisional: bool,
) {
    let pack = cn();
    let rolled = term.due_after(date(event), pack.calendar()).unwrap();
    assert_eq!(term.end_after(date(event)), Ok(date(end)));
    assert_eq!((rolled.date, rolled.provisional), (date(due), provisional));
}

#[test]
fn two_lenders_share_pro_rata_to_the_cent() {
    let weights = [cny("600000.00"), cny("300000.00")].map(|amount| amount.minor().unsigned_abs());
    let parts = cny("800000.00").split(&weights).unwrap();
    assert_eq!(parts, [cny("533333.33"), cny("266666.67")]);
}

#[test]
fn a_hundred_in_three_loses_no_cent() {
    let parts: Vec<Money> = cny("100.00").split(&[1, 1, 1]).unwrap();
    assert_eq!(parts, [cny("33.34"), cny("33.33"), cny("33.33")]);
}
