//! Points in time.

use std::time::Duration;

use rstest::rstest;
use tallystick_base::Millis;

use crate::date;

const CHINA: i32 = 480;

fn at(millis: u64) -> Millis {
    Millis::new(millis).expect("a time written in a test")
}

#[rstest]
#[case(0, "1970-01-01T00:00:00Z")]
#[case(1_748_707_199_999, "2025-05-31T15:59:59.999Z")]
#[case(253_402_300_799_999, "9999-12-31T23:59:59.999Z")]
fn times_print_as_rfc_3339(#[case] millis: u64, #[case] text: &str) {
    assert_eq!(at(millis).to_string(), text);
}

#[test]
fn times_end_with_the_year_9999() {
    assert_eq!(at(253_402_300_799_999), Millis::MAX);
    for refusal in [
        Millis::new(253_402_300_800_000),
        Millis::new(u64::MAX),
        Millis::from_secs(u64::MAX),
        Millis::MAX.checked_add(Duration::from_millis(1)),
        at(1).checked_add(Duration::MAX),
    ] {
        assert_eq!(refusal.unwrap_err().code(), "time-too-late");
    }
}

#[test]
fn the_chinese_day_begins_eight_hours_before_that_of_utc() {
    assert_eq!(at(1_748_707_199_999).date_at(CHINA), date("2025-05-31"));
    assert_eq!(at(1_748_707_200_000).date_at(CHINA), date("2025-06-01"));
    assert_eq!(at(1_748_707_200_000).date_at(0), date("2025-05-31"));
}

#[rstest]
#[case(i32::MIN)]
#[case(i32::MAX)]
fn no_offset_is_too_large_for_a_date(#[case] offset: i32) {
    for time in [at(0), Millis::MAX] {
        assert_eq!(time.date_at(offset) > time.date_at(0), offset > 0);
    }
}

#[test]
fn seconds_are_cut_off_and_durations_added() {
    let time = at(1_999);
    assert_eq!(time.as_secs(), 1);
    assert_eq!(Millis::from_secs(2), Ok(at(2_000)));
    assert_eq!(time.checked_add(Duration::from_micros(1_999)), Ok(at(2_000)));
    assert_eq!(at(2_500).since(time), Some(Duration::from_millis(501)));
    assert_eq!(time.since(at(2_500)), None);
}

#[test]
fn json_is_the_number_of_milliseconds() {
    assert_eq!(serde_json::to_string(&at(1_999)).unwrap(), "1999");
    assert_eq!(serde_json::from_str::<Millis>("1999").unwrap(), at(1_999));
    for refused in ["-1", "1.5", "\"1999\"", "253402300800000"] {
        assert!(serde_json::from_str::<Millis>(refused).is_err(), "{refused}");
    }
}
