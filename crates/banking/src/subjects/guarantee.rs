//! What the commands of `decide/guarantee.rs` name.

use tallystick_base::{GuaranteeId, LoanId, Named};
use tallystick_financing::GuarantorUse;

use super::rules;
use crate::command::{CallGuarantee, ExpireGuarantee, ReleaseGuarantee};
use crate::{Case, Rejection};

pub(super) fn call(case: &Case, body: &CallGuarantee) -> Result<Named, Rejection> {
    let guarantee = case.financing.guarantee(body.guarantee)?;
    Ok(Named::only(body.guarantee.subject())
        .with_alt(guarantee.loan.map(LoanId::subject))
        .with_rel([rules()?]))
}

pub(super) fn release(case: &Case, body: &ReleaseGuarantee) -> Result<Named, Rejection> {
    freed(case, body.guarantee)
}

pub(super) fn expire(case: &Case, body: &ExpireGuarantee) -> Result<Named, Rejection> {
    let guarantee = case.financing.guarantee(body.guarantee)?;
    Ok(freed(case, body.guarantee)?
        .with_alt(guarantee.loan.map(LoanId::subject))
        .with_rel([rules()?]))
}

fn freed(case: &Case, id: GuaranteeId) -> Result<Named, Rejection> {
    let guarantor = case.financing.guarantee(id)?.terms.guarantor;
    Ok(Named::only(id.subject()).with_alt([GuarantorUse::subject_of(guarantor)]))
}
