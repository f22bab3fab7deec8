//! What follows from a change in what is owed on a loan: credit given back or drawn again, certificates paid or returned,
//! guarantees and the request ended, the loan closed or opened again. Every booking and every reversal ends here.

use chrono::NaiveDate;
use tallystick_base::{Context, LoanId, Money, MoneyError, Subject};
use tallystick_financing::{
    GuaranteeTransition, GuarantorUse, GuarantorUseTransition, RequestStage, RequestTransition,
};

use super::{credit, security};
use crate::loan::account::{Account, account};
use crate::loan::{Conflict, Loan, LoanStage};
use crate::{Case, LineShare, LoanTransition, Rejection, Step, Transition};

/// A decision in the making: its steps so far, and the states after them, so that one part of it sees what another did.
pub(super) struct Settlement<'a> {
    /// The states before, with parties and rules.
    pub(super) case: &'a Case,
    /// The states that move, after the steps so far.
    pub(super) later: Case,
    /// The loan.
    pub(super) loan: LoanId,
    /// The day of the entry.
    pub(super) today: NaiveDate,
    /// What was owed before.
    before: Account,
    steps: Vec<Step>,
}

/// The day of the entry, where the rules count days.
pub(super) fn today(case: &Case, context: &Context) -> Result<NaiveDate, Rejection> {
    Ok(context.received.date_at(case.rules()?.utc_offset_minutes))
}

/// Only the states that a statement names can move, so only they are copied: not parties, nor rules.
fn moving(case: &Case) -> Case {
    let mut later = Case::default();
    let (certificates, moved) = (&case.financing.certificates, &mut later.financing.certificates);
    moved.certificates.clone_from(&certificates.certificates);
    moved.payment_records.clone_from(&certificates.payment_records);
    later.financing.requests.clone_from(&case.financing.requests);
    later.financing.guarantees.clone_from(&case.financing.guarantees);
    later
        .financing
        .guarantor_uses
        .clone_from(&case.financing.guarantor_uses);
    later.lines.clone_from(&case.lines);
    later.uses.clone_from(&case.uses);
    later.loans.clone_from(&case.loans);
    later.entries.clone_from(&case.entries);
    later
}

impl<'a> Settlement<'a> {
    pub(super) fn begin(case: &'a Case, loan: &Loan, today: NaiveDate) -> Result<Self, Rejection> {
        Ok(Self {
            case,
            later: moving(case),
            loan: loan.id(),
            today,
            before: account(loan, today)?,
            steps: Vec::new(),
        })
    }

    /// Takes one more step.
    pub(super) fn take(&mut self, subject: impl Into<Subject>, transition: impl Into<Transition>) {
        let step = Step::new(subject, transition);
        // A step that fits no arrow is a fault of this crate; whoever applies the decision finds it and says so.
        self.later.apply(&step).ok();
        self.steps.push(step);
    }

    pub(super) fn take_all(&mut self, steps: impl IntoIterator<Item = Step>) {
        for step in steps {
            self.take(step.subject, step.transition);
        }
    }

    pub(super) fn flag(&mut self, conflict: Conflict) {
        self.take(self.loan, LoanTransition::Flagged(conflict));
    }

    /// The loan after the steps so far.
    pub(super) fn loan(&self) -> Result<Loan, Rejection> {
        Ok(self.later.loan(self.loan)?.clone())
    }

    /// The steps, with all that follows from what they change in what is owed.
    pub(super) fn finish(mut self) -> Result<Vec<Step>, Rejection> {
        let loan = self.loan()?;
        let after = account(&loan, self.today)?;
        let before = self.before.open.principal;
        let lent = after.totals.lent.checked_sub(self.before.totals.lent)?;
        let at_most = before.checked_add(lent)?;
        self.move_lines(&loan, before, at_most, credit::draw)?;
        // What is more after that had come back before, and did not.
        self.move_lines(&loan, at_most, after.open.principal, credit::redraw)?;
        match (&loan.stage, after.paid_off_on) {
            (LoanStage::Active {}, Some(on)) => self.close(&loan, on)?,
            (LoanStage::Closed { .. }, None) => self.take(self.loan, LoanTransition::Reopened {}),
            (
                LoanStage::Active {}
                | LoanStage::Closed { .. }
                | LoanStage::Approved { .. }
                | LoanStage::Instructed { .. }
                | LoanStage::Cancelled { .. }
                | LoanStage::Lapsed { .. },
                _,
            ) => {}
        }
        Ok(self.steps)
    }

    /// Open principal went from one amount to another: so much is drawn, or given back, on every line of the loan.
    fn move_lines(
        &mut self,
        loan: &Loan,
        from: Money,
        to: Money,
        draw: fn(&Case, &[LineShare], &Subject) -> Result<credit::Drawn, Rejection>,
    ) -> Result<(), Rejection> {
        let by = loan.id().subject();
        let mut drawn = Vec::new();
        let mut back = Vec::new();
        for share in &loan.approval.lines {
            let principal = loan.approval.terms.principal;
            let change = used(share, to, principal)?.checked_sub(used(share, from, principal)?)?;
            let line = share.line;
            if change.is_positive() {
                drawn.push(LineShare { line, amount: change });
            } else if to.is_zero() {
                back.extend(self.all_of(line, &by));
            } else if change.is_negative() {
                let amount = change.checked_neg()?;
                back.push(LineShare { line, amount });
            }
        }
        if !drawn.is_empty() {
            let drawn = draw(&self.later, &drawn, &by)?;
            self.take_all(drawn.steps);
            for LineShare { line, amount } in drawn.beyond {
                self.flag(Conflict::CreditExceeded { line, by: amount });
            }
        }
        if !back.is_empty() {
            let steps = credit::restore(&self.later, &back, &by)?;
            self.take_all(steps);
        }
        Ok(())
    }

    /// All that a loan has drawn on a line: what is paid off uses nothing, however its parts were rounded.
    fn all_of(&self, line: tallystick_base::CreditLineId, by: &Subject) -> Option<LineShare> {
        let used = self.later.uses.get(&line)?.uses.get(by)?;
        let amount = used.drawn;
        amount.is_positive().then_some(LineShare { line, amount })
    }

    /// The last cent is paid: the bank holds nothing any more.
    fn close(&mut self, loan: &Loan, on: NaiveDate) -> Result<(), Rejection> {
        self.take(self.loan, LoanTransition::Closed { on });
        let approval = &loan.approval;
        let request = self.later.financing.request(approval.request)?;
        if matches!(request.stage, RequestStage::Funded { loan, .. } if loan == self.loan) {
            self.take(approval.request, RequestTransition::Closed {});
        }
        security::give_back(self, loan)?;
        for &id in &approval.guarantees {
            let guarantee = self.later.financing.guarantee(id)?.clone();
            if guarantee.binds() {
                self.take_all(set_free(
                    &self.later,
                    &guarantee,
                    GuaranteeTransition::Released {},
                ));
            }
        }
        Ok(())
    }
}

/// A guarantor is bound no more: its limits are free again.
pub(super) fn set_free(
    case: &Case,
    guarantee: &tallystick_financing::Guarantee,
    how: GuaranteeTransition,
) -> Vec<Step> {
    let (id, guarantor) = (guarantee.id(), guarantee.terms.guarantor);
    let mut steps = vec![Step::new(id, how)];
    let taken = case.financing.guarantor_uses.get(&guarantor);
    if taken.is_some_and(|taken| taken.uses.contains_key(&id)) {
        let freed = GuarantorUseTransition::Freed { guarantee: id };
        steps.push(Step::new(GuarantorUse::subject_of(guarantor), freed));
    }
    steps
}

/// What open principal uses of a line: all of it where the line carries all of the loan; where it carries a part of it, as
/// a guarantor's does, that part of it, rounded up, and nothing once nothing is open.
fn used(share: &LineShare, open: Money, principal: Money) -> Result<Money, MoneyError> {
    if share.amount.compare(principal)?.is_ge() {
        return Ok(open);
    }
    let part = |amount: Money| u128::from(amount.minor().unsigned_abs());
    let used = part(share.amount)
        .checked_mul(part(open))
        .and_then(|product| product.checked_add(part(principal).saturating_sub(1)))
        .and_then(|product| product.checked_div(part(principal)))
        .and_then(|used| i64::try_from(used).ok())
        .ok_or(MoneyError::TooLarge)?;
    Money::from_minor(used, open.currency()).lesser(share.amount)
}
