//! What the commands of `decide/review.rs` name.
//!
//! The request stands in `alt`: what it said when it was submitted never changes, and that another bank declines
//! meanwhile makes no offer stale.

use tallystick_base::{Named, Subject};

use super::{ended_with, rules};
use crate::command::{DeclineRequest, MakeOffer, WithdrawOffer};
use crate::{Case, Rejection, ReviewStage};

/// Rules stand in `rel` where the highest rate follows from their LPR.
pub(super) fn offer(case: &Case, body: &MakeOffer) -> Result<Named, Rejection> {
    let review = case.review(body.review)?;
    let relied_on = match review.fixed_rate {
        Some(_) => None,
        None => Some(rules()?),
    };
    Ok(Named::only(body.review.subject())
        .with_alt([review.request.subject()])
        .with_alt(body.terms.guarantee.map(Subject::from))
        .with_rel(relied_on))
}

pub(super) fn withdraw_offer(body: &WithdrawOffer) -> Named {
    Named::only(body.review.subject())
}

/// What ends with the request is named where it ends: no other bank is left, or the offer was taken. Otherwise a bank would
/// learn which others are asked.
pub(super) fn decline(case: &Case, body: &DeclineRequest) -> Result<Named, Rejection> {
    let review = case.review(body.review)?;
    let request = case.request(review.request)?;
    let is_last = request.asked.iter().all(|asked| *asked == review.id);
    let named = Named::only(body.review.subject()).with_alt([request.id().subject()]);
    if is_last || matches!(review.stage, ReviewStage::Taken(_)) {
        let others = ended_with(case, request)?.into_iter();
        Ok(named.with_alt(others.filter(|subject| *subject != body.review.subject())))
    } else {
        Ok(named)
    }
}
