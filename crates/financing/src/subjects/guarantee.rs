//! What the commands of `decide/guarantee.rs` name.
//!
//! The request stands in `alt`, though a guarantor has seen it: what it said when it was submitted never changes, and
//! that a bank declines meanwhile makes no guarantee stale. Rules stand in `rel` where their numbers count.

use tallystick_base::{Named, Subject};

use super::rules;
use crate::command::{IssueGuarantee, LapseGuarantee, OfferGuarantee, WithdrawGuarantee};
use crate::{Case, GuarantorUse, Rejection, RequestStage};

pub(super) fn offer(body: &OfferGuarantee) -> Result<Named, Rejection> {
    // Only a period that is left out follows from the rules.
    let relied_on = match body.period {
        Some(_) => None,
        None => Some(rules()?),
    };
    Ok(Named::only(body.guarantee.subject())
        .with_alt([body.request.subject()])
        .with_rel(relied_on))
}

/// Every review of the request is named, at most 40, for the borrower may accept one of their offers meanwhile, and the
/// one that relies on the guarantee keeps it.
pub(super) fn withdraw(case: &Case, body: &WithdrawGuarantee) -> Result<Named, Rejection> {
    let request = case.request(case.guarantee(body.guarantee)?.terms.request)?;
    let reviews = request.submission.invitations.iter();
    Ok(Named::only(body.guarantee.subject())
        .with_alt([request.id().subject()])
        .with_alt(reviews.map(|invitation| invitation.review.subject())))
}

pub(super) fn issue(case: &Case, body: &IssueGuarantee) -> Result<Named, Rejection> {
    let terms = &case.guarantee(body.guarantee)?.terms;
    let request = case.request(terms.request)?;
    let accepted = match request.stage {
        RequestStage::Accepted { review, .. } => Some(Subject::from(review)),
        RequestStage::Submitted {}
        | RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => None,
    };
    Ok(Named::only(body.guarantee.subject())
        .with_alt([request.id().subject(), GuarantorUse::subject_of(terms.guarantor)])
        .with_alt(accepted)
        .with_rel([rules()?]))
}

pub(super) fn lapse(body: &LapseGuarantee) -> Named {
    Named::only(body.guarantee.subject())
}
