//! What the commands of `decide/approval.rs` name.

use tallystick_base::{CertificateId, GuaranteeId, LoanId, Named};
use tallystick_financing::ended_with;

use super::rules;
use crate::command::{ApproveLoan, CancelLoan, LapseLoan};
use crate::decide::approval::{guarantees_of, lines_of, taken};
use crate::{Case, LineBook, LineUse, Rejection};

pub(super) fn approve(case: &Case, body: &ApproveLoan) -> Result<Named, Rejection> {
    let request = case.financing.request(body.request)?;
    let (review, _) = taken(case, request)?;
    let lines = lines_of(case, request)?;
    let guarantees = guarantees_of(case, request)?;
    Ok(Named::only(body.loan.subject())
        .with_alt([body.request.subject(), LineBook::subject_of(review.bank)])
        .with_alt(lines.iter().map(|share| LineUse::subject_of(share.line)))
        .with_alt(guarantees.into_iter().map(GuaranteeId::subject))
        .with_alt(request.certificates().map(CertificateId::subject))
        .with_rel(lines.iter().map(|share| share.line.subject()))
        .with_rel([review.id.subject(), rules()?]))
}

pub(super) fn cancel(case: &Case, body: &CancelLoan) -> Result<Named, Rejection> {
    given_up(case, body.loan)
}

pub(super) fn lapse(case: &Case, body: &LapseLoan) -> Result<Named, Rejection> {
    given_up(case, body.loan)
}

fn given_up(case: &Case, loan: LoanId) -> Result<Named, Rejection> {
    let approval = &case.loan(loan)?.approval;
    let request = case.financing.request(approval.request)?;
    Ok(Named::only(loan.subject())
        .with_alt([approval.request.subject()])
        .with_alt(approval.lines.iter().map(|share| LineUse::subject_of(share.line)))
        .with_alt(ended_with(&case.financing, request)?))
}
