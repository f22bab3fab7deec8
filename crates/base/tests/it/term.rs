//! Periods, as Civil Code articles 200 to 204 count them.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::Term;

use crate::{cn, date};

#[rstest]
#[case::article_201_the_day_of_the_event_is_not_counted("P1D", "2026-03-02", "2026-03-03")]
#[case::no_days("P0D", "2026-03-02", "2026-03-02")]
#[case::article_202_the_corresponding_day("P1M", "2026-03-02", "2026-04-02")]
#[case::article_202_the_last_day_where_there_is_none("P1M", "2026-01-31", "2026-02-28")]
#[case::article_202_a_leap_february("P1M", "2024-01-31", "2024-02-29")]
#[case::article_202_the_30th("P3M", "2026-08-31", "2026-11-30")]
#[case::a_year_from_a_leap_day("P1Y", "2024-02-29", "2025-02-28")]
#[case::over_new_year("P6M", "2025-09-15", "2026-03-15")]
fn a_period_ends(#[case] term: Term, #[case] event: &str, #[case] end: &str) {
    assert_eq!(term.end_after(date(event)), Ok(date(end)));
}

#[rstest]
#[case::article_203_a_holiday_moves_on("P30D", "2026-01-17", "2026-02-24")]
#[case::article_203_a_worked_sunday_stays("P10D", "2026-09-10", "2026-09-20")]
#[case::article_203_a_sunday_moves_to_monday("P10D", "2026-03-12", "2026-03-23")]
#[case::a_working_day_stays("P60D", "2026-01-15", "2026-03-16")]
fn a_last_day_off_moves_to_the_next_working_day(#[case] term: Term, #[case] event: &str, #[case] due: &str) {
    let pack = cn();
    let found = term.due_after(date(event), pack.calendar()).unwrap();
    assert_eq!((found.date, found.provisional), (date(due), false));
}

#[rstest]
#[case("")]
#[case("P")]
#[case("PD")]
#[case("60D")]
#[case("P60")]
#[case("P60W")]
#[case("P060D")]
#[case("P+60D")]
#[case("P-1D")]
#[case("p60d")]
#[case("P1Y6M")]
#[case("PT60D")]
#[case("P4294967296D")]
#[case("P6月")]
fn other_texts_are_no_period(#[case] text: &str) {
    assert_eq!(text.parse::<Term>().unwrap_err().code(), "term-form");
}

#[rstest]
#[case(Term::Days(u32::MAX))]
#[case(Term::Months(u32::MAX))]
#[case(Term::Years(u32::MAX))]
fn a_period_beyond_all_dates_is_refused(#[case] term: Term) {
    assert_eq!(term.end_after(NaiveDate::MAX).unwrap_err().code(), "date-too-far");
    assert_eq!(term.to_string().parse(), Ok(term));
}

proptest! {
    #[test]
    fn months_keep_the_day_or_take_the_last(offset in 0..40_000_u64, months in 0..600_u32) {
        use chrono::Datelike;
        let event = date("1990-01-01") + chrono::Days::new(offset);
        let end = Term::Months(months).end_after(event).unwrap();
        let last_of_month = end.succ_opt().unwrap().month() != end.month();
        prop_assert!(end.day() == event.day() || (end.day() < event.day() && last_of_month));
        let passed = (end.year() - event.year()) * 12 + i32::try_from(end.month()).unwrap()
            - i32::try_from(event.month()).unwrap();
        prop_assert_eq!(passed, i32::try_from(months).unwrap());
    }
}
