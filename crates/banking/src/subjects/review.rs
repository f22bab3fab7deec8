//! What the commands of `decide/review.rs` name.

use tallystick_base::Named;
use tallystick_certificates::PaymentRecord;

use super::rules;
use crate::command::AssessRequest;
use crate::decide::review::{certificates, facts};
use crate::{Case, Rejection};

pub(super) fn assess(case: &Case, body: &AssessRequest) -> Result<Named, Rejection> {
    let review = case.financing.review(body.review)?;
    let request = case.financing.request(review.request)?;
    Ok(Named::only(body.review.subject())
        .with_alt([
            review.request.subject(),
            PaymentRecord::subject_of(request.submission.debtor),
        ])
        .with_rel(facts(&certificates(case, request)?))
        .with_rel([rules()?]))
}
