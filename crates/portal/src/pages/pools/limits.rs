//! How far what a pool holds uses the limits of its rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tallystick_base::{Money, PartyId};
use tallystick_commands::banking::pool::{Eligibility, MOST_LOANS};
use tallystick_store::PoolStanding;

use crate::charts;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::names::Names;

/// How far one limit is used.
pub(super) struct LimitView {
    pub(super) name: String,
    /// Who uses it, where that is one debtor.
    pub(super) whose: Option<String>,
    pub(super) used: String,
    pub(super) most: String,
    /// The share that is used, in per cent.
    pub(super) share: String,
    /// The length of its bar, in hundredths.
    pub(super) bar: u64,
    /// Whether the pool holds more by now than it could buy.
    pub(super) passed: bool,
}

/// A loan on which something is open, as the limits measure it.
struct Held {
    debtor: PartyId,
    open: Money,
    /// In how many days it matures; below zero where it has.
    days: i64,
}

/// Every limit with its use at the end of a day; none where nothing is open.
pub(super) fn used(
    frame: &Frame<'_>,
    names: &Names,
    standing: &PoolStanding,
    on: NaiveDate,
) -> Result<Vec<LimitView>, Failure> {
    let rules = &standing.pool.state.eligibility;
    let held = held(standing, on);
    let largest = held.iter().map(|loan| loan.open).max_by_key(|open| open.minor());
    let longest = held.iter().map(|loan| loan.days).max();
    let (Some(largest), Some(longest)) = (largest, longest) else {
        return Ok(Vec::new());
    };
    let days = if longest < 0 {
        frame.say("check-matured")
    } else {
        frame.say_n("days-n", longest)
    };
    let loans = i64::try_from(standing.value.loans.len()).unwrap_or(i64::MAX);
    let most_loans = i64::try_from(MOST_LOANS).unwrap_or(i64::MAX);
    Ok(vec![
        debtor(frame, names, rules, &held, standing.value.open)?,
        LimitView {
            used: frame.money(&largest),
            most: frame.money(&rules.most_open),
            ..LimitView::of(
                frame.say("pool-limit-open"),
                largest.minor(),
                rules.most_open.minor(),
            )
        },
        LimitView {
            used: days,
            most: frame.say_n("days-n", rules.most_days),
            ..LimitView::of(frame.say("pool-limit-days"), longest, i64::from(rules.most_days))
        },
        LimitView::of(frame.say("pool-loans"), loans, most_loans),
    ])
}

fn held(standing: &PoolStanding, on: NaiveDate) -> Vec<Held> {
    let open = standing
        .value
        .loans
        .iter()
        .filter(|value| value.open.is_positive());
    let held = open.filter_map(|value| {
        let approval = &standing.loans.get(&value.loan)?.approval;
        Some(Held {
            debtor: approval.debtor,
            open: value.open,
            days: (approval.terms.matures_on - on).num_days(),
        })
    });
    held.collect()
}

/// What the debtor owes that owes most of what is open. Where one loan is all of it, there is no share to measure.
fn debtor(
    frame: &Frame<'_>,
    names: &Names,
    rules: &Eligibility,
    held: &[Held],
    all: Money,
) -> Result<LimitView, Failure> {
    let mut by_debtor: BTreeMap<PartyId, Money> = BTreeMap::new();
    for loan in held {
        let sum = by_debtor
            .entry(loan.debtor)
            .or_insert(Money::zero(all.currency()));
        *sum = sum.checked_add(loan.open).map_err(|_| Failure::Fault)?;
    }
    let largest = by_debtor.into_iter().max_by_key(|(_, sum)| sum.minor());
    let (debtor, of) = largest.ok_or(Failure::Fault)?;
    let most = rules.most_of_debtor(all).map_err(|_| Failure::Fault)?;
    let is_alone = held.len() == 1;
    let share = rules.one_debtor.percent_text();
    let values = [frame.money(&of), frame.money(&all), frame.money(&most)];
    let [of_text, all_text, most_text] = &values;
    let view = LimitView::of(frame.say("pool-limit-debtor"), of.minor(), most.minor());
    Ok(LimitView {
        whose: Some(names.name(&debtor)),
        used: if is_alone {
            frame.say("check-share-first")
        } else {
            frame.say_with("check-share-of", &[("of", of_text), ("all", all_text)])
        },
        most: if is_alone {
            frame.say_with("pool-one-debtor-most", &[("share", &share)])
        } else {
            frame.say_with("check-share-most", &[("share", &share), ("most", most_text)])
        },
        passed: view.passed && !is_alone,
        share: if is_alone { "—".to_owned() } else { view.share },
        bar: if is_alone { 0 } else { view.bar },
        ..view
    })
}

impl LimitView {
    /// A limit in numbers, as it reads where nothing says it better.
    fn of(name: String, used: i64, most: i64) -> Self {
        Self {
            name,
            whose: None,
            used: used.to_string(),
            most: most.to_string(),
            share: figures::percent(used, most),
            bar: hundredths(used, most),
            passed: used > most,
        }
    }

    /// The class of its bar.
    pub(super) const fn class(&self) -> &'static str {
        charts::of_limit(self.bar, self.passed)
    }
}

/// How many hundredths of a limit are used, rounded down, at most all.
fn hundredths(used: i64, most: i64) -> u64 {
    let share = i128::from(used.max(0)) * 100 / i128::from(most.max(1));
    u64::try_from(share.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_frame_and_what_has_matured_uses_nothing() {
        let view = |used, most| LimitView::of(String::new(), used, most);
        let numbers = |view: LimitView| (view.share, view.bar, view.passed);
        assert_eq!(numbers(view(55, 180)), ("30.55%".to_owned(), 30, false));
        assert_eq!(numbers(view(180, 180)), ("100.00%".to_owned(), 100, false));
        assert_eq!(numbers(view(270, 180)), ("150.00%".to_owned(), 100, true));
        assert_eq!(numbers(view(-6, 180)), ("0.00%".to_owned(), 0, false));
        assert_eq!(numbers(view(5, 0)), ("500.00%".to_owned(), 100, true));
    }
}
