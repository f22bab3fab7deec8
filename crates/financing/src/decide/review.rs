//! Offering openly, and declining.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Millis, Money, Rate};

use super::guarantee::offered_for;
use super::request::{check_not_expired, check_submitted};
use super::{check_actor, check_amount, ending};
use crate::command::{DeclineRequest, MakeOffer, WithdrawOffer};
use crate::review::{DeclineReason, OfferTerms};
use crate::{
    Case, FinancingRequest, Offer, Part, RateBasis, Rejection, RequestRejection, RequestStage,
    RequestTransition, Review, ReviewRejection, ReviewStage, ReviewTransition, Step, cost,
};

/// Most conditions of an offer.
const MOST_CONDITIONS: usize = 10;
/// Most reasons for declining.
const MOST_REASONS: usize = 8;

pub(super) fn offer(case: &Case, body: &MakeOffer, context: &Context) -> Result<Vec<Step>, Rejection> {
    let review = own(case.review(body.review)?, context)?;
    if review.sealed {
        return Err(ReviewRejection::Sealed { review: review.id }.into());
    }
    check_undecided(review)?;
    let request = case.request(review.request)?;
    check_submitted(request, context.received)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let offer = check_offer(
        case,
        review,
        request,
        &body.terms,
        body.valid_until,
        today,
        context.received,
    )?;
    let offered = ReviewTransition::Offered(Box::new(offer));
    Ok(vec![Step::new(body.review, offered)])
}

pub(super) fn withdraw_offer(
    case: &Case,
    body: &WithdrawOffer,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let review = own(case.review(body.review)?, context)?;
    if review.sealed {
        return Err(ReviewRejection::BidBinds { review: review.id }.into());
    }
    offered(review)?;
    Ok(vec![Step::new(body.review, ReviewTransition::OfferWithdrawn {})])
}

pub(super) fn decline(case: &Case, body: &DeclineRequest, context: &Context) -> Result<Vec<Step>, Rejection> {
    let review = own(case.review(body.review)?, context)?;
    check_live(review)?;
    let request = case.request(review.request)?;
    let ends = ends_by_declining(request, review)?;
    check_not_expired(request, context.received)?;
    check_reasons(body)?;
    let declined = ReviewTransition::Declined {
        reasons: body.reasons.clone(),
        note: body.note.clone(),
        on: context.received.date_at(case.rules()?.utc_offset_minutes),
    };
    let mut steps = vec![Step::new(review.id, declined)];
    if ends {
        let by = RequestTransition::Declined {};
        steps.extend(ending(case, request, by, Some(review.id))?);
    } else {
        let by = RequestTransition::BankDeclined { review: review.id };
        steps.push(Step::new(request.id(), by));
    }
    Ok(steps)
}

/// The offer that these terms make under a review, or why they are none: an open offer and an opened bid alike.
///
/// It reads the guarantee that the terms name, if they name one, and rules where the rate follows from them.
pub(super) fn check_offer(
    case: &Case,
    review: &Review,
    request: &FinancingRequest,
    terms: &OfferTerms,
    valid_until: Millis,
    today: NaiveDate,
    now: Millis,
) -> Result<Offer, Rejection> {
    let asked = &request.submission;
    check_amount(terms.amount, asked.amount.currency())?;
    if terms.amount.compare(asked.amount)?.is_gt() {
        return Err(ReviewRejection::AboveRequest {
            requested: asked.amount,
            amount: terms.amount,
        }
        .into());
    }
    check_rate(terms.rate, highest_rate(case, review, today)?)?;
    check_fees(review, terms)?;
    check_conditions(terms)?;
    check_valid_until(valid_until, asked.until, now)?;
    let guarantee_fee = match terms.guarantee {
        Some(guarantee) => offered_for(case, guarantee, request, now)?.terms.fee,
        None => Money::zero(asked.amount.currency()),
    };
    let cost = cost(
        terms,
        &review.terms,
        asked.draw_on,
        asked.matures_on,
        guarantee_fee,
    )?;
    if !cost.paid_out.is_positive() {
        let paid_out = cost.paid_out;
        return Err(ReviewRejection::PaysNothing { paid_out }.into());
    }
    Ok(Offer {
        terms: terms.clone(),
        cost,
        valid_until,
        on: today,
    })
}

/// The offer of a review.
pub(super) fn offered(review: &Review) -> Result<&Offer, ReviewRejection> {
    match &review.stage {
        ReviewStage::Offered(offer) => Ok(offer),
        ReviewStage::Open {}
        | ReviewStage::Taken(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => Err(stage(review, "Offered")),
    }
}

/// Whether a request ends when the bank of this review declines: no other bank is left, or its offer was taken. Once a loan
/// is approved, its bank cancels the loan instead.
fn ends_by_declining(request: &FinancingRequest, review: &Review) -> Result<bool, RequestRejection> {
    match request.stage {
        RequestStage::Submitted {} => Ok(request.asked.iter().all(|asked| *asked == review.id)),
        RequestStage::Accepted { .. } => Ok(true),
        RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => Err(RequestRejection::Stage {
            request: request.id(),
            stage: request.stage.name(),
            needed: "Submitted or Accepted",
        }),
    }
}

/// The review of the acting bank.
fn own<'a>(review: &'a Review, context: &Context) -> Result<&'a Review, Rejection> {
    check_actor(context, review.bank, Capacity::Bank, Part::Bank)?;
    Ok(review)
}

const fn stage(review: &Review, needed: &'static str) -> ReviewRejection {
    ReviewRejection::Stage {
        review: review.id,
        stage: review.stage.name(),
        needed,
    }
}

fn check_undecided(review: &Review) -> Result<(), ReviewRejection> {
    match review.stage {
        ReviewStage::Open {} | ReviewStage::Offered(_) => Ok(()),
        ReviewStage::Taken(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => Err(stage(review, "Open or Offered")),
    }
}

fn check_live(review: &Review) -> Result<(), ReviewRejection> {
    if review.stage.is_live() {
        Ok(())
    } else {
        Err(stage(review, "Open, Offered or Taken"))
    }
}

/// What the product allows at most: its rate when the request was submitted, or the LPR of the day and its basis points.
fn highest_rate(case: &Case, review: &Review, today: NaiveDate) -> Result<Rate, Rejection> {
    match review.terms.rate {
        RateBasis::Fixed { rate } => Ok(rate),
        RateBasis::LprPlus { basis_points } => {
            let lpr = case.rules()?.lpr_one_year_on(today)?;
            Ok(lpr.rate.plus_basis_points(basis_points)?)
        }
    }
}

fn check_rate(rate: Rate, most: Rate) -> Result<(), ReviewRejection> {
    if rate <= most {
        Ok(())
    } else {
        Err(ReviewRejection::RateAbove { most, rate })
    }
}

/// Each is a fee of the product, stands once, and is at most what the product takes for this amount.
fn check_fees(review: &Review, terms: &OfferTerms) -> Result<(), Rejection> {
    let mut names = BTreeSet::new();
    for line in &terms.fees {
        let name = || line.name.clone();
        let of_product = review.terms.fees.iter().find(|fee| fee.name == line.name);
        let fee = of_product.ok_or_else(|| ReviewRejection::FeeUnknown { name: name() })?;
        if !names.insert(line.name.as_str()) {
            return Err(ReviewRejection::FeeTwice { name: name() }.into());
        }
        check_amount(line.amount, terms.amount.currency())?;
        let most = fee.basis.of(terms.amount)?;
        if line.amount.compare(most)?.is_gt() {
            return Err(ReviewRejection::FeeAbove {
                name: name(),
                most,
                amount: line.amount,
            }
            .into());
        }
    }
    Ok(())
}

fn check_conditions(terms: &OfferTerms) -> Result<(), ReviewRejection> {
    let found = terms.conditions.len();
    if found <= MOST_CONDITIONS {
        Ok(())
    } else {
        Err(ReviewRejection::ConditionCount {
            most: MOST_CONDITIONS,
            found,
        })
    }
}

fn check_valid_until(until: Millis, latest: Millis, now: Millis) -> Result<(), ReviewRejection> {
    if now < until && until <= latest {
        Ok(())
    } else {
        Err(ReviewRejection::ValidUntil { until, now, latest })
    }
}

fn check_reasons(body: &DeclineRequest) -> Result<(), ReviewRejection> {
    let reasons = &body.reasons;
    let different: BTreeSet<_> = reasons.iter().collect();
    if !(1..=MOST_REASONS).contains(&reasons.len()) {
        Err(ReviewRejection::ReasonCount {
            most: MOST_REASONS,
            found: reasons.len(),
        })
    } else if different.len() < reasons.len() {
        Err(ReviewRejection::ReasonTwice)
    } else if reasons.contains(&DeclineReason::Other) && body.note.is_none() {
        Err(ReviewRejection::NoteMissing)
    } else {
        Ok(())
    }
}
