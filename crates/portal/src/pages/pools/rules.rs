//! Which loans a pool may buy, in words.

use tallystick_commands::banking::pool::Eligibility;

use crate::frame::Frame;
use crate::names::Names;

/// Every rule with what it allows.
pub(super) fn told(frame: &Frame<'_>, names: &Names, rules: &Eligibility) -> Vec<(String, String)> {
    let debtors = match &rules.debtors {
        None => frame.say("pool-any-debtor"),
        Some(debtors) => {
            let debtors: Vec<String> = debtors.iter().map(|debtor| names.name(debtor)).collect();
            debtors.join(&frame.say("list-comma"))
        }
    };
    let overdue = if rules.overdue {
        frame.say("pool-overdue-too")
    } else {
        frame.say("pool-overdue-never")
    };
    let share = rules.one_debtor.percent_text();
    vec![
        (frame.say("pool-currency"), rules.currency.to_string()),
        (frame.say("pool-debtors"), debtors),
        (frame.say("pool-most-open"), frame.money(&rules.most_open)),
        (
            frame.say("pool-most-days"),
            frame.say_n("days-n", rules.most_days),
        ),
        (frame.say("pool-overdue"), overdue),
        (
            frame.say("pool-one-debtor"),
            frame.say_with("pool-one-debtor-most", &[("share", &share)]),
        ),
    ]
}
