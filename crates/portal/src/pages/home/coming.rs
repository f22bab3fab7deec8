//! Money that is due to a holder, month by month: bars, and the table beneath them.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use tallystick_base::{Currency, Money, MoneyError};
use tallystick_store::{HeldSum, Unavailable};

use crate::figures;

/// How wide the widest bar is, in the units of the drawing.
const WIDEST: i64 = 420;
/// How high a row of the drawing is.
const ROW: u32 = 28;

/// What comes in.
pub(super) struct Coming {
    pub(super) months: Vec<Month>,
    /// How high the drawing is.
    pub(super) height: u32,
    /// What comes to the holder itself, and what a bank collects.
    pub(super) own: Money,
    pub(super) charged: Money,
    /// What was due before today.
    pub(super) overdue: Money,
    pub(super) overdue_count: u64,
}

/// One month.
pub(super) struct Month {
    pub(super) name: String,
    pub(super) certificates: u64,
    pub(super) own: Money,
    /// On certificates that are pledged or assigned: the bank collects.
    pub(super) charged: Money,
    pub(super) bar: Bar,
    first: NaiveDate,
}

/// Where the two parts of a month's bar stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) y: u32,
    /// The line on which the words beside it stand.
    pub(super) text_y: u32,
    pub(super) own: i64,
    pub(super) charged: i64,
    /// Where the words behind it begin.
    pub(super) end: i64,
    /// Where the bank's part begins.
    pub(super) charged_x: i64,
}

/// Where bars begin, behind the name of the month.
pub(super) const LEFT: i64 = 72;

impl Coming {
    /// From what a holder has, in one currency; what is due before today is overdue and stands apart.
    pub(super) fn of(held: &[HeldSum], today: NaiveDate, currency: Currency) -> Result<Self, MoneyError> {
        let zero = Money::zero(currency);
        let mut months: BTreeMap<NaiveDate, Month> = BTreeMap::new();
        let mut coming = Self {
            months: Vec::new(),
            height: 0,
            own: zero,
            charged: zero,
            overdue: zero,
            overdue_count: 0,
        };
        for one in held.iter().filter(|one| one.outstanding.currency() == currency) {
            if one.due_on < today {
                coming.overdue = coming.overdue.checked_add(one.outstanding)?;
                coming.overdue_count = coming.overdue_count.saturating_add(one.certificates);
                continue;
            }
            let first = one.due_on.with_day(1).unwrap_or(one.due_on);
            let month = months.entry(first).or_insert_with(|| Month {
                name: first.format("%Y-%m").to_string(),
                certificates: 0,
                own: zero,
                charged: zero,
                bar: Bar::default(),
                first,
            });
            month.certificates = month.certificates.saturating_add(one.certificates);
            if one.unavailable == Some(Unavailable::Charged) {
                month.charged = month.charged.checked_add(one.outstanding)?;
                coming.charged = coming.charged.checked_add(one.outstanding)?;
            } else {
                month.own = month.own.checked_add(one.outstanding)?;
                coming.own = coming.own.checked_add(one.outstanding)?;
            }
        }
        coming.months = months.into_values().collect();
        coming.draw();
        Ok(coming)
    }

    fn draw(&mut self) {
        let sum = |month: &Month| month.own.minor().saturating_add(month.charged.minor());
        let most = self.months.iter().map(sum).max().unwrap_or(0).max(1);
        let width = |minor: i64| {
            let wide = i128::from(minor) * i128::from(WIDEST) / i128::from(most);
            i64::try_from(wide).unwrap_or(WIDEST)
        };
        for (month, place) in self.months.iter_mut().zip(0..) {
            let y = ROW.saturating_mul(place);
            let (own, charged) = (width(month.own.minor()), width(month.charged.minor()));
            month.bar = Bar {
                y: y.saturating_add(4),
                text_y: y.saturating_add(18),
                own,
                charged,
                charged_x: LEFT.saturating_add(own),
                end: LEFT.saturating_add(own).saturating_add(charged).saturating_add(6),
            };
            self.height = y.saturating_add(ROW);
        }
    }
}

impl Month {
    /// What comes in, by whoever collects.
    pub(super) fn total(&self) -> String {
        figures::figures(self.own.checked_add(self.charged).unwrap_or(self.own))
    }

    /// The first and last day, for the list of its certificates.
    pub(super) fn days(&self) -> (NaiveDate, NaiveDate) {
        let next = self.first.checked_add_months(chrono::Months::new(1));
        let last = next.and_then(|next| next.pred_opt());
        (self.first, last.unwrap_or(self.first))
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::PartyId;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn held(certificates: u64, minor: i64, due_on: &str, unavailable: Option<Unavailable>) -> HeldSum {
        HeldSum {
            certificates,
            debtor: PartyId::from_parts(1, [0; 10]),
            outstanding: Money::from_minor(minor, Currency::CNY),
            due_on: day(due_on),
            unavailable,
        }
    }

    #[test]
    fn money_is_gathered_by_month_and_the_longest_bar_is_the_largest_month() {
        let held = [
            held(3, 100, "2026-03-05", None),
            held(1, 300, "2026-03-31", Some(Unavailable::Charged)),
            held(1, 200, "2026-04-01", Some(Unavailable::Offered)),
            held(2, 70, "2026-02-08", Some(Unavailable::Due)),
        ];
        let coming = Coming::of(&held, day("2026-02-09"), Currency::CNY).unwrap();
        let months: Vec<_> = coming
            .months
            .iter()
            .map(|month| {
                (
                    month.name.as_str(),
                    month.certificates,
                    month.total(),
                    month.bar.own,
                    month.bar.charged,
                )
            })
            .collect();
        assert_eq!(
            months,
            [
                ("2026-03", 4, "4.00".to_owned(), 105, 315),
                ("2026-04", 1, "2.00".to_owned(), 210, 0)
            ]
        );
        assert_eq!((coming.overdue.minor(), coming.overdue_count), (70, 2));
        assert_eq!((coming.own.minor(), coming.charged.minor()), (300, 300));
        let (first, last) = coming.months[0].days();
        assert_eq!((first, last), (day("2026-03-01"), day("2026-03-31")));
    }

    #[test]
    fn nothing_held_draws_nothing() {
        let coming = Coming::of(&[], day("2026-02-09"), Currency::CNY).unwrap();
        assert!(coming.months.is_empty() && coming.height == 0);
    }
}
