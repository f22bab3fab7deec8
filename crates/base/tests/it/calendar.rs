//! Working days of mainland China.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::WorkingDate;

use crate::{cn, date};

#[rstest]
#[case::weekday("2026-03-02", true)]
#[case::saturday("2026-03-07", false)]
#[case::spring_festival("2026-02-17", false)]
#[case::saturday_worked_for_spring_festival("2026-02-28", true)]
#[case::sunday_worked_for_national_day("2026-09-20", true)]
#[case::spring_festival_made_longer_by_the_epidemic("2020-01-31", false)]
#[case::saturday_no_longer_worked_for_it("2020-02-01", false)]
#[case::new_year_in_the_notice_of_2020("2020-01-01", false)]
#[case::last_day_of_2026("2026-12-31", true)]
fn holidays_and_worked_weekends(#[case] day: &str, #[case] working: bool) {
    let pack = cn();
    let kind = pack.calendar().day(date(day));
    assert_eq!((kind.working, kind.provisional), (working, false));
}

#[rstest]
#[case::friday_new_year("2027-01-01", true)]
#[case::saturday("2027-01-02", false)]
#[case::before_the_first_year("2019-10-01", true)]
fn years_without_a_notice_know_only_weekends_and_say_so(#[case] day: &str, #[case] working: bool) {
    let pack = cn();
    let kind = pack.calendar().day(date(day));
    assert_eq!((kind.working, kind.provisional), (working, true));
}

#[rstest]
#[case(2020, 249)]
#[case(2021, 250)]
#[case(2022, 249)]
#[case(2023, 249)]
#[case(2024, 251)]
#[case(2025, 248)]
#[case(2026, 248)]
fn each_year_has_its_number_of_working_days(#[case] year: i32, #[case] count: usize) {
    let pack = cn();
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let worked = first
        .iter_days()
        .take_while(|day| day.year() == year)
        .filter(|day| pack.calendar().day(*day).working);
    assert_eq!(worked.count(), count);
}

#[rstest]
#[case::already_worked("2026-02-13", 0, "2026-02-13")]
#[case::rolls_over_a_week_of_holidays("2026-02-15", 0, "2026-02-24")]
#[case::to_a_worked_saturday("2026-02-13", 1, "2026-02-14")]
#[case::ten_days_over_a_holiday("2026-02-13", 10, "2026-03-05")]
#[case::from_a_day_off("2026-10-01", 1, "2026-10-08")]
fn working_days_are_added_without_the_first(#[case] from: &str, #[case] days: u32, #[case] to: &str) {
    let pack = cn();
    let found = pack.calendar().add_working_days(date(from), days);
    assert_eq!(
        found,
        Ok(WorkingDate {
            date: date(to),
            provisional: false
        })
    );
}

#[test]
fn a_count_into_an_unpublished_year_is_provisional() {
    let pack = cn();
    let found = pack.calendar().add_working_days(date("2026-12-31"), 1);
    assert_eq!(
        found,
        Ok(WorkingDate {
            date: date("2027-01-01"),
            provisional: true
        })
    );
}

#[test]
fn what_lies_too_far_ahead_is_refused() {
    let pack = cn();
    assert!(
        pack.calendar()
            .add_working_days(date("2026-01-01"), 10_000)
            .is_ok()
    );
    for days in [10_001, u32::MAX] {
        let refusal = pack
            .calendar()
            .add_working_days(date("2026-01-01"), days)
            .unwrap_err();
        assert_eq!(refusal.code(), "date-too-far");
    }
    assert_eq!(
        pack.calendar()
            .add_working_days(NaiveDate::MAX, 1)
            .unwrap_err()
            .code(),
        "date-too-far"
    );
    let last_is_worked = pack.calendar().day(NaiveDate::MAX).working;
    assert_eq!(pack.calendar().roll(NaiveDate::MAX).is_ok(), last_is_worked);
}

proptest! {
    #[test]
    fn rolling_twice_is_rolling_once_and_passes_over_no_working_day(offset in 0..4_000_u64) {
        let pack = cn();
        let start = date("2018-01-01") + Days::new(offset);
        let rolled = pack.calendar().roll(start).unwrap();
        prop_assert_eq!(pack.calendar().roll(rolled.date).unwrap().date, rolled.date);
        prop_assert!(pack.calendar().day(rolled.date).working);
        prop_assert!(start.iter_days().take_while(|day| *day < rolled.date).all(|day| !pack.calendar().day(day).working));
    }

    #[test]
    fn adding_working_days_counts_exactly_so_many(offset in 0..3_000_u64, days in 1..40_u32) {
        let pack = cn();
        let start = date("2019-06-01") + Days::new(offset);
        let end = pack.calendar().add_working_days(start, days).unwrap().date;
        let between = start.iter_days().skip(1).take_while(|day| *day <= end);
        let count = between.filter(|day| pack.calendar().day(*day).working).count();
        prop_assert_eq!(count, usize::try_from(days).unwrap());
        prop_assert!(pack.calendar().day(end).working);
    }
}
