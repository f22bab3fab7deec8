//! What a bank does on a loan besides.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Money};
use tallystick_certificates::Recourse;
use tallystick_financing::{GuaranteeStage, GuaranteeTransition};

use super::settlement::{Settlement, today};
use super::{check_actor, check_amount, check_not_ahead};
use crate::command::{ChargeLoan, ClaimRecourse, MarkLoanOverdue, PaySurplus, WriteOffLoan};
use crate::loan::account::{Account, account};
use crate::loan::{Loan, LoanStage, OverdueMark, RecourseClaim, WriteOff};
use crate::{Case, LoanTransition, Part, Rejection, ServicingRejection, Step};

pub(super) fn charge(case: &Case, body: &ChargeLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    check_active(loan)?;
    check_amount(body.amount, loan.approval.terms.principal.currency())?;
    let today = today(case, context)?;
    check_not_ahead(body.on, today)?;
    // Costs of an earlier day are paid before what came in since then paid principal: so more of that may be open.
    let mut work = Settlement::begin(case, loan, today)?;
    let charged = LoanTransition::Charged {
        what: body.what.clone(),
        amount: body.amount,
        on: body.on,
    };
    work.take(loan.id(), charged);
    work.finish()
}

fn check_active(loan: &Loan) -> Result<(), ServicingRejection> {
    match loan.stage {
        LoanStage::Active {} => Ok(()),
        LoanStage::Approved { .. }
        | LoanStage::Instructed { .. }
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => Err(ServicingRejection::NotActive {
            loan: loan.id(),
            stage: loan.stage.name(),
        }),
    }
}

/// What is owed on a loan that is unpaid after its maturity and the days of grace.
pub(super) fn check_overdue(loan: &Loan, today: NaiveDate) -> Result<Account, Rejection> {
    check_active(loan)?;
    let account = account(loan, today)?;
    if account.days_overdue == 0 {
        return Err(ServicingRejection::NotOverdue {
            loan: loan.id(),
            in_time_until: loan.approval.terms.penalty_from()?,
        }
        .into());
    }
    Ok(account)
}

pub(super) fn mark_overdue(
    case: &Case,
    body: &MarkLoanOverdue,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let mark = overdue_mark(case, loan, today(case, context)?)?;
    Ok(vec![Step::new(loan.id(), LoanTransition::MarkedOverdue(mark))])
}

/// The mark that is due on a day, if it is another than was set last.
pub(crate) fn overdue_mark(case: &Case, loan: &Loan, today: NaiveDate) -> Result<OverdueMark, Rejection> {
    let days = check_overdue(loan, today)?.days_overdue;
    let buckets = &case.rules()?.overdue_on(today)?.value;
    let not_overdue = || ServicingRejection::NotOverdue {
        loan: loan.id(),
        in_time_until: today,
    };
    let (from, _) = buckets.bucket(days).ok_or_else(not_overdue)?;
    if loan.overdue.is_some_and(|mark| mark.bucket_from == from) {
        let loan = loan.id();
        return Err(ServicingRejection::Marked { loan, from }.into());
    }
    let since = loan
        .approval
        .terms
        .matures_on
        .succ_opt()
        .ok_or_else(not_overdue)?;
    Ok(OverdueMark {
        since,
        bucket_from: from,
    })
}

pub(super) fn claim_recourse(
    case: &Case,
    body: &ClaimRecourse,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    let on = today(case, context)?;
    let amount = check_overdue(loan, on)?.owed()?;
    if let Some(claim) = &loan.recourse {
        let (loan, on) = (loan.id(), claim.on);
        return Err(ServicingRejection::RecourseClaimed { loan, on }.into());
    }
    check_recourse(loan, body)?;
    let claim = RecourseClaim {
        amount,
        breach: body.breach.clone(),
        on,
    };
    Ok(vec![Step::new(loan.id(), LoanTransition::RecourseClaimed(claim))])
}

/// With recourse the borrower takes the claim back (Civil Code article 766), or only where what it warranted was not so;
/// without, the bank bears it (article 767).
fn check_recourse(loan: &Loan, body: &ClaimRecourse) -> Result<(), ServicingRejection> {
    let id = loan.id();
    match loan.approval.terms.recourse {
        Recourse::Full => Ok(()),
        Recourse::OnBreach if body.breach.is_some() => Ok(()),
        Recourse::OnBreach => Err(ServicingRejection::BreachMissing { loan: id }),
        Recourse::None => Err(ServicingRejection::NoRecourse { loan: id }),
    }
}

pub(super) fn write_off(case: &Case, body: &WriteOffLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    let on = today(case, context)?;
    let amount = check_overdue(loan, on)?.owed()?;
    if let Some(before) = loan.written_off {
        let (loan, on) = (loan.id(), before.on);
        return Err(ServicingRejection::WrittenOff { loan, on }.into());
    }
    let written_off = LoanTransition::WrittenOff(WriteOff { amount, on });
    Ok(vec![Step::new(loan.id(), written_off)])
}

pub(super) fn pay_surplus(case: &Case, body: &PaySurplus, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let bank = loan.approval.bank;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let amount = body.amount;
    check_amount(amount, loan.approval.terms.principal.currency())?;
    let today = today(case, context)?;
    check_not_ahead(body.on, today)?;
    // What is the bank's own it owes nobody.
    let owed = if body.to == bank {
        Money::zero(amount.currency())
    } else {
        account(loan, today)?.surplus_owed(body.to)?
    };
    if amount.compare(owed)?.is_gt() {
        return Err(ServicingRejection::SurplusAbove { owed, amount }.into());
    }
    let paid = LoanTransition::SurplusPaid {
        to: body.to,
        amount,
        on: body.on,
    };
    let mut steps = vec![Step::new(loan.id(), paid)];
    steps.extend(passed_on(case, loan, body)?);
    Ok(steps)
}

/// What the bank passes on to a guarantor counts on what that has paid, guarantee after guarantee.
fn passed_on(case: &Case, loan: &Loan, body: &PaySurplus) -> Result<Vec<Step>, Rejection> {
    let mut left = body.amount;
    let mut steps = Vec::new();
    for &id in &loan.approval.guarantees {
        let guarantee = case.financing.guarantee(id)?;
        let paid = matches!(guarantee.stage, GuaranteeStage::Paid { .. });
        if guarantee.terms.guarantor != body.to || !paid {
            continue;
        }
        let amount = guarantee.subrogated()?.lesser(left)?;
        if amount.is_positive() {
            left = left.checked_sub(amount)?;
            steps.push(Step::new(id, GuaranteeTransition::PassedOn { amount }));
        }
    }
    Ok(steps)
}
