//! On which days the story happens: working days before the day on which it is told.

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveTime};
use tallystick_base::{Millis, RulePack, Term};

/// The days of the story, each so many working days before today.
///
/// All of them lie in the past whenever it is told, the contract's periods hold between them, and what is confirmed falls due
/// in the days to come.
pub(super) mod ago {
    /// The operator opens the ledger and publishes the rules.
    pub(crate) const OPENING: u32 = 40;
    /// The operator registers the parties.
    pub(crate) const REGISTRATION: u32 = 39;
    /// The parties accept.
    pub(crate) const ACCEPTANCE: u32 = 38;
    /// The supplier registers the contract.
    pub(crate) const CONTRACT: u32 = 36;
    /// The hospital accepts the contract.
    pub(crate) const CONTRACT_ACCEPTED: u32 = 35;
    /// The hospital orders.
    pub(crate) const ORDER: u32 = 34;
    /// Both deliveries arrive.
    pub(crate) const DELIVERED: u32 = 26;
    /// Both deliveries pass acceptance.
    pub(crate) const ACCEPTED: u32 = 24;
    /// The first claim, and the day on which its invoice is issued.
    pub(crate) const CLAIM: u32 = 23;
    /// The centre forwards the first claim; the second claim with its invoice.
    pub(crate) const FORWARDED: u32 = 22;
    /// The hospital confirms the first claim.
    pub(crate) const CONFIRMED: u32 = 19;
    /// The hospital confirms a part of the second claim.
    pub(crate) const CONFIRMED_IN_PART: u32 = 18;
    /// The certificate is split.
    pub(crate) const SPLIT: u32 = 15;
    /// One child is offered.
    pub(crate) const OFFERED: u32 = 14;
    /// The offer is accepted.
    pub(crate) const TRANSFERRED: u32 = 13;
    /// A court has one child frozen.
    pub(crate) const FROZEN: u32 = 12;
    /// The court has it freed.
    pub(crate) const FREED: u32 = 7;
    /// One child is to be cancelled.
    pub(crate) const CANCELLATION: u32 = 6;
    /// The hospital agrees.
    pub(crate) const CANCELLED: u32 = 5;
    /// The hospital reports a payment; it is acknowledged today.
    pub(crate) const PAID: u32 = 2;
}

/// How long the contract gives the hospital to inspect a delivery, in calendar days. That is enough across any holiday, so that the days
/// until payment always run from the acceptance (Order 802 article 10).
pub(super) const INSPECTION_DAYS: u32 = 15;

/// How long the contract gives it to pay, in calendar days: the most that a public institution may agree (Order 802 article 9).
pub(super) const PAYMENT_DAYS: u32 = 60;

/// The story's calendar.
#[derive(Debug)]
pub(super) struct Days {
    rules: RulePack,
    today: NaiveDate,
}

impl Days {
    /// As told at this moment, by the working days of mainland China.
    pub(super) fn told_at(now: Millis) -> anyhow::Result<Self> {
        let rules = RulePack::cn()?;
        let today = now.date_at(rules.utc_offset_minutes);
        Ok(Self { rules, today })
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
        let time = NaiveTime::from_hms_opt(hour, minute, 0).context("a day has no such minute")?;
        let minutes = i64::from(self.rules.utc_offset_minutes);
        let seconds = self.day(ago)?.and_time(time).and_utc().timestamp() - minutes * 60;
        Ok(Millis::from_secs(u64::try_from(seconds)?)?)
    }

    /// The date and minute of a moment in Beijing, as people write it.
    pub(super) fn written(&self, moment: Millis) -> String {
        let offset = self.rules.utc_offset_minutes;
        let day = moment.date_at(offset);
        let minute = (moment.as_secs() / 60).saturating_add_signed(i64::from(offset)) % (24 * 60);
        format!("{day} {:02}:{:02}", minute / 60, minute % 60)
    }

    /// When what passed acceptance is to be paid: the contract's days later, on a working day (Civil Code article 203).
    pub(super) fn due(&self) -> anyhow::Result<NaiveDate> {
        let accepted = self.day(ago::ACCEPTED)?;
        Ok(Term::Days(PAYMENT_DAYS)
            .due_after(accepted, self.rules.calendar())?
            .date)
    }

    /// The rules that the operator publishes.
    pub(super) fn rules(&self) -> &RulePack {
        &self.rules
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days as Span;

    use super::*;

    fn told_on(day: NaiveDate) -> Days {
        let rules = RulePack::cn().unwrap();
        Days { rules, today: day }
    }

    /// Every day of three years, holidays and all.
    fn each_day() -> impl Iterator<Item = NaiveDate> {
        let first: NaiveDate = "2025-10-01".parse().unwrap();
        (0..1096).map(move |n| first.checked_add_days(Span::new(n)).unwrap())
    }

    #[test]
    fn on_whatever_day_it_is_told_every_act_lies_on_a_working_day_before_it() {
        for today in each_day() {
            let days = told_on(today);
            for ago in 1..=ago::OPENING {
                let day = days.day(ago).unwrap();
                assert!(day < today && days.rules.calendar().day(day).working, "{day}");
            }
        }
    }

    #[test]
    fn on_whatever_day_it_is_told_the_periods_of_law_and_contract_hold() {
        for today in each_day() {
            let days = told_on(today);
            let between = |from, to| (days.day(to).unwrap() - days.day(from).unwrap()).num_days();
            assert!(
                between(ago::DELIVERED, ago::ACCEPTED) <= i64::from(INSPECTION_DAYS),
                "{today}: inspected in time"
            );
            assert!(
                between(ago::FORWARDED, ago::CONFIRMED_IN_PART) <= 30,
                "{today}: answered in time"
            );
            let due = days.due().unwrap();
            assert!((due - today).num_days() >= 14, "{today}: due {due} is too near");
        }
    }

    #[test]
    fn a_minute_in_beijing_is_written_as_it_was_asked_for() {
        let days = told_on("2026-11-22".parse().unwrap());
        let moment = days.at(1, 9, 5).unwrap();
        assert_eq!(moment.to_string(), "2026-11-20T01:05:00Z");
        assert_eq!(days.written(moment), "2026-11-20 09:05");
        assert_eq!(days.written(days.at(30, 0, 0).unwrap()).get(10..), Some(" 00:00"));
    }
}
