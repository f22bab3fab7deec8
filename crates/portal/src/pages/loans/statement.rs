//! The statement of a loan: every line in a sentence that explains its cents.

use chrono::NaiveDate;
use tallystick_base::{Money, Rate};
use tallystick_commands::banking::loan::account::{Account, LineKind, PaidFrom, StatementLine};
use tallystick_commands::banking::{LoanTerms, PaidBy};

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

/// From what the sentences of a statement follow, besides its lines.
pub(super) struct Statement<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) names: &'a Names,
    pub(super) terms: &'a LoanTerms,
}

impl Statement<'_> {
    /// What is posted.
    pub(super) fn lines(&self, account: &Account) -> Vec<LineView> {
        account.lines.iter().map(|line| self.view(line)).collect()
    }

    /// What has accrued since, and is not posted.
    pub(super) fn accruing(&self, account: &Account) -> Vec<LineView> {
        let accrued = account.accruing.iter().filter(|line| line.amount.is_positive());
        let view = |line: &StatementLine| {
            let line = self.view(line);
            LineView {
                says: self
                    .frame
                    .say_with("line-accrued", &[("line", line.says.as_str())]),
                ..line
            }
        };
        accrued.map(view).collect()
    }

    fn view(&self, line: &StatementLine) -> LineView {
        LineView {
            date: line.date,
            says: self.says(line),
            amount: line.amount,
            principal: line.open.principal,
            interest: line.open.interest,
            penalty: line.open.penalty,
            costs: line.open.costs,
            below: matches!(line.kind, LineKind::Paid { .. } | LineKind::Surplus { .. }),
        }
    }

    fn says(&self, line: &StatementLine) -> String {
        let (frame, names) = (self.frame, self.names);
        match &line.kind {
            LineKind::Disbursed { end_to_end } => {
                frame.say_with("line-disbursed", &[("reference", end_to_end.as_str())])
            }
            LineKind::Fee { name } => frame.say_with("line-fee", &[("name", name.as_str())]),
            LineKind::InterestUpFront { .. } | LineKind::Interest { .. } | LineKind::Penalty { .. } => {
                self.interest(line)
            }
            LineKind::Withheld {} => frame.say("line-withheld"),
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

    /// Interest of any kind: with the formula by which anybody gets its amount. Of other lines nothing.
    fn interest(&self, line: &StatementLine) -> String {
        let frame = self.frame;
        match &line.kind {
            LineKind::InterestUpFront {
                from,
                to,
                days,
                principal,
                rate,
                interest,
            } => {
                let run = self.run((*from, *to), *days, *principal, *rate);
                let mut says = frame.say_with("line-interest-up-front", &borrowed(&run));
                if *interest != line.amount {
                    let full = figures::figures(*interest);
                    says.push_str(&frame.say_with("line-up-front-less", &[("full", &full)]));
                }
                says
            }
            LineKind::Interest {
                from,
                to,
                days,
                principal,
                rate,
                subsidy,
            } => {
                let run = self.run((*from, *to), *days, *principal, *rate);
                let mut says = frame.say_with("line-interest", &borrowed(&run));
                if let Some(of_it) = self.terms.subsidy.filter(|_| subsidy.is_positive()) {
                    says.push_str(&self.subsidy(*subsidy, *days, *principal, of_it, *rate));
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
                let run = self.run((*from, *to), *days, *principal, *rate);
                frame.say_with("line-penalty", &borrowed(&run))
            }
            _ => String::new(),
        }
    }

    /// What a programme pays of interest: computed as that is, and all of it where the programme's rate is higher.
    fn subsidy(&self, amount: Money, days: u32, principal: Money, of_it: Rate, rate: Rate) -> String {
        if of_it > rate {
            return self.frame.say("line-subsidy-all");
        }
        let (formula, amount) = (self.formula(principal, of_it, days), figures::figures(amount));
        let values = [("formula", formula.as_str()), ("amount", amount.as_str())];
        self.frame.say_with("line-subsidy", &values)
    }

    fn run(&self, (from, to): (NaiveDate, NaiveDate), days: u32, principal: Money, rate: Rate) -> Run {
        [
            ("from", from.to_string()),
            ("to", to.to_string()),
            ("formula", self.formula(principal, rate, days)),
        ]
    }

    fn formula(&self, principal: Money, rate: Rate, days: u32) -> String {
        terms::interest_formula(self.frame, principal, rate, days, self.terms.day_count)
    }
}

/// From when to when interest ran, and the formula of its amount.
type Run = [(&'static str, String); 3];

fn borrowed(run: &Run) -> [(&'static str, &str); 3] {
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
