//! Approving, and taking an approval back.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, FinancingRequestId, Millis, Money, PartyId};
use tallystick_certificates::{Certificate, CertificateStage};
use tallystick_financing::{
    Direction, FinancingRequest, Guarantee, GuaranteeStage, GuaranteeTransition, Offer, RequestStage,
    RequestTransition, Review, ReviewStage, ending,
};

use super::check_actor;
use super::credit::{self, Exposure};
use super::review::certificates;
use crate::command::{ApproveLoan, CancelLoan, LapseLoan};
use crate::loan::{Approval, Loan, LoanStage};
use crate::{ApprovalRejection, Case, LoanTerms, LoanTransition, Part, Rejection, Step};

/// For how many days credit is leased at most.
pub(super) const LEASE_DAYS: u64 = 30;
/// A day in milliseconds.
const DAY: u64 = 86_400_000;

pub(super) fn approve(case: &Case, body: &ApproveLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = body.loan;
    let request = case.financing.request(body.request)?;
    let (review, offer) = taken(case, request)?;
    check_actor(context, review.bank, Capacity::Bank, Part::Bank)?;
    if case.loans.contains_key(&loan) {
        return Err(ApprovalRejection::Exists { loan }.into());
    }
    check_expiry(request, context)?;
    check_assessed(review)?;
    check_lease(body.until, context)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let held = certificates(case, request)?;
    check_held(request, &held, today)?;
    check_advance(review, offer.terms.amount, &held)?;
    let guarantees = relied_on(case, review, offer)?;

    let exposure = exposure(request, review, offer.terms.amount, &guarantees);
    let lines = credit::applying(case, &exposure)?;
    let reserved = credit::reserve(case, &lines, &loan.subject(), Some(body.until), today)?;
    let approval = Approval {
        loan,
        bank: review.bank,
        request: body.request,
        review: review.id,
        borrower: request.submission.borrower,
        holder: request.submission.holder,
        debtor: request.submission.debtor,
        downstream: matches!(request.submission.direction, Direction::Downstream { .. }),
        certificates: request.certificates().collect(),
        lines,
        guarantees: guarantees.iter().map(|(guarantee, _)| guarantee.id()).collect(),
        terms: terms(request, review, offer)?,
        on: today,
        until: body.until,
    };
    let mut steps = vec![
        Step::new(loan, LoanTransition::Approved(Box::new(approval))),
        Step::new(body.request, RequestTransition::Approved { loan }),
    ];
    steps.extend(reserved);
    steps.extend(
        guarantees
            .iter()
            .map(|(guarantee, _)| Step::new(guarantee.id(), GuaranteeTransition::ReliedOn { loan })),
    );
    Ok(steps)
}

/// The review whose offer the borrower took, and that offer.
pub(crate) fn taken<'a>(
    case: &'a Case,
    request: &FinancingRequest,
) -> Result<(&'a Review, &'a Offer), Rejection> {
    let not_accepted = ApprovalRejection::NotAccepted {
        request: request.id(),
        stage: request.stage.name(),
    };
    let RequestStage::Accepted { review, .. } = &request.stage else {
        return Err(not_accepted.into());
    };
    let review = case.financing.review(*review)?;
    match &review.stage {
        ReviewStage::Taken(offer) => Ok((review, offer)),
        ReviewStage::Open {}
        | ReviewStage::Offered(_)
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => Err(not_accepted.into()),
    }
}

fn check_expiry(request: &FinancingRequest, context: &Context) -> Result<(), ApprovalRejection> {
    if request.has_expired(context.received) {
        return Err(ApprovalRejection::RequestExpired {
            request: request.id(),
            until: request.submission.until,
        });
    }
    Ok(())
}

fn check_assessed(review: &Review) -> Result<(), ApprovalRejection> {
    let review_id = review.id;
    match &review.assessment {
        None => Err(ApprovalRejection::NotAssessed { review: review_id }),
        Some(assessment) if assessment.is_clear() => Ok(()),
        Some(_) => Err(ApprovalRejection::CheckFailed { review: review_id }),
    }
}

/// A lease ends after now, and not so late that credit lies idle.
pub(super) fn check_lease(until: Millis, context: &Context) -> Result<(), ApprovalRejection> {
    let now = context.received;
    let most = now.as_millis().saturating_add(LEASE_DAYS * DAY);
    if until <= now || until.as_millis() > most {
        return Err(ApprovalRejection::Lease {
            until,
            now,
            days: LEASE_DAYS,
        });
    }
    Ok(())
}

/// Every certificate is held for this request, free of a court's order, and not due yet.
fn check_held(request: &FinancingRequest, held: &[&Certificate], today: NaiveDate) -> Result<(), Rejection> {
    let reserved = CertificateStage::Reserved {
        request: request.id(),
    };
    for certificate in held {
        certificate.check_not_frozen()?;
        if certificate.stage != reserved {
            return Err(ApprovalRejection::NotHeld {
                certificate: certificate.id(),
                stage: certificate.stage.name(),
            }
            .into());
        }
        if certificate.is_past_due(today) {
            return Err(ApprovalRejection::PastDue {
                certificate: certificate.id(),
                due_on: certificate.issue.due_on,
            }
            .into());
        }
    }
    Ok(())
}

/// What is lent is within the product's share of what is outstanding now: a debtor may have paid since.
fn check_advance(review: &Review, amount: Money, held: &[&Certificate]) -> Result<(), Rejection> {
    let outstanding = held.iter().map(|certificate| certificate.outstanding);
    let outstanding = Money::sum(amount.currency(), outstanding)?;
    let most = review.advance_rate.of(outstanding)?;
    if amount.compare(most)?.is_gt() {
        return Err(ApprovalRejection::AboveAdvance {
            outstanding,
            most,
            amount,
        }
        .into());
    }
    Ok(())
}

/// The guarantee that the offer relies on, issued to this bank, with what it guarantees.
fn relied_on<'a>(
    case: &'a Case,
    review: &Review,
    offer: &Offer,
) -> Result<Vec<(&'a Guarantee, Money)>, Rejection> {
    let Some(id) = offer.terms.guarantee else {
        return Ok(Vec::new());
    };
    let guarantee = case.financing.guarantee(id)?;
    match guarantee.stage {
        GuaranteeStage::Issued { bank, amount, .. } if bank == review.bank => Ok(vec![(guarantee, amount)]),
        GuaranteeStage::Issued { .. }
        | GuaranteeStage::Offered {}
        | GuaranteeStage::Called { .. }
        | GuaranteeStage::Paid { .. }
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => Err(ApprovalRejection::GuaranteeNotIssued {
            guarantee: id,
            stage: guarantee.stage.name(),
        }
        .into()),
    }
}

fn exposure(
    request: &FinancingRequest,
    review: &Review,
    amount: Money,
    guarantees: &[(&Guarantee, Money)],
) -> Exposure {
    let submission = &request.submission;
    let supplier: Option<PartyId> = match submission.direction {
        Direction::Upstream {} => Some(submission.borrower),
        Direction::Downstream { .. } => None,
    };
    Exposure {
        bank: review.bank,
        debtor: submission.debtor,
        supplier,
        amount,
        guaranteed: guarantees
            .iter()
            .map(|(guarantee, amount)| (guarantee.terms.guarantor, *amount))
            .collect(),
        programme: programme(review),
    }
}

fn programme(review: &Review) -> Option<tallystick_parties::ShortText> {
    let programme = review.terms.programme.as_ref();
    programme.map(|programme| programme.tag.clone())
}

/// The terms that stay with the loan, whatever product and rules become.
fn terms(request: &FinancingRequest, review: &Review, offer: &Offer) -> Result<LoanTerms, Rejection> {
    let pay_to = request.pay_to.clone().ok_or(ApprovalRejection::NoPayTo {
        request: request.id(),
    })?;
    let product = &review.terms;
    Ok(LoanTerms {
        principal: offer.terms.amount,
        rate: offer.terms.rate,
        day_count: product.day_count,
        interest: product.interest,
        fees: offer.terms.fees.clone(),
        matures_on: request.submission.matures_on,
        grace_days: product.grace_days,
        penalty_rate: offer.terms.rate.times(review.penalty_factor)?,
        order: review.order.clone(),
        recourse: product.recourse,
        surplus: product.surplus,
        security: product.security,
        subsidy: product.programme.as_ref().and_then(|programme| programme.subsidy),
        programme: programme(review),
        pay_to,
    })
}

pub(super) fn cancel(case: &Case, body: &CancelLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    check_leased(loan, context)?;
    let on = context.received.date_at(case.rules()?.utc_offset_minutes);
    given_up(
        case,
        loan,
        LoanTransition::Cancelled { on },
        RequestTransition::Declined {},
    )
}

pub(super) fn lapse(case: &Case, body: &LapseLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let until = leased_until(loan)?;
    if !loan.has_lapsed(context.received) {
        return Err(ApprovalRejection::Stands {
            loan: body.loan,
            until,
        }
        .into());
    }
    // The day on which it lapsed, whenever it is recorded.
    let on = until.date_at(case.rules()?.utc_offset_minutes);
    given_up(
        case,
        loan,
        LoanTransition::Lapsed { on },
        RequestTransition::Expired {},
    )
}

/// The loan ends without money having moved: credit is free, and whatever ends with its request.
fn given_up(
    case: &Case,
    loan: &Loan,
    by: LoanTransition,
    request_by: RequestTransition,
) -> Result<Vec<Step>, Rejection> {
    let id = loan.id();
    let request_id: FinancingRequestId = loan.approval.request;
    let request = case.financing.request(request_id)?;
    let mut steps = vec![Step::new(id, by)];
    steps.extend(credit::release(case, &loan.approval.lines, &id.subject())?);
    let ended = ending(&case.financing, request, request_by, None)?;
    steps.extend(ended.into_iter().map(Step::from));
    Ok(steps)
}

/// Approved, with credit still leased for it: an approval whose lease has run out has lapsed, recorded or not.
pub(super) fn check_leased(loan: &Loan, context: &Context) -> Result<(), ApprovalRejection> {
    let until = leased_until(loan)?;
    if loan.has_lapsed(context.received) {
        return Err(ApprovalRejection::Lapsed {
            loan: loan.id(),
            until,
        });
    }
    Ok(())
}

/// The last moment at which an approved loan can be instructed.
fn leased_until(loan: &Loan) -> Result<Millis, ApprovalRejection> {
    match loan.stage {
        LoanStage::Approved { until } => Ok(until),
        LoanStage::Instructed { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => Err(ApprovalRejection::Stage {
            loan: loan.id(),
            stage: loan.stage.name(),
            needed: "Approved",
        }),
    }
}

/// The lines, besides the loan's own subject, that an approval would use; for what a statement names.
pub(crate) fn lines_of(case: &Case, request: &FinancingRequest) -> Result<Vec<crate::LineShare>, Rejection> {
    let (review, offer) = taken(case, request)?;
    lines_for(case, request, review, offer.terms.amount, offer.terms.guarantee)
}

/// The lines of the bank that would carry a loan of this amount on a request, each with its share, were it relying on this
/// guarantee: those that an approval would reserve on. Refused where none is on anybody who owes or borrows.
pub fn lines_for(
    case: &Case,
    request: &FinancingRequest,
    review: &Review,
    amount: Money,
    guarantee: Option<tallystick_base::GuaranteeId>,
) -> Result<Vec<crate::LineShare>, Rejection> {
    let guarantees = match guarantee {
        Some(id) => {
            let guarantee = case.financing.guarantee(id)?;
            vec![(guarantee, guarantee.amount_for(amount)?)]
        }
        None => Vec::new(),
    };
    credit::applying(case, &exposure(request, review, amount, &guarantees))
}

/// The guarantees that an approval would rely on.
pub(crate) fn guarantees_of(
    case: &Case,
    request: &FinancingRequest,
) -> Result<BTreeSet<tallystick_base::GuaranteeId>, Rejection> {
    let (_, offer) = taken(case, request)?;
    Ok(offer.terms.guarantee.into_iter().collect())
}
