//! Money in: lines of the bank statement.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, GuaranteeId, Money, PartyId, Subject};
use tallystick_financing::{Guarantee, GuaranteeStage, GuaranteeTransition};

use super::settlement::{Settlement, set_free, today};
use super::{check_actor, check_amount, check_not_ahead, security};
use crate::bank_entry::{CreditDebit, EntryLine};
use crate::command::{AssignRepayment, BookRepayment, RecordEntry, ReverseRepayment};
use crate::loan::{CertificatePayment, Conflict, Fact, Loan, LoanStage, PaidBy};
use crate::{
    BankEntryStage, BankEntryTransition, Case, EntryRejection, LoanTransition, Part, Rejection, Step,
};

pub(super) fn record(case: &Case, body: &RecordEntry, context: &Context) -> Result<Vec<Step>, Rejection> {
    let bank = context.actor.party;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let line = &body.line;
    check_amount(line.amount, line.amount.currency())?;
    let entry = case.parties().keyed(&line.keyed_name())?.clone();
    if case.entries.contains_key(&entry) {
        return Err(EntryRejection::Exists { entry }.into());
    }
    Ok(vec![Step::new(entry, recorded(bank, line))])
}

pub(super) fn book(case: &Case, body: &BookRepayment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    let steps = booked_line(case, loan, &body.line, CreditDebit::Credit)?;
    receive(case, loan, steps, &body.line, &body.source, today(case, context)?)
}

pub(super) fn assign(case: &Case, body: &AssignRepayment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    let recorded = case.entry(&body.entry)?;
    check_actor(context, recorded.bank, Capacity::Bank, Part::Bank)?;
    check_line(loan, &recorded.line, CreditDebit::Credit)?;
    if let BankEntryStage::Booked { .. } = recorded.stage {
        let entry = body.entry.clone();
        return Err(EntryRejection::Booked { entry }.into());
    }
    let steps = vec![Step::new(body.entry.clone(), booked(loan))];
    receive(
        case,
        loan,
        steps,
        &recorded.line,
        &body.source,
        today(case, context)?,
    )
}

fn recorded(bank: PartyId, line: &EntryLine) -> BankEntryTransition {
    BankEntryTransition::Recorded {
        bank,
        line: Box::new(line.clone()),
    }
}

const fn booked(loan: &Loan) -> BankEntryTransition {
    BankEntryTransition::Booked { loan: loan.id() }
}

/// The line shows money of the loan's currency that came in, or went out.
fn check_line(loan: &Loan, line: &EntryLine, direction: CreditDebit) -> Result<(), Rejection> {
    check_amount(line.amount, loan.approval.terms.principal.currency())?;
    if line.direction == direction {
        return Ok(());
    }
    let needed = match direction {
        CreditDebit::Credit => "came in",
        CreditDebit::Debit => "went out",
    };
    Err(EntryRejection::Direction { needed }.into())
}

/// The line is recorded, if it is not yet, and booked on the loan: once, whoever sends it again.
pub(super) fn booked_line(
    case: &Case,
    loan: &Loan,
    line: &EntryLine,
    direction: CreditDebit,
) -> Result<Vec<Step>, Rejection> {
    check_line(loan, line, direction)?;
    let entry = case.parties().keyed(&line.keyed_name())?.clone();
    let bank = loan.approval.bank;
    let mut steps = Vec::new();
    match case.entries.get(&entry) {
        None => steps.push(Step::new(entry.clone(), recorded(bank, line))),
        Some(known) if known.bank != bank || known.line != *line => {
            return Err(EntryRejection::Differs { entry }.into());
        }
        Some(known) => match known.stage {
            BankEntryStage::Unmatched {} => {}
            BankEntryStage::Booked { .. } => return Err(EntryRejection::Booked { entry }.into()),
        },
    }
    steps.push(Step::new(entry, booked(loan)));
    Ok(steps)
}

/// Money came in on a loan. What does not fit is flagged, and stops nothing.
fn receive(
    case: &Case,
    loan: &Loan,
    steps: Vec<Step>,
    line: &EntryLine,
    source: &PaidBy,
    today: NaiveDate,
) -> Result<Vec<Step>, Rejection> {
    check_not_ahead(line.value_on, today)?;
    check_source(loan, source, line.amount)?;
    let entry = steps.first().map(|step| step.subject.clone());
    let mut work = Settlement::begin(case, loan, today)?;
    work.take_all(steps);
    if let Some(entry) = entry {
        take_in(&mut work, loan, &entry, line, source)?;
    }
    work.finish()
}

fn take_in(
    work: &mut Settlement<'_>,
    loan: &Loan,
    entry: &Subject,
    line: &EntryLine,
    source: &PaidBy,
) -> Result<(), Rejection> {
    let mut conflicts: Vec<_> = out_of_time(loan, entry).into_iter().collect();
    let source = match source {
        PaidBy::Borrower {} => PaidBy::Borrower {},
        PaidBy::Guarantor { guarantee } => PaidBy::Guarantor {
            guarantee: *guarantee,
        },
        PaidBy::Debtor { certificates } => {
            let mut counted = Vec::new();
            for part in certificates {
                let (counts, conflict) = security::counted(work, loan, part)?;
                counted.extend(counts);
                conflicts.extend(conflict);
            }
            PaidBy::Debtor {
                certificates: counted,
            }
        }
    };
    let received = LoanTransition::Received {
        entry: entry.clone(),
        by: paid_by(work, loan, &source)?,
        source: source.clone(),
        amount: line.amount,
        value_on: line.value_on,
    };
    work.take(loan.id(), received);
    for conflict in conflicts {
        work.flag(conflict);
    }
    match source {
        PaidBy::Borrower {} => Ok(()),
        PaidBy::Debtor { certificates } => security::debtor_paid(work, &certificates, line.value_on),
        PaidBy::Guarantor { guarantee } => guarantor_paid(work, guarantee, line.amount),
    }
}

/// Whether money came in before any went out, or on a loan that had ended.
fn out_of_time(loan: &Loan, entry: &Subject) -> Option<Conflict> {
    let entry = entry.clone();
    match loan.stage {
        LoanStage::Approved { .. } | LoanStage::Instructed { .. } => {
            Some(Conflict::ReceivedBeforeDisbursed { entry })
        }
        LoanStage::Active {} => None,
        LoanStage::Closed { .. } | LoanStage::Cancelled { .. } | LoanStage::Lapsed { .. } => {
            Some(Conflict::ReceivedAfterEnd { entry })
        }
    }
}

fn paid_by(work: &Settlement<'_>, loan: &Loan, source: &PaidBy) -> Result<PartyId, Rejection> {
    Ok(match source {
        PaidBy::Borrower {} => loan.approval.borrower,
        PaidBy::Debtor { .. } => loan.approval.debtor,
        PaidBy::Guarantor { guarantee } => work.later.financing.guarantee(*guarantee)?.terms.guarantor,
    })
}

/// What the bank says of who paid is of this loan, and adds up.
fn check_source(loan: &Loan, source: &PaidBy, amount: Money) -> Result<(), Rejection> {
    let approval = &loan.approval;
    match source {
        PaidBy::Borrower {} => Ok(()),
        PaidBy::Debtor { certificates } => check_parts(loan, certificates, amount),
        PaidBy::Guarantor { guarantee } if approval.guarantees.contains(guarantee) => Ok(()),
        PaidBy::Guarantor { guarantee } => {
            let (guarantee, loan) = (*guarantee, approval.loan);
            Err(EntryRejection::GuaranteeNotOfLoan { guarantee, loan }.into())
        }
    }
}

fn check_parts(loan: &Loan, parts: &[CertificatePayment], amount: Money) -> Result<(), Rejection> {
    if parts.is_empty() {
        return Err(EntryRejection::NoParts.into());
    }
    let currency = amount.currency();
    let mut named = BTreeSet::new();
    for &CertificatePayment { certificate, amount } in parts {
        check_amount(amount, currency)?;
        if !loan.approval.certificates.contains(&certificate) {
            let loan = loan.id();
            return Err(EntryRejection::CertificateNotOfLoan { certificate, loan }.into());
        }
        if !named.insert(certificate) {
            return Err(EntryRejection::PartTwice { certificate }.into());
        }
    }
    let parts = Money::sum(currency, parts.iter().map(|part| part.amount))?;
    if parts.compare(amount)?.is_gt() {
        return Err(EntryRejection::PartsAboveAmount { amount, parts }.into());
    }
    Ok(())
}

/// A guarantor paid: it is free, and has the bank's claim for what it paid (Civil Code article 700).
fn guarantor_paid(work: &mut Settlement<'_>, id: GuaranteeId, amount: Money) -> Result<(), Rejection> {
    let guarantee = work.later.financing.guarantee(id)?.clone();
    let paid = GuaranteeTransition::Paid { amount };
    match guarantee.stage {
        GuaranteeStage::Issued { .. } | GuaranteeStage::Called { .. } => {
            let steps = set_free(&work.later, &guarantee, paid);
            work.take_all(steps);
        }
        GuaranteeStage::Paid { .. } => work.take(id, paid),
        GuaranteeStage::Offered {}
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => work.flag(Conflict::GuaranteeNotBinding { guarantee: id }),
    }
    Ok(())
}

pub(super) fn reverse(
    case: &Case,
    body: &ReverseRepayment,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let recorded = case.entry(&body.entry)?;
    check_actor(context, recorded.bank, Capacity::Bank, Part::Bank)?;
    let entry = body.entry.clone();
    let BankEntryStage::Booked { loan } = recorded.stage else {
        return Err(EntryRejection::NotBooked { entry }.into());
    };
    let loan = case.loan(loan)?;
    let Some((source, amount, value_on)) = booking(loan, &entry) else {
        return Err(EntryRejection::OfDisbursement { entry }.into());
    };
    let mut work = Settlement::begin(case, loan, today(case, context)?)?;
    let reason = body.reason.clone();
    work.take(entry.clone(), BankEntryTransition::Reversed { reason });
    work.take(
        loan.id(),
        LoanTransition::ReceiptReversed { entry: entry.clone() },
    );
    match source {
        PaidBy::Borrower {} => {}
        PaidBy::Debtor { certificates } => {
            security::debtor_has_not_paid(&mut work, loan, &certificates, value_on)?;
        }
        PaidBy::Guarantor { guarantee } => guarantor_has_not_paid(&mut work, guarantee, amount)?,
    }
    if matches!(loan.stage, LoanStage::Closed { .. }) {
        work.flag(Conflict::ReversedAfterClosing { entry });
    }
    work.finish()
}

/// What was booked of a line.
fn booking(loan: &Loan, line: &Subject) -> Option<(PaidBy, Money, NaiveDate)> {
    loan.facts.iter().find_map(|fact| match fact {
        Fact::Received {
            entry,
            source,
            amount,
            value_on,
            ..
        } if entry == line => Some((source.clone(), *amount, *value_on)),
        Fact::Received { .. } | Fact::Disbursed { .. } | Fact::Charged { .. } | Fact::SurplusPaid { .. } => {
            None
        }
    })
}

/// A guarantor's payment was none: its claim is less by so much. It is not bound anew, for nothing is bound by a mistake of
/// the bank.
fn guarantor_has_not_paid(
    work: &mut Settlement<'_>,
    id: GuaranteeId,
    amount: Money,
) -> Result<(), Rejection> {
    let guarantee: &Guarantee = work.later.financing.guarantee(id)?;
    if let GuaranteeStage::Paid { paid, .. } = guarantee.stage
        && !paid.compare(amount)?.is_lt()
    {
        work.take(id, GuaranteeTransition::PaymentReversed { amount });
    }
    Ok(())
}
