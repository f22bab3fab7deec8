//! The outcome of an instruction: the money is out, or the payment failed.

use std::time::Duration;

use tallystick_base::{Capacity, Context};
use tallystick_financing::{RequestStage, RequestTransition};

use super::settlement::{Settlement, today};
use super::{check_actor, check_amount, check_not_ahead, repayment, security};
use crate::bank_entry::CreditDebit;
use crate::command::{FailDisbursement, SettleDisbursement};
use crate::loan::{Conflict, Loan, LoanStage};
use crate::{Case, EntryRejection, LoanTransition, Part, Rejection, ServicingRejection, Step};

/// How many days ahead a failed payment may be instructed anew.
const MOST_LEASE_DAYS: u64 = 30;

pub(super) fn settle(
    case: &Case,
    body: &SettleDisbursement,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    check_amount(body.amount, loan.approval.terms.principal.currency())?;
    let today = today(case, context)?;
    check_not_ahead(body.value_on, today)?;
    let shown = shown(case, loan, body)?;
    if loan.disbursed().any(|(known, ..)| *known == body.end_to_end) {
        return seen_again(loan, body, shown);
    }
    let first = loan.disbursed().next().is_none();
    let mut work = Settlement::begin(case, loan, today)?;
    let disbursed = LoanTransition::Disbursed {
        end_to_end: body.end_to_end.clone(),
        amount: body.amount,
        value_on: body.value_on,
    };
    work.take(loan.id(), disbursed);
    work.take_all(shown.into_iter().flatten());
    for conflict in conflicts(loan, body) {
        work.flag(conflict);
    }
    if first {
        fund(&mut work, loan)?;
        security::money_out(&mut work, loan, body.amount, body.value_on)?;
    }
    work.finish()
}

/// The same payment, now on the statement: nothing but the line is new.
fn seen_again(
    loan: &Loan,
    body: &SettleDisbursement,
    shown: Option<Vec<Step>>,
) -> Result<Vec<Step>, Rejection> {
    let known = || ServicingRejection::DisbursementKnown {
        end_to_end: body.end_to_end.clone(),
    };
    let shown = shown.ok_or_else(known)?;
    let entry = shown.first().ok_or_else(known)?.subject.clone();
    let mut steps = vec![Step::new(loan.id(), LoanTransition::DisbursementShown { entry })];
    steps.extend(shown);
    Ok(steps)
}

/// The line of the statement that shows the payment, where one is given.
fn shown(case: &Case, loan: &Loan, body: &SettleDisbursement) -> Result<Option<Vec<Step>>, Rejection> {
    let Some(line) = &body.entry else {
        return Ok(None);
    };
    let steps = repayment::booked_line(case, loan, line, CreditDebit::Debit)?;
    if line.amount != body.amount {
        let (shown, paid) = (line.amount, body.amount);
        return Err(EntryRejection::Amount { shown, paid }.into());
    }
    Ok(Some(steps))
}

/// What does not fit between the payment and the record. Money that is out is out.
fn conflicts(loan: &Loan, body: &SettleDisbursement) -> Vec<Conflict> {
    let not_instructed = |stage: &LoanStage| {
        let stage = stage.name().parse().ok();
        stage.map(|stage| Conflict::NotInstructed { stage })
    };
    let conflicts = match &loan.stage {
        LoanStage::Instructed {
            end_to_end, amount, ..
        } => {
            let other = Conflict::AmountOther {
                instructed: *amount,
                paid: body.amount,
            };
            [
                (*end_to_end != body.end_to_end)
                    .then(|| not_instructed(&loan.stage))
                    .flatten(),
                (*amount != body.amount).then_some(other),
            ]
        }
        LoanStage::Approved { .. } | LoanStage::Cancelled { .. } | LoanStage::Lapsed { .. } => {
            [not_instructed(&loan.stage), None]
        }
        LoanStage::Active {} | LoanStage::Closed { .. } => {
            let twice = Conflict::PaidTwice {
                end_to_end: body.end_to_end.clone(),
                amount: body.amount,
            };
            [Some(twice), None]
        }
    };
    conflicts.into_iter().flatten().collect()
}

/// The request has its money, unless it ended before.
fn fund(work: &mut Settlement<'_>, loan: &Loan) -> Result<(), Rejection> {
    let request = loan.approval.request;
    let stage = &work.later.financing.request(request)?.stage;
    if matches!(stage, RequestStage::Approved { loan: approved, .. } if *approved == loan.id()) {
        work.take(request, RequestTransition::Funded {});
    }
    Ok(())
}

pub(super) fn fail(case: &Case, body: &FailDisbursement, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    match &loan.stage {
        LoanStage::Instructed { end_to_end, .. } if *end_to_end == body.end_to_end => {}
        LoanStage::Approved { .. }
        | LoanStage::Instructed { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => {
            let (loan, end_to_end) = (loan.id(), body.end_to_end.clone());
            return Err(ServicingRejection::NotInstructed { loan, end_to_end }.into());
        }
    }
    check_until(body, context)?;
    let failed = LoanTransition::DisbursementFailed {
        reason: body.reason.clone(),
        until: body.until,
    };
    Ok(vec![Step::new(loan.id(), failed)])
}

fn check_until(body: &FailDisbursement, context: &Context) -> Result<(), Rejection> {
    let most = Duration::from_secs(MOST_LEASE_DAYS * 24 * 60 * 60);
    let ahead = body.until.since(context.received);
    if ahead.is_some_and(|ahead| !ahead.is_zero() && ahead <= most) {
        return Ok(());
    }
    Err(ServicingRejection::Until {
        until: body.until,
        most_days: MOST_LEASE_DAYS,
    }
    .into())
}
