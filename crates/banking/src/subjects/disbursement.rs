//! What the commands of `decide/disbursement.rs` and `decide/outcome.rs` name.

use tallystick_base::Named;

use super::{repayment, rules};
use crate::command::{FailDisbursement, SettleDisbursement};
use crate::{Case, Rejection};

pub(super) fn settle(case: &Case, body: &SettleDisbursement) -> Result<Named, Rejection> {
    let named = Named::only(body.loan.subject());
    let named = match &body.entry {
        Some(line) => named.with_alt([repayment::entry(case, line)?]),
        None => named,
    };
    Ok(named
        .with_alt(repayment::moved_with(case, case.loan(body.loan)?)?)
        .with_rel([rules()?]))
}

pub(super) fn fail(body: &FailDisbursement) -> Named {
    Named::only(body.loan.subject())
}
