//! The statement of a loan: every line in a sentence that explains its cents.

use chrono::NaiveDate;
use tallystick_base::{Money, Rate};
use tallystick_commands::banking::PaidBy;
use tallystick_commands::banking::loan::account::{Account, LineKind, PaidFrom, StatementLine};

use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::terms;

/// A line with what is open after it.
pub(super) struct LineView {
    pub(super) date: NaiveDate,
    pub(super) says: String,
    pub(super) amount: Money,
    pub(super) principal: Money,
    pub(super) interest: Money,
    pub(super) penalty: Money,
    pub(super) costs: Money,
    /// Whether it explains the line before it.
    pub(super) below: bool,
}

pub(super) fn lines(frame: &Frame<'_>, names: &Names, account: &Account) -> Vec<LineView> {
    account
        .lines
        .iter()
        .map(|line| view(frame, names, line))
        .collect()
}

fn view(frame: &Frame<'_>, names: &Names, line: &StatementLine) -> LineView {
    LineView {
        date: line.date,
        says: says(frame, names, &line.kind),
        amount: line.amount,
        principal: line.open.principal,
        interest: line.open.interest,
        penalty: line.open.penalty,
        costs: line.open.costs,
        below: matches!(line.kind, LineKind::Paid { .. } | LineKind::Surplus { .. }),
    }
}

fn says(frame: &Frame<'_>, names: &Names, kind: &LineKind) -> String {
    match kind {
        LineKind::Disbursed { end_to_end } => {
            frame.say_with("line-disbursed", &[("reference", end_to_end.as_str())])
        }
        LineKind::Fee { name } => frame.say_with("line-fee", &[("name", name.as_str())]),
        LineKind::InterestUpFront { from, to, days, rate } => {
            let run = run(frame, (*from, *to), *days, *rate, None);
            frame.say_with("line-interest-up-front", &borrowed(&run))
        }
        LineKind::Withheld {} => frame.say("line-withheld"),
        LineKind::Interest {
            from,
            to,
            days,
            principal,
            rate,
            subsidy,
        } => {
            let run = run(frame, (*from, *to), *days, *rate, Some(*principal));
            let mut says = frame.say_with("line-interest", &borrowed(&run));
            if subsidy.is_positive() {
                let amount = frame.money(subsidy);
                says.push_str(&frame.say_with("line-subsidy", &[("amount", &amount)]));
            }
            says
        }
        LineKind::Penalty {
            from,
            to,
            days,
            principal,
            rate,
        } => {
            let run = run(frame, (*from, *to), *days, *rate, Some(*principal));
            frame.say_with("line-penalty", &borrowed(&run))
        }
        LineKind::Cost { what } => frame.say_with("line-cost", &[("what", what.as_str())]),
        LineKind::Received { source, .. } => {
            let who = payer(frame, source);
            frame.say_with("line-received", &[("who", &who)])
        }
        LineKind::Held { source, .. } => {
            let who = payer(frame, source);
            frame.say_with("line-held", &[("who", &who)])
        }
        LineKind::Paid { what, from } => {
            let (what, with) = (terms::due_kind(frame, *what), paid_from(frame, *from));
            let values = [("what", what.as_str()), ("with", with.as_str())];
            frame.say_with("line-paid", &values)
        }
        LineKind::Surplus { to, .. } => {
            let to = names.name(to);
            frame.say_with("line-surplus", &[("to", &to)])
        }
        LineKind::SurplusPaid { to } => {
            let to = names.name(to);
            frame.say_with("line-surplus-paid", &[("to", &to)])
        }
    }
}

/// The figures that interest follows from: rate, principal, days.
type Run = [(&'static str, String); 5];

fn run(
    frame: &Frame<'_>,
    (from, to): (NaiveDate, NaiveDate),
    days: u32,
    rate: Rate,
    principal: Option<Money>,
) -> Run {
    [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("days", frame.say_n("days-n", days)),
        ("rate", rate.percent_text()),
        ("principal", principal.map_or_else(String::new, figures::figures)),
    ]
}

fn borrowed(run: &Run) -> [(&'static str, &str); 5] {
    run.each_ref().map(|(name, value)| (*name, value.as_str()))
}

fn payer(frame: &Frame<'_>, source: &PaidBy) -> String {
    match source {
        PaidBy::Borrower {} => frame.say("paid-by-borrower"),
        PaidBy::Debtor { .. } => frame.say("paid-by-debtor"),
        PaidBy::Guarantor { .. } => frame.say("paid-by-guarantor"),
    }
}

fn paid_from(frame: &Frame<'_>, from: PaidFrom) -> String {
    match from {
        PaidFrom::Receipt => frame.say("paid-with-receipt"),
        PaidFrom::Withheld => frame.say("paid-with-withheld"),
    }
}
