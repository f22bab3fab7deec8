//! What the command of `decide/instruction.rs` names.

use tallystick_base::Named;

use crate::command::InstructLoan;
use crate::{Case, Rejection};

pub(super) fn instruct(case: &Case, body: &InstructLoan) -> Result<Named, Rejection> {
    let held = &case.loan(body.loan)?.approval.certificates;
    Ok(Named::only(body.loan.subject()).with_alt(held.iter().map(|certificate| certificate.subject())))
}
