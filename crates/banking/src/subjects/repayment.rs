//! What the commands of `decide/repayment.rs` name, and what every act names that changes what is owed on a loan.

use tallystick_base::{LoanId, Named, Subject};
use tallystick_certificates::PaymentRecord;
use tallystick_financing::GuarantorUse;

use super::rules;
use crate::command::{AssignRepayment, BookRepayment, RecordEntry, ReverseRepayment};
use crate::{BankEntryStage, Case, EntryLine, EntryRejection, LineUse, Loan, Rejection};

pub(super) fn record(case: &Case, body: &RecordEntry) -> Result<Named, Rejection> {
    Ok(Named::only(entry(case, &body.line)?))
}

pub(super) fn book(case: &Case, body: &BookRepayment) -> Result<Named, Rejection> {
    booked(case, entry(case, &body.line)?, body.loan)
}

pub(super) fn assign(case: &Case, body: &AssignRepayment) -> Result<Named, Rejection> {
    booked(case, body.entry.clone(), body.loan)
}

pub(super) fn reverse(case: &Case, body: &ReverseRepayment) -> Result<Named, Rejection> {
    let entry = body.entry.clone();
    match case.entry(&entry)?.stage {
        BankEntryStage::Booked { loan } => booked(case, entry, loan),
        BankEntryStage::Unmatched {} => Err(EntryRejection::NotBooked { entry }.into()),
    }
}

/// The subject of a line, which the keeper of the secret made.
pub(super) fn entry(case: &Case, line: &EntryLine) -> Result<Subject, Rejection> {
    Ok(case.parties().keyed(&line.keyed_name())?.clone())
}

fn booked(case: &Case, entry: Subject, loan: LoanId) -> Result<Named, Rejection> {
    Ok(Named::only(entry)
        .with_alt([loan.subject()])
        .with_alt(moved_with(case, case.loan(loan)?)?)
        .with_rel([rules()?]))
}

/// What moves when what is owed on a loan changes: its request, certificates and the debtor's record, lines and their use,
/// guarantees and the use of their guarantors' limits. A bank fact must not go stale, so none of it is pinned to a version.
pub(super) fn moved_with(case: &Case, loan: &Loan) -> Result<Vec<Subject>, Rejection> {
    let approval = &loan.approval;
    let mut subjects = vec![
        approval.request.subject(),
        PaymentRecord::subject_of(approval.debtor),
    ];
    subjects.extend(approval.certificates.iter().map(|id| id.subject()));
    for share in &approval.lines {
        subjects.extend([share.line.subject(), LineUse::subject_of(share.line)]);
    }
    for &id in &approval.guarantees {
        let guarantor = case.financing.guarantee(id)?.terms.guarantor;
        subjects.extend([id.subject(), GuarantorUse::subject_of(guarantor)]);
    }
    Ok(subjects)
}
