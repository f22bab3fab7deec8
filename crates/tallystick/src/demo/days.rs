//! On which days the stories happen: working days before the day on which they are told.

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveTime};
use tallystick_base::{Digest, Language, Millis, Purpose, RulePack, Term};

/// How long contracts give a buyer to inspect a delivery, in calendar days. That is enough across any holiday, so that the days
/// until payment always run from the acceptance (Order 802 article 10).
pub(super) const INSPECTION_DAYS: u32 = 15;

/// The days before the stories begin, each so many working days before today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prologue {
    /// The operator opens the ledger and publishes the rules.
    pub(super) opening: u32,
    /// The operator registers the parties.
    pub(super) registration: u32,
    /// The parties accept.
    pub(super) acceptance: u32,
}

impl Prologue {
    /// The days before a story that begins so many working days ago.
    pub(super) const fn before(first: u32) -> Self {
        Self {
            opening: first + 4,
            registration: first + 3,
            acceptance: first + 2,
        }
    }
}

/// The calendar of the stories.
#[derive(Debug)]
pub(super) struct Days {
    rules: RulePack,
    now: Millis,
    today: NaiveDate,
}

impl Days {
    /// As told at this moment, by the working days of mainland China.
    pub(super) fn told_at(now: Millis) -> anyhow::Result<Self> {
        let rules = RulePack::cn()?;
        let today = now.date_at(rules.utc_offset_minutes);
        Ok(Self { rules, now, today })
    }

    /// The so-many-th working day before today.
    pub(super) fn day(&self, ago: u32) -> anyhow::Result<NaiveDate> {
        let (mut day, mut left) = (self.today, ago);
        while left > 0 {
            day = day.pred_opt().context("the calendar begins here")?;
            if self.rules.calendar().day(day).working {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// A minute of that day in Beijing.
    pub(super) fn at(&self, ago: u32, hour: u32, minute: u32) -> anyhow::Result<Millis> {
        self.minute_of(self.day(ago)?, hour, minute)
    }

    /// The moment so many hours before the stories are told.
    pub(super) fn hours_ago(&self, hours: u64) -> anyhow::Result<Millis> {
        let millis = self.now.as_millis().checked_sub(hours * 3_600_000);
        Ok(Millis::new(millis.context("the clock begins here")?)?)
    }

    /// A minute of a day in Beijing.
    pub(super) fn minute_of(&self, day: NaiveDate, hour: u32, minute: u32) -> anyhow::Result<Millis> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).context("a day has no such minute")?;
        let minutes = i64::from(self.rules.utc_offset_minutes);
        let seconds = day.and_time(time).and_utc().timestamp() - minutes * 60;
        Ok(Millis::from_secs(u64::try_from(seconds)?)?)
    }

    /// The working day so many days from a day on, or the next after it.
    pub(super) fn working_day_after(&self, day: NaiveDate, days: u32) -> anyhow::Result<NaiveDate> {
        Ok(Term::Days(days).due_after(day, self.rules.calendar())?.date)
    }

    /// The date of a moment in Beijing.
    pub(super) fn date_of(&self, moment: Millis) -> NaiveDate {
        moment.date_at(self.rules.utc_offset_minutes)
    }

    /// The date and minute of a moment in Beijing, as people write it.
    pub(super) fn written(&self, moment: Millis) -> String {
        let offset = self.rules.utc_offset_minutes;
        let day = moment.date_at(offset);
        let minute = (moment.as_secs() / 60).saturating_add_signed(i64::from(offset)) % (24 * 60);
        format!("{day} {:02}:{:02}", minute / 60, minute % 60)
    }

    /// When what passed acceptance so many working days ago is to be paid: the contract's days later, on a working day (Civil Code
    /// article 203).
    pub(super) fn due_after(&self, accepted: u32, payment_days: u32) -> anyhow::Result<NaiveDate> {
        self.working_day_after(self.day(accepted)?, payment_days)
    }

    /// The text that says what a confirmation of a day means, as the rules list it.
    pub(super) fn legal_text(&self, on: NaiveDate) -> anyhow::Result<Digest> {
        let text = self.rules.legal_texts.iter().find(|text| {
            text.purpose == Purpose::ConfirmReceivable
                && text.language == Language::Zh
                && text.is_valid_on(on)
        });
        Ok(text
            .context("the rules have no text for a confirmation on this day")?
            .digest)
    }

    /// The rules that the operator publishes.
    pub(super) fn rules(&self) -> &RulePack {
        &self.rules
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::Days as Span;

    use super::*;

    /// The calendar of a demo that is told on this day.
    pub(in crate::demo) fn told_on(day: NaiveDate) -> Days {
        let (rules, noon) = (RulePack::cn().unwrap(), day.and_hms_opt(4, 0, 0).unwrap());
        let now = Millis::from_secs(noon.and_utc().timestamp().unsigned_abs()).unwrap();
        Days {
            rules,
            now,
            today: day,
        }
    }

    /// Every day of three years, holidays and all.
    pub(in crate::demo) fn each_day() -> impl Iterator<Item = NaiveDate> {
        let first: NaiveDate = "2026-06-01".parse().unwrap();
        (0..1096).map(move |n| first.checked_add_days(Span::new(n)).unwrap())
    }

    /// The calendar days from one working day, so many ago, to another.
    pub(in crate::demo) fn between(days: &Days, from: u32, to: u32) -> i64 {
        (days.day(to).unwrap() - days.day(from).unwrap()).num_days()
    }

    #[test]
    fn on_whatever_day_it_is_told_every_act_lies_on_a_working_day_before_it() {
        for today in each_day() {
            let days = told_on(today);
            for ago in 1..=90 {
                let day = days.day(ago).unwrap();
                assert!(day < today && days.rules.calendar().day(day).working, "{day}");
            }
        }
    }

    #[test]
    fn a_minute_in_beijing_is_written_as_it_was_asked_for() {
        let days = told_on("2026-11-22".parse().unwrap());
        let moment = days.at(1, 9, 5).unwrap();
        assert_eq!(moment.to_string(), "2026-11-20T01:05:00Z");
        assert_eq!(days.written(moment), "2026-11-20 09:05");
        assert_eq!(days.date_of(moment).to_string(), "2026-11-20");
        assert_eq!(days.written(days.at(30, 0, 0).unwrap()).get(10..), Some(" 00:00"));
        assert_eq!(days.written(days.hours_ago(3).unwrap()), "2026-11-22 09:00");
    }
}
