//! In which order facts count.

use chrono::NaiveDate;

use crate::loan::{Fact, Loan};

/// A fact, at the day from which it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    /// The day from which it counts.
    pub(super) date: NaiveDate,
    /// What happened.
    pub(super) fact: &'a Fact,
    /// Whether it is money that came in while none had gone out by the last day.
    pub(super) held: bool,
    /// Whether it is the first payment: the first time that money was recorded to be out. Fees and interest up front are taken
    /// off it.
    pub(super) first: bool,
}

impl Fact {
    /// The value date.
    pub const fn date(&self) -> NaiveDate {
        match self {
            Self::Disbursed { value_on, .. } | Self::Received { value_on, .. } => *value_on,
            Self::Charged { on, .. } | Self::SurplusPaid { on, .. } => *on,
        }
    }

    /// Of one day: money goes out before costs arise, costs arise before money comes in, and what is left over is
    /// passed on last.
    const fn rank(&self) -> u8 {
        match self {
            Self::Disbursed { .. } => 0,
            Self::Charged { .. } => 1,
            Self::Received { .. } => 2,
            Self::SurplusPaid { .. } => 3,
        }
    }
}

/// The facts up to a day, in the order in which they count. Money that came in before any went out counts from the day on
/// which it went out.
pub(super) fn in_order(loan: &Loan, as_of: NaiveDate) -> Vec<Event<'_>> {
    let is_out = |fact: &&Fact| matches!(fact, Fact::Disbursed { .. });
    let known = || loan.facts.iter().filter(|fact| fact.date() <= as_of);
    let out = known().filter(is_out).map(Fact::date).min();
    let first = loan.facts.iter().find(is_out);
    let mut events: Vec<Event<'_>> = known()
        .map(|fact| {
            let received = matches!(fact, Fact::Received { .. });
            let date = fact.date();
            Event {
                date: out.filter(|_| received).map_or(date, |out| date.max(out)),
                fact,
                held: received && out.is_none(),
                first: first.is_some_and(|first| std::ptr::eq(first, fact)),
            }
        })
        .collect();
    // The sort is stable: what is alike in all of these stays in the order in which it was recorded.
    events.sort_by_key(|event| (event.date, event.fact.rank(), event.fact.date()));
    events
}
