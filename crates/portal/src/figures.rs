//! How numbers, days and moments stand on a page.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use tallystick_base::{Millis, Money};
use tallystick_commands::Language;

/// China has one time, without summer time.
const BEIJING: i32 = 8 * 60 * 60;

/// An amount in groups of three, without its currency, which stands in the head of the column.
pub(crate) fn figures(amount: Money) -> String {
    let text = amount.grouped_text();
    text.split_once(' ')
        .map_or(text.clone(), |(figures, _)| figures.to_owned())
}

/// A part of a whole in per cent with two decimals, as rates are written, rounded down: 100.00% is the whole, and nothing less is.
pub(crate) fn percent(part: i64, whole: i64) -> String {
    let points = i128::from(part.max(0)) * 10_000 / i128::from(whole.max(1));
    format!("{}.{:02}%", points / 100, points % 100)
}

/// A moment in Beijing, to the minute.
pub(crate) fn moment(at: Millis) -> String {
    beijing(at).map_or_else(|| at.to_string(), |at| at.format("%Y-%m-%d %H:%M").to_string())
}

/// The day of a moment in Beijing.
pub(crate) fn day_of(at: Millis) -> Option<NaiveDate> {
    beijing(at).map(|at| at.date_naive())
}

/// The moment at which a day begins in Beijing.
pub(crate) fn beginning(day: NaiveDate) -> Option<Millis> {
    let zone = FixedOffset::east_opt(BEIJING)?;
    let midnight = day.and_hms_opt(0, 0, 0)?.and_local_timezone(zone).single()?;
    Millis::new(u64::try_from(midnight.timestamp_millis()).ok()?).ok()
}

fn beijing(at: Millis) -> Option<DateTime<FixedOffset>> {
    let millis = i64::try_from(at.as_millis()).ok()?;
    let zone = FixedOffset::east_opt(BEIJING)?;
    Some(DateTime::from_timestamp_millis(millis)?.with_timezone(&zone))
}

/// A day with its weekday, for deadlines.
pub(crate) fn deadline(day: NaiveDate, language: Language) -> String {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let names = match language {
        Language::Zh => ZH,
        Language::En => EN,
    };
    let place = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let name = names.get(place).copied().unwrap_or_default();
    format!("{day} {name}")
}

/// Bars of the days that are left to answer, be it a claim, a request or an offer, are as long as the law's period to answer a claim
/// (Order 802 article 16).
pub(crate) const ANSWER: u32 = 30;
/// Bars of the days until what stands falls due or ends, such as a certificate or a loan, are as long as three months: money is lent
/// for about as long.
const MATURITY: i64 = 90;

/// How a number of days that are left is shown: amber from five on, red from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DaysLeft {
    /// How many; negative when the day has passed.
    pub(crate) days: i64,
    /// Of how many, for the length of the bar.
    pub(crate) of: i64,
}

impl DaysLeft {
    /// From today until a day.
    pub(crate) fn until(day: NaiveDate, today: NaiveDate, of: i64) -> Self {
        Self {
            days: day.signed_duration_since(today).num_days(),
            of: of.max(1),
        }
    }

    /// To answer: a claim, a request, an offer.
    pub(crate) fn until_answer(day: NaiveDate, today: NaiveDate) -> Self {
        Self::until(day, today, ANSWER.into())
    }

    /// Until what stands falls due or ends: a certificate, a loan, a line.
    pub(crate) fn until_due(day: NaiveDate, today: NaiveDate) -> Self {
        Self::until(day, today, MATURITY)
    }

    /// The class of the bar.
    pub(crate) const fn class(self) -> &'static str {
        match self.days {
            ..=1 => "left-red",
            2..=5 => "left-amber",
            6.. => "left-calm",
        }
    }

    /// The length of the bar, in hundredths.
    pub(crate) fn length(self) -> i64 {
        (self.days.clamp(0, self.of) * 100) / self.of
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_and_moments_read_as_in_an_account() {
        assert_eq!(
            figures(Money::from_minor(120_000_050, Currency::CNY)),
            "1,200,000.50"
        );
        assert_eq!(
            moment(Millis::new(1_770_598_800_000).unwrap()),
            "2026-02-09 09:00"
        );
        assert_eq!(beginning(day("2026-02-09")), Millis::new(1_770_566_400_000).ok());
        assert_eq!(deadline(day("2026-03-16"), Language::Zh), "2026-03-16 周一");
        assert_eq!(deadline(day("2026-03-15"), Language::En), "2026-03-15 Sun");
    }

    #[test]
    fn a_share_has_two_decimals_and_nothing_but_the_whole_is_a_hundred_per_cent() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(47_999_999, 48_000_000), "99.99%");
        assert_eq!(percent(48_000_000, 48_000_000), "100.00%");
        assert_eq!(percent(270, 180), "150.00%");
        assert_eq!(
            (percent(0, 0), percent(-6, 180)),
            ("0.00%".to_owned(), "0.00%".to_owned())
        );
        assert_eq!(percent(i64::MAX, i64::MAX), "100.00%");
    }

    #[test]
    fn the_bar_turns_amber_at_five_days_and_red_at_one() {
        let left = |until| DaysLeft::until(day(until), day("2026-03-01"), 30);
        assert_eq!(
            (left("2026-03-07").class(), left("2026-03-07").length()),
            ("left-calm", 20)
        );
        assert_eq!(left("2026-03-06").class(), "left-amber");
        assert_eq!(left("2026-03-02").class(), "left-red");
        assert_eq!((left("2026-02-20").days, left("2026-02-20").length()), (-9, 0));
    }

    #[test]
    fn days_to_answer_and_days_until_something_falls_due_have_a_scale_each() {
        let (today, day) = (day("2026-03-01"), day("2026-03-19"));
        let bars = [
            DaysLeft::until_answer(day, today),
            DaysLeft::until_due(day, today),
        ];
        assert_eq!(bars.map(|left| (left.days, left.length())), [(18, 60), (18, 20)]);
    }
}
