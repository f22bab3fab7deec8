//! What terms mean in money, on an example: by the very function that offers are computed with.

use chrono::{Days, NaiveDate};
use tallystick_base::{Money, Rate, RulePack, interest};
use tallystick_commands::financing::{Cost, FeeLine, InterestMode, OfferTerms, ProductTerms, cost};

use super::basis::Basis;
use crate::frame::Frame;
use crate::pages::{terms, typed_amount};

/// How late it is paid back in the line on that.
const LATE: u64 = 30;

/// The terms in money, or why they cannot be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) problems: Vec<String>,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) figure: String,
    /// How it comes about.
    pub(super) how: String,
    pub(super) is_sum: bool,
}

/// What the figures follow from.
pub(super) struct Reckoning<'r> {
    pub(super) frame: &'r Frame<'r>,
    pub(super) rules: &'r RulePack,
    pub(super) today: NaiveDate,
}

/// The figures of an example.
struct Figures {
    lent: Money,
    rate: Rate,
    /// For how many days interest runs, as the product counts them.
    days: u32,
    cost: Cost,
    fees: Vec<FeeLine>,
    a_year: Option<Rate>,
    owed: Money,
    penalty_rate: Rate,
    late_days: u32,
    penalty: Money,
}

impl Reckoning<'_> {
    /// The example under these terms.
    pub(super) fn example(&self, terms: &ProductTerms, basis: &Basis) -> Example {
        let frame = self.frame;
        let problem = |says: String| Example {
            problems: vec![says],
            lines: Vec::new(),
        };
        let outstanding = typed_amount::read(&basis.outstanding_text(&terms.currency), terms.currency)
            .filter(|amount| amount.is_positive());
        let days = basis.days_text().trim().parse::<u32>().ok();
        let (Some(outstanding), Some(days)) = (outstanding, days.filter(|days| (1..=3_650).contains(days)))
        else {
            return problem(frame.say("example-unread"));
        };
        let Some(figures) = self.figures(terms, outstanding, days) else {
            return problem(frame.say("example-none"));
        };
        let mut example = Example {
            lines: self.lines(terms, &figures, outstanding),
            ..Example::default()
        };
        let tenor = &terms.tenor;
        if !(tenor.least_days..=tenor.most_days).contains(&days) {
            let (least, most) = (tenor.least_days.to_string(), tenor.most_days.to_string());
            let values = [("least", least.as_str()), ("most", most.as_str())];
            example.problems.push(frame.say_with("unfit-tenor", &values));
        }
        example
    }

    fn figures(&self, terms: &ProductTerms, outstanding: Money, days: u32) -> Option<Figures> {
        let lpr = self.rules.lpr_one_year_on(self.today).ok();
        let rate = terms::rate_at_most(&terms.rate, lpr.map(|reading| reading.rate))?;
        let advance = match terms.advance_rate {
            Some(rate) => rate,
            None => self.rules.advance_on(self.today).ok()?.value.default_rate,
        };
        let factor = match terms.penalty_factor {
            Some(factor) => factor,
            None => self.rules.penalty_on(self.today).ok()?.value.default_factor,
        };
        let lent = advance.of(outstanding).ok()?;
        let fees = terms.fees.iter().map(|fee| {
            Some(FeeLine {
                name: fee.name.clone(),
                amount: fee.basis.of(lent).ok()?,
            })
        });
        let fees: Vec<FeeLine> = fees.collect::<Option<_>>()?;
        let offer = OfferTerms {
            amount: lent,
            rate,
            fees: fees.clone(),
            guarantee: None,
            conditions: Vec::new(),
        };
        let matures_on = self.today.checked_add_days(Days::new(u64::from(days)))?;
        let nothing = Money::zero(terms.currency);
        let cost = cost(&offer, terms, self.today, matures_on, nothing).ok()?;
        let owed = match terms.interest {
            InterestMode::Arrears => lent.checked_add(cost.interest).ok()?,
            InterestMode::Discount => lent,
        };
        let penalty_rate = rate.times(factor).ok()?;
        let late = matures_on.checked_add_days(Days::new(LATE))?;
        Some(Figures {
            penalty: interest(lent, penalty_rate, terms.day_count, matures_on, late).ok()?,
            late_days: terms.day_count.days(matures_on, late)?,
            days: terms.day_count.days(self.today, matures_on)?,
            a_year: cost.a_year(self.today, matures_on),
            lent,
            rate,
            cost,
            fees,
            owed,
            penalty_rate,
        })
    }

    fn lines(&self, terms: &ProductTerms, figures: &Figures, outstanding: Money) -> Vec<Line> {
        let frame = self.frame;
        let mut lines = self.costs(terms, figures, outstanding);
        lines.push(Line {
            is_sum: true,
            ..line(
                frame.say("cost-total"),
                frame.figures(&figures.cost.total),
                String::new(),
            )
        });
        if let Some(a_year) = figures.a_year {
            lines.push(Line {
                is_sum: true,
                ..line(
                    frame.say("cost-a-year"),
                    a_year.percent_text(),
                    frame.say("example-a-year"),
                )
            });
        }
        let (rate, days) = (figures.penalty_rate, figures.late_days);
        let penalty = terms::interest_formula(frame, figures.lent, rate, days, terms.day_count);
        lines.extend([
            line(
                frame.say("cost-in-hand"),
                frame.figures(&figures.cost.paid_out),
                terms::interest_mode(frame, terms.interest),
            ),
            line(
                frame.say("cost-owed"),
                frame.figures(&figures.owed),
                String::new(),
            ),
            line(
                frame.say_n("example-late", LATE),
                frame.figures(&figures.penalty),
                frame.say_with("example-late-how", &[("formula", &penalty)]),
            ),
        ]);
        lines
    }

    /// What is lent, and what each part of the cost comes from.
    fn costs(&self, terms: &ProductTerms, figures: &Figures, outstanding: Money) -> Vec<Line> {
        let frame = self.frame;
        let of = frame.figures(&outstanding);
        let (lent, count) = (figures.lent, terms.day_count);
        let how = format!(
            "{}{}{}",
            terms::interest_formula(frame, lent, figures.rate, figures.days, count),
            frame.say("comma"),
            terms::day_count(frame, count)
        );
        let mut lines = vec![
            Line {
                is_sum: true,
                ..line(
                    frame.say("example-lent"),
                    frame.figures(&lent),
                    frame.say_with("example-of", &[("outstanding", &of)]),
                )
            },
            line(
                frame.say("cost-interest"),
                frame.figures(&figures.cost.interest),
                how,
            ),
        ];
        for fee in &figures.fees {
            let amount = frame.figures(&fee.amount);
            lines.push(line(fee.name.to_string(), amount, frame.say("cost-fees")));
        }
        if figures.cost.subsidy.is_positive() {
            let subsidy = format!("−{}", frame.figures(&figures.cost.subsidy));
            lines.push(line(frame.say("cost-subsidy"), subsidy, String::new()));
        }
        lines
    }
}

fn line(name: String, figure: String, how: String) -> Line {
    Line {
        name,
        figure,
        how,
        is_sum: false,
    }
}
