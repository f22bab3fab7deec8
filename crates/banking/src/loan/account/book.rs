//! The running account: one event after the other.

use chrono::NaiveDate;
use tallystick_base::{Currency, DayCount, Money, MoneyError, Rate, interest};
use tallystick_financing::{DueKind, InterestMode};

use super::AccountError;
use super::events::Event;
use super::line::{LineKind, PaidFrom, StatementLine};
use super::state::{Account, Balances, Totals};
use super::surplus::Shares;
use crate::loan::{Fact, Loan, LoanTerms, PaidBy};

/// Days of one rate on one principal.
struct Run {
    from: NaiveDate,
    to: NaiveDate,
    rate: Rate,
    amount: Money,
}

/// The account so far.
pub(super) struct Book<'a> {
    terms: &'a LoanTerms,
    penalty_from: NaiveDate,
    /// Up to which day interest is posted; none while no money is out.
    posted_to: Option<NaiveDate>,
    lines: Vec<StatementLine>,
    open: Balances,
    prepaid: Money,
    unapplied: Money,
    totals: Totals,
    shares: Shares,
    paid_off_on: Option<NaiveDate>,
}

fn add(to: &mut Money, amount: Money) -> Result<(), MoneyError> {
    *to = to.checked_add(amount)?;
    Ok(())
}

fn take(from: &mut Money, amount: Money) -> Result<(), MoneyError> {
    *from = from.checked_sub(amount)?;
    Ok(())
}

impl<'a> Book<'a> {
    pub(super) fn new(loan: &'a Loan) -> Result<Self, AccountError> {
        let terms = &loan.approval.terms;
        let currency = terms.principal.currency();
        Ok(Self {
            terms,
            penalty_from: terms.penalty_from()?,
            posted_to: None,
            lines: Vec::new(),
            open: Balances::zero(currency),
            prepaid: Money::zero(currency),
            unapplied: Money::zero(currency),
            totals: Totals::zero(currency),
            shares: Shares::new(loan),
            paid_off_on: None,
        })
    }

    const fn currency(&self) -> Currency {
        self.terms.principal.currency()
    }

    pub(super) fn post(&mut self, event: &Event<'_>) -> Result<(), AccountError> {
        let date = event.date;
        match event.fact {
            Fact::Disbursed {
                end_to_end, amount, ..
            } => {
                let kind = LineKind::Disbursed {
                    end_to_end: end_to_end.clone(),
                };
                self.disbursed(event, kind, *amount)?;
            }
            Fact::Charged { what, amount, .. } => {
                add(&mut self.open.costs, *amount)?;
                add(&mut self.totals.charged, *amount)?;
                self.line(date, LineKind::Cost { what: what.clone() }, *amount);
            }
            Fact::Received {
                entry,
                source,
                amount,
                ..
            } if event.held => {
                add(&mut self.unapplied, *amount)?;
                add(&mut self.totals.received, *amount)?;
                let (entry, source) = (entry.clone(), source.clone());
                self.line(date, LineKind::Held { entry, source }, *amount);
            }
            Fact::Received { .. } => self.received(date, event.fact)?,
            Fact::SurplusPaid { to, amount, .. } => {
                self.shares.passed_on(*to, *amount)?;
                self.line(date, LineKind::SurplusPaid { to: *to }, *amount);
            }
        }
        self.note_end(date);
        Ok(())
    }

    /// Remembers the day on which the last cent was paid.
    fn note_end(&mut self, date: NaiveDate) {
        if !self.open.is_zero() || self.posted_to.is_none() {
            self.paid_off_on = None;
        } else if self.paid_off_on.is_none() {
            self.paid_off_on = Some(date);
        }
    }

    /// Writes a line that says what has just been done to the balances.
    fn line(&mut self, date: NaiveDate, kind: LineKind, amount: Money) {
        let line = self.written(date, kind, amount);
        self.lines.push(line);
    }

    /// A line with the balances as they are.
    fn written(&self, date: NaiveDate, kind: LineKind, amount: Money) -> StatementLine {
        StatementLine {
            date,
            kind,
            amount,
            open: self.open,
            prepaid: self.prepaid,
        }
    }

    /// Money went out. With the first payment fees and what is withheld are principal too, though they did not go out; what goes
    /// out besides is all principal.
    fn disbursed(&mut self, event: &Event<'_>, kind: LineKind, amount: Money) -> Result<(), AccountError> {
        let date = event.date;
        self.post_interest(date)?;
        self.lend(amount)?;
        add(&mut self.totals.paid_out, amount)?;
        self.line(date, kind, amount);
        self.posted_to = self.posted_to.or(Some(date));
        if event.first {
            self.take_fees(date)?;
            self.withhold(date, amount)?;
        }
        // No interest at the contract rate is left that it could pay.
        if self.penalty_from <= date {
            self.use_up_prepaid(date)?;
        }
        Ok(())
    }

    fn lend(&mut self, amount: Money) -> Result<(), MoneyError> {
        add(&mut self.open.principal, amount)?;
        add(&mut self.totals.lent, amount)
    }

    fn take_fees(&mut self, date: NaiveDate) -> Result<(), AccountError> {
        let terms = self.terms;
        for fee in terms.fees.iter().filter(|fee| fee.amount.is_positive()) {
            self.lend(fee.amount)?;
            add(&mut self.totals.fees, fee.amount)?;
            let name = fee.name.clone();
            self.line(date, LineKind::Fee { name }, fee.amount);
        }
        Ok(())
    }

    /// What is neither out nor a fee is withheld: interest up front, and what went out too little.
    fn withhold(&mut self, date: NaiveDate, paid_out: Money) -> Result<(), AccountError> {
        let terms = self.terms;
        let withheld = terms
            .principal
            .checked_sub(self.totals.fees)?
            .checked_sub(paid_out)?;
        if !withheld.is_positive() {
            return Ok(());
        }
        let mut rest = withheld;
        if terms.interest == InterestMode::Discount {
            let to = terms.matures_on.max(date);
            let up_front = interest(terms.principal, terms.rate, terms.day_count, date, to)?;
            let amount = up_front.lesser(withheld)?;
            rest = withheld.checked_sub(amount)?;
            let kind = LineKind::InterestUpFront {
                from: date,
                to,
                days: days(terms.day_count, date, to),
                principal: terms.principal,
                rate: terms.rate,
                interest: up_front,
            };
            self.withhold_as(date, kind, amount)?;
        }
        self.withhold_as(date, LineKind::Withheld {}, rest)
    }

    fn withhold_as(&mut self, date: NaiveDate, kind: LineKind, amount: Money) -> Result<(), AccountError> {
        if amount.is_positive() {
            self.lend(amount)?;
            add(&mut self.prepaid, amount)?;
            add(&mut self.totals.withheld, amount)?;
            self.line(date, kind, amount);
        }
        Ok(())
    }

    /// Money came in: interest is posted up to its day, and it pays in the order of the loan. What is left of what was
    /// withheld pays the rest, if it can pay all of it.
    fn received(&mut self, date: NaiveDate, fact: &Fact) -> Result<(), AccountError> {
        let Fact::Received {
            entry,
            source,
            by,
            amount,
            value_on,
        } = fact
        else {
            return Ok(());
        };
        self.post_interest(date)?;
        if matches!(source, PaidBy::Guarantor { .. }) {
            self.shares.guarantor_paid(*by, *amount);
        }
        add(&mut self.totals.received, *amount)?;
        let kind = LineKind::Received {
            entry: entry.clone(),
            source: source.clone(),
            value_on: *value_on,
        };
        self.line(date, kind, *amount);
        let left = self.pay(date, *amount, PaidFrom::Receipt)?;
        self.leave_over(date, left, PaidFrom::Receipt)?;
        if self.prepaid.compare(self.open.total()?)?.is_ge() {
            self.use_up_prepaid(date)?;
        }
        Ok(())
    }

    /// Pays what is open, in the order of the loan; what is left is returned.
    fn pay(&mut self, date: NaiveDate, amount: Money, from: PaidFrom) -> Result<Money, AccountError> {
        let terms = self.terms;
        let mut left = amount;
        for &what in &terms.order {
            let part = self.open.of(what).lesser(left)?;
            if part.is_positive() {
                left = left.checked_sub(part)?;
                self.pay_one(date, what, part, from)?;
            }
        }
        Ok(left)
    }

    fn pay_one(
        &mut self,
        date: NaiveDate,
        what: DueKind,
        amount: Money,
        from: PaidFrom,
    ) -> Result<(), AccountError> {
        take(self.open.of_mut(what), amount)?;
        add(self.totals.paid.of_mut(what), amount)?;
        if from == PaidFrom::Withheld {
            take(&mut self.prepaid, amount)?;
            add(&mut self.totals.withheld_used, amount)?;
        }
        self.line(date, LineKind::Paid { what, from }, amount);
        Ok(())
    }

    /// What is left of what was withheld pays whatever is open, and is left over where nothing is.
    fn use_up_prepaid(&mut self, date: NaiveDate) -> Result<(), AccountError> {
        let left = self.pay(date, self.prepaid, PaidFrom::Withheld)?;
        self.leave_over(date, left, PaidFrom::Withheld)
    }

    fn leave_over(&mut self, date: NaiveDate, amount: Money, from: PaidFrom) -> Result<(), AccountError> {
        if from == PaidFrom::Withheld {
            take(&mut self.prepaid, amount)?;
            add(&mut self.totals.withheld_used, amount)?;
        }
        add(&mut self.totals.surplus, amount)?;
        for (to, part) in self.shares.divide(amount)? {
            self.line(date, LineKind::Surplus { to, from }, part);
        }
        Ok(())
    }

    /// The days of grace are over: interest at the contract rate is posted, and what it leaves of what was withheld pays
    /// what is open, for there will be no more such interest.
    pub(super) fn end_grace(&mut self) -> Result<(), AccountError> {
        if self.posted_to.is_some() {
            self.post_interest(self.penalty_from)?;
            self.use_up_prepaid(self.penalty_from)?;
            self.note_end(self.penalty_from);
        }
        Ok(())
    }

    /// Posts interest up to a day, at the contract rate and then at the penalty rate: no day bears both.
    fn post_interest(&mut self, to: NaiveDate) -> Result<(), AccountError> {
        let (contract, penalty) = self.runs(to)?;
        if let Some(run) = contract {
            self.post_contract(&run)?;
        }
        if let Some(run) = penalty {
            self.post_penalty(&run)?;
        }
        self.posted_to = self.posted_to.map(|from| from.max(to));
        Ok(())
    }

    /// The days since the last posted line up to a day, by the rate that they bear; none where nothing bears interest.
    fn runs(&self, to: NaiveDate) -> Result<(Option<Run>, Option<Run>), AccountError> {
        let Some(from) = self.posted_to.filter(|_| self.open.principal.is_positive()) else {
            return Ok((None, None));
        };
        let run = |from: NaiveDate, to: NaiveDate, rate| -> Result<Option<Run>, AccountError> {
            if from >= to {
                return Ok(None);
            }
            let amount = interest(self.open.principal, rate, self.terms.day_count, from, to)?;
            Ok(Some(Run {
                from,
                to,
                rate,
                amount,
            }))
        };
        Ok((
            run(from, to.min(self.penalty_from), self.terms.rate)?,
            run(from.max(self.penalty_from), to, self.terms.penalty_rate)?,
        ))
    }

    fn post_contract(&mut self, run: &Run) -> Result<(), AccountError> {
        let subsidy = self.subsidy(run)?;
        add(&mut self.open.interest, run.amount)?;
        add(&mut self.totals.interest_posted, run.amount)?;
        add(&mut self.totals.subsidy, subsidy)?;
        let kind = self.at_contract_rate(run, subsidy);
        self.line(run.to, kind, run.amount);
        let covered = self.open.interest.lesser(self.prepaid)?;
        if covered.is_positive() {
            self.pay_one(run.to, DueKind::Interest, covered, PaidFrom::Withheld)?;
        }
        Ok(())
    }

    fn post_penalty(&mut self, run: &Run) -> Result<(), AccountError> {
        add(&mut self.open.penalty, run.amount)?;
        add(&mut self.totals.penalty_posted, run.amount)?;
        let kind = self.at_penalty_rate(run);
        self.line(run.to, kind, run.amount);
        Ok(())
    }

    /// What a programme pays of the interest: part of it, never more than all of it.
    fn subsidy(&self, run: &Run) -> Result<Money, AccountError> {
        let Some(rate) = self.terms.subsidy else {
            return Ok(Money::zero(self.currency()));
        };
        let part = interest(self.open.principal, rate, self.terms.day_count, run.from, run.to)?;
        Ok(part.lesser(run.amount)?)
    }

    fn at_contract_rate(&self, run: &Run, subsidy: Money) -> LineKind {
        LineKind::Interest {
            from: run.from,
            to: run.to,
            days: days(self.terms.day_count, run.from, run.to),
            principal: self.open.principal,
            rate: run.rate,
            subsidy,
        }
    }

    fn at_penalty_rate(&self, run: &Run) -> LineKind {
        LineKind::Penalty {
            from: run.from,
            to: run.to,
            days: days(self.terms.day_count, run.from, run.to),
            principal: self.open.principal,
            rate: run.rate,
        }
    }

    /// The lines that would be posted now.
    fn accruing(
        &self,
        contract: Option<&Run>,
        penalty: Option<&Run>,
    ) -> Result<Vec<StatementLine>, AccountError> {
        let mut lines = Vec::new();
        if let Some(run) = contract {
            let kind = self.at_contract_rate(run, self.subsidy(run)?);
            lines.push(self.written(run.to, kind, run.amount));
        }
        lines.extend(penalty.map(|run| self.written(run.to, self.at_penalty_rate(run), run.amount)));
        Ok(lines)
    }

    /// The account on a day, with what has accrued since the last posted line.
    pub(super) fn close(self, as_of: NaiveDate) -> Result<Account, AccountError> {
        let (contract, penalty) = self.runs(as_of)?;
        let nothing = Money::zero(self.currency());
        let late = !self.open.is_zero() && self.penalty_from < as_of && self.posted_to.is_some();
        let days_overdue = u32::try_from((as_of - self.terms.matures_on).num_days()).unwrap_or(0);
        Ok(Account {
            as_of,
            accruing: self.accruing(contract.as_ref(), penalty.as_ref())?,
            accrued_interest: contract.map_or(nothing, |run| run.amount),
            accrued_penalty: penalty.map_or(nothing, |run| run.amount),
            days_overdue: if late { days_overdue } else { 0 },
            lines: self.lines,
            open: self.open,
            prepaid: self.prepaid,
            unapplied: self.unapplied,
            totals: self.totals,
            surplus: self.shares.all,
            paid_off_on: self.paid_off_on,
        })
    }
}

/// The days of a line; from is never after to.
fn days(day_count: DayCount, from: NaiveDate, to: NaiveDate) -> u32 {
    day_count.days(from, to).unwrap_or(0)
}
