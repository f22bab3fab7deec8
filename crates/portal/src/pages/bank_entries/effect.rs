//! What money on a line does to a loan, by the function that bookings follow.

use chrono::NaiveDate;
use tallystick_commands::banking::loan::account::{Account, account};
use tallystick_commands::banking::{EntryLine, Fact as LoanFact, Loan};

use super::source::{Source, Sources};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::typed_act::Fact;

/// What is owed on the loan before and after money of a source, by the function that bookings follow.
pub(super) fn effect(
    sources: &Sources,
    frame: &Frame<'_>,
    loan: &Loan,
    (source, line): (Source, &EntryLine),
    today: NaiveDate,
) -> Result<Vec<Fact>, Failure> {
    let before = account(loan, today).map_err(|_| Failure::Fault)?;
    let mut loan = loan.clone();
    let subject = loan.id().subject();
    loan.facts.push(LoanFact::Received {
        // Which line it was moves no cent of the account.
        entry: subject,
        source: sources.paid_by(source, line.amount),
        by: sources.party(source),
        amount: line.amount,
        value_on: line.value_on,
    });
    let after = account(&loan, today).map_err(|_| Failure::Fault)?;
    let mut facts = told(frame, &before, &after);
    if let Source::Guarantor(..) = source {
        facts.push((frame.say("loan-guarantor"), frame.say("booking-frees-guarantor")));
    }
    Ok(facts)
}

fn told(frame: &Frame<'_>, before: &Account, after: &Account) -> Vec<Fact> {
    let owed = |account: &Account| {
        account
            .owed()
            .map_or_else(|_| String::new(), |owed| frame.money(&owed))
    };
    let mut facts = vec![
        (frame.say("loan-owed-before"), owed(before)),
        (frame.say("loan-owed-after"), owed(after)),
    ];
    if after.totals.surplus.is_positive() {
        facts.push((frame.say("surplus"), frame.money(&after.totals.surplus)));
    }
    if after.paid_off_on.is_some() {
        facts.push((frame.say("booking-closes"), frame.say("booking-closes-text")));
    }
    facts
}
