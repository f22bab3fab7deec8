//! What the commands of `decide/filing.rs` name.

use tallystick_base::Named;

use super::rules;
use crate::command::{DischargeFiling, RecordFiling};
use crate::{Case, Rejection};

pub(super) fn record(case: &Case, body: &RecordFiling) -> Result<Named, Rejection> {
    let certificates = &case.loan(body.loan)?.approval.certificates;
    Ok(Named::only(body.filing.subject())
        .with_alt([body.loan.subject()])
        .with_alt(certificates.iter().map(|certificate| certificate.subject())))
}

pub(super) fn discharge(case: &Case, body: &DischargeFiling) -> Result<Named, Rejection> {
    let loan = case.filing(body.filing)?.record.loan;
    Ok(Named::only(body.filing.subject())
        .with_alt([loan.subject()])
        .with_rel([rules()?]))
}
