//! Dates as documents write them. The year always comes first; a date that could be read two ways is no date.

use chrono::{NaiveDate, NaiveTime};

/// Reads an `xsd:date`: `2026-03-31`, with `Z` or an offset behind it or not. The date is the one written, whatever
/// the offset.
pub(crate) fn iso(text: &str) -> Option<NaiveDate> {
    let (date, zone) = text.split_at_checked("2026-03-31".len())?;
    let zoned = match zone.as_bytes() {
        [] | b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|b| b.is_ascii_digit()),
        _ => false,
    };
    if zoned {
        with_separators(date, "-", "-", "", 2)
    } else {
        None
    }
}

/// Reads the date of an `xsd:dateTime`: `2026-03-31T09:47:14`, with fractions of a second, `Z` or an offset behind it or
/// not. The time is checked and dropped; the date is the one written, whatever the offset.
pub(crate) fn iso_time(text: &str) -> Option<NaiveDate> {
    let (day, rest) = text.split_once('T')?;
    let (time, zone) = match rest.find(['Z', '+', '-']) {
        Some(at) => rest.split_at_checked(at)?,
        None => (rest, ""),
    };
    let separated = matches!(time.as_bytes(), [_, _, b':', _, _, b':', _, _, ..]);
    // XML Schema part 2, section 3.2.7: the end of a day may be written so.
    let is_time = time == "24:00:00" || NaiveTime::parse_from_str(time, "%H:%M:%S%.f").is_ok();
    let day = iso(&[day, zone].concat())?;
    (separated && is_time).then_some(day)
}

/// Reads a time of issue as tax bureaus write it: `2026-03-31`, `2026-03-31 09:47:14`, `2026-03-31T09:47:14`,
/// `20260331` or `2026年03月31日`; the time is checked and dropped.
pub(crate) fn stamp(text: &str) -> Option<NaiveDate> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let time = time.split_once('.').map_or(time, |(seconds, _)| seconds);
    NaiveTime::parse_from_str(time.trim(), "%H:%M:%S").ok()?;
    written(date)
}

/// Reads a date as people type it into a table: `2026-03-31`, `2026-3-31`, `2026/3/31`, `2026.3.31`, `20260331` or
/// `2026年3月31日`.
pub(crate) fn written(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day);
    }
    with_separators(text, "年", "月", "日", 1).or_else(|| {
        ["-", "/", "."]
            .iter()
            .find_map(|mark| with_separators(text, mark, mark, "", 1))
    })
}

/// Year, month and day between the given marks; month and day with at least so many digits and at most two.
fn with_separators(text: &str, first: &str, second: &str, end: &str, digits: usize) -> Option<NaiveDate> {
    let (year, rest) = text.split_once(first)?;
    let (month, day) = rest.split_once(second)?;
    let day = day.strip_suffix(end)?;
    let sized = |part: &str| (digits..=2).contains(&part.len());
    if sized(month) && sized(day) {
        date(year, month, day)
    } else {
        None
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    fn an_iso_date_may_carry_an_offset(
        #[values("2026-03-31", "2026-03-31Z", "2026-03-31+08:00")] text: &str,
    ) {
        assert_eq!(iso(text), NaiveDate::from_ymd_opt(2026, 3, 31));
    }

    #[rstest]
    fn other_texts_are_not_iso_dates(
        #[values(
            "",
            "2026-3-31",
            "2026-02-30",
            "31-03-2026",
            "2026-03-31T00:00:00",
            "2026/03/31",
            "\u{FF12}\u{FF10}\u{FF12}\u{FF16}-03-31"
        )]
        text: &str,
    ) {
        assert_eq!(iso(text), None);
    }

    #[rstest]
    fn an_iso_time_gives_the_date_that_is_written(
        #[values(
            "2026-03-31T09:47:14",
            "2026-03-31T23:59:59.999Z",
            "2026-03-31T00:30:00+08:00",
            "2026-03-31T24:00:00"
        )]
        text: &str,
    ) {
        assert_eq!(iso_time(text), NaiveDate::from_ymd_opt(2026, 3, 31));
    }

    #[rstest]
    fn other_texts_are_not_iso_times(
        #[values(
            "",
            "T",
            "2026-03-31",
            "2026-03-31T",
            "2026-03-31T9:47:14",
            "2026-03-31T25:00:00",
            "2026-03-31 09:47:14",
            "2026-02-30T09:47:14",
            "2026-03-31T09:47:14+8",
            "2026-03-31Z09:47:14"
        )]
        text: &str,
    ) {
        assert_eq!(iso_time(text), None);
    }

    #[rstest]
    fn a_time_of_issue_gives_its_date(
        #[values(
            "2026-03-31",
            "2026-03-31 23:59:59",
            "2026-03-31T09:47:14.123",
            "20260331",
            "2026年03月31日"
        )]
        text: &str,
    ) {
        assert_eq!(stamp(text), NaiveDate::from_ymd_opt(2026, 3, 31));
    }

    #[rstest]
    fn a_typed_date_may_be_written_several_ways(
        #[values("2026-3-5", "2026/03/05", "2026.3.5", "2026年3月5日", "20260305")] text: &str,
    ) {
        assert_eq!(written(text), NaiveDate::from_ymd_opt(2026, 3, 5));
    }

    #[rstest]
    fn a_date_that_can_be_read_two_ways_is_no_date(
        #[values("3/5/2026", "05-03-2026", "26-03-05", "2026-03", "2026-13-01", "45000")] text: &str,
    ) {
        assert_eq!(written(text), None);
    }
}
