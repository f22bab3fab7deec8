//! What the commands of `decide/servicing.rs` name.

use tallystick_base::Named;

use super::{repayment, rules};
use crate::command::{ChargeLoan, ClaimRecourse, MarkLoanOverdue, PaySurplus, WriteOffLoan};
use crate::{Case, Rejection};

pub(super) fn charge(case: &Case, body: &ChargeLoan) -> Result<Named, Rejection> {
    Ok(Named::only(body.loan.subject())
        .with_alt(repayment::moved_with(case, case.loan(body.loan)?)?)
        .with_rel([rules()?]))
}

pub(super) fn mark_overdue(_case: &Case, body: &MarkLoanOverdue) -> Result<Named, Rejection> {
    Ok(Named::only(body.loan.subject()).with_rel([rules()?]))
}

pub(super) fn claim_recourse(_case: &Case, body: &ClaimRecourse) -> Result<Named, Rejection> {
    Ok(Named::only(body.loan.subject()).with_rel([rules()?]))
}

pub(super) fn write_off(_case: &Case, body: &WriteOffLoan) -> Result<Named, Rejection> {
    Ok(Named::only(body.loan.subject()).with_rel([rules()?]))
}

/// What is passed on to a guarantor is written on its guarantees.
pub(super) fn pay_surplus(case: &Case, body: &PaySurplus) -> Result<Named, Rejection> {
    let guarantees = case.loan(body.loan)?.approval.guarantees.iter();
    Ok(Named::only(body.loan.subject())
        .with_alt(guarantees.map(|id| id.subject()))
        .with_rel([rules()?]))
}
