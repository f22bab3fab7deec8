//! Guarantees that a loan relies on.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, DateError, Money, MoneyError, PartyId};
use tallystick_financing::{Guarantee, GuaranteeStage, GuaranteeTransition};

use super::servicing::check_overdue;
use super::settlement::{set_free, today};
use super::{check_actor, check_amount};
use crate::command::{CallGuarantee, ExpireGuarantee, ReleaseGuarantee};
use crate::{CallRejection, Case, Loan, Part, Rejection, Step};

pub(super) fn call(case: &Case, body: &CallGuarantee, context: &Context) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.financing.guarantee(body.guarantee)?;
    check_actor(context, bank_of(guarantee)?, Capacity::Bank, Part::Bank)?;
    check_issued(guarantee)?;
    let loan = loan_of(case, guarantee)?;
    let on = today(case, context)?;
    let owed = check_overdue(loan, on)?.owed()?;
    let ended = period_end(guarantee, loan)?;
    if on > ended {
        let guarantee = guarantee.id();
        return Err(CallRejection::PeriodOver { guarantee, ended }.into());
    }
    let amount = body.amount;
    check_amount(amount, loan.approval.terms.principal.currency())?;
    let most = most(guarantee, owed)?;
    if amount.compare(most)?.is_gt() {
        return Err(CallRejection::Above { most, amount }.into());
    }
    Ok(vec![Step::new(
        guarantee.id(),
        GuaranteeTransition::Called { amount, on },
    )])
}

/// The share of what is owed, and at most the amount for which the guarantor is bound.
fn most(guarantee: &Guarantee, owed: Money) -> Result<Money, MoneyError> {
    let share = guarantee.terms.share.of(owed)?;
    match guarantee.stage {
        GuaranteeStage::Issued { amount, .. } | GuaranteeStage::Called { amount, .. } => share.lesser(amount),
        GuaranteeStage::Offered {}
        | GuaranteeStage::Paid { .. }
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => Ok(Money::zero(owed.currency())),
    }
}

/// The bank to which the guarantor is bound.
fn bank_of(guarantee: &Guarantee) -> Result<PartyId, CallRejection> {
    match guarantee.stage {
        GuaranteeStage::Issued { bank, .. }
        | GuaranteeStage::Called { bank, .. }
        | GuaranteeStage::Paid { bank, .. } => Ok(bank),
        GuaranteeStage::Offered {}
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => Err(stage(guarantee, "Issued or Called")),
    }
}

fn stage(guarantee: &Guarantee, needed: &'static str) -> CallRejection {
    CallRejection::Stage {
        guarantee: guarantee.id(),
        stage: guarantee.stage.name(),
        needed,
    }
}

fn check_issued(guarantee: &Guarantee) -> Result<(), CallRejection> {
    match guarantee.stage {
        GuaranteeStage::Issued { .. } => Ok(()),
        GuaranteeStage::Called { .. }
        | GuaranteeStage::Paid { .. }
        | GuaranteeStage::Offered {}
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => Err(stage(guarantee, "Issued")),
    }
}

fn loan_of<'a>(case: &'a Case, guarantee: &Guarantee) -> Result<&'a Loan, Rejection> {
    let loan = guarantee.loan.ok_or_else(|| CallRejection::NoLoan {
        guarantee: guarantee.id(),
    })?;
    Ok(case.loan(loan)?)
}

/// The last day on which the guarantor can be called (Civil Code article 692); it is agreed, and so is not moved to a
/// working day.
pub(crate) fn period_end(guarantee: &Guarantee, loan: &Loan) -> Result<NaiveDate, DateError> {
    guarantee.terms.period.end_after(loan.approval.terms.matures_on)
}

pub(super) fn release(
    case: &Case,
    body: &ReleaseGuarantee,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.financing.guarantee(body.guarantee)?;
    check_actor(context, bank_of(guarantee)?, Capacity::Bank, Part::Bank)?;
    if !guarantee.binds() {
        return Err(stage(guarantee, "Issued or Called").into());
    }
    Ok(set_free(case, guarantee, GuaranteeTransition::Released {}))
}

pub(super) fn expire(case: &Case, body: &ExpireGuarantee, context: &Context) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.financing.guarantee(body.guarantee)?;
    check_issued(guarantee)?;
    let loan = loan_of(case, guarantee)?;
    let until = period_end(guarantee, loan)?;
    if today(case, context)? <= until {
        let guarantee = guarantee.id();
        return Err(CallRejection::PeriodRuns { guarantee, until }.into());
    }
    Ok(set_free(case, guarantee, GuaranteeTransition::Released {}))
}
