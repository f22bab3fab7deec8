//! What came in on the loans of a pool, by month.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tallystick_base::{LoanId, Money};
use tallystick_commands::banking::{Fact, Loan, Pool};

use crate::charts::{Bar, Bars, bars};
use crate::figures;

/// What came in by month, each loan from the day on which it was bought; none where nothing has.
pub(super) fn by_month(pool: &Pool, loans: &BTreeMap<LoanId, Loan>, until: NaiveDate) -> Option<Bars> {
    let mut months: BTreeMap<String, i64> = BTreeMap::new();
    for (id, bought) in &pool.loans {
        for fact in loans.get(id).into_iter().flat_map(|loan| &loan.facts) {
            match fact {
                Fact::Received { amount, value_on, .. } if (bought.on..=until).contains(value_on) => {
                    let month = value_on.format("%Y-%m").to_string();
                    let sum = months.entry(month).or_default();
                    *sum = sum.saturating_add(amount.minor());
                }
                Fact::Received { .. }
                | Fact::Disbursed { .. }
                | Fact::Charged { .. }
                | Fact::SurplusPaid { .. } => {}
            }
        }
    }
    if months.is_empty() {
        return None;
    }
    let currency = pool.eligibility.currency;
    let drawn: Vec<Bar> = months
        .into_iter()
        .map(|(label, minor)| Bar {
            label,
            value: minor,
            text: figures::figures(Money::from_minor(minor, currency)),
            soft: false,
        })
        .collect();
    Some(bars(&drawn))
}
