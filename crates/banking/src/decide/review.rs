//! Assessing a request: what the bank saw, and what it made of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Subject};
use tallystick_certificates::{Certificate, CertificateStage, ReceivableStage};
use tallystick_financing::{
    Assessment, CheckKind, CheckResult, FinancingRequest, RegistrySearch, RequestStage, Review,
    ReviewTransition,
};

use super::check_actor;
use crate::command::AssessRequest;
use crate::{AssessmentRejection, Case, Part, Rejection, Step};

/// How many days a search of the registry may be old.
const SEARCH_AGE_DAYS: i64 = 30;
/// The most rights that a search lists.
const MOST_FOUND: usize = 20;

pub(super) fn assess(case: &Case, body: &AssessRequest, context: &Context) -> Result<Vec<Step>, Rejection> {
    let review = case.financing.review(body.review)?;
    check_actor(context, review.bank, Capacity::Bank, Part::Bank)?;
    let request = case.financing.request(review.request)?;
    check_live(review, request, context)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    check_search(&body.search, today)?;
    check_complete(body)?;
    let certificates = certificates(case, request)?;
    for check in &body.checks {
        let claimed = matches!(check.result, CheckResult::Passed {});
        if claimed && !holds(case, request, &certificates, check.kind, &body.search) {
            return Err(AssessmentRejection::NotPassed { check: check.kind }.into());
        }
    }
    let assessment = Assessment {
        facts: facts(&certificates).into_iter().collect(),
        search: body.search.clone(),
        checks: body.checks.clone(),
        on: today,
    };
    let assessed = ReviewTransition::Assessed(Box::new(assessment));
    Ok(vec![Step::new(body.review, assessed)])
}

/// The bank may still lend on it.
fn check_live(
    review: &Review,
    request: &FinancingRequest,
    context: &Context,
) -> Result<(), AssessmentRejection> {
    let undecided = matches!(
        request.stage,
        RequestStage::Submitted {} | RequestStage::Accepted { .. }
    );
    if review.stage.is_live() && undecided && !request.has_expired(context.received) {
        Ok(())
    } else {
        Err(AssessmentRejection::Ended {
            review: review.id,
            stage: review.stage.name(),
            request: request.stage.name(),
        })
    }
}

fn check_search(search: &RegistrySearch, today: NaiveDate) -> Result<(), AssessmentRejection> {
    let searched_on = search.searched_on;
    if searched_on > today {
        return Err(AssessmentRejection::SearchAhead { searched_on, today });
    }
    let days = (today - searched_on).num_days();
    if days > SEARCH_AGE_DAYS {
        return Err(AssessmentRejection::SearchOld {
            searched_on,
            days,
            most: SEARCH_AGE_DAYS,
        });
    }
    let found = search.found.len();
    if found > MOST_FOUND {
        return Err(AssessmentRejection::TooManyFound {
            most: MOST_FOUND,
            found,
        });
    }
    Ok(())
}

/// Every kind of check, and each once: what is left out was not looked at.
fn check_complete(body: &AssessRequest) -> Result<(), AssessmentRejection> {
    let made: BTreeSet<CheckKind> = body.checks.iter().map(|check| check.kind).collect();
    if let Some(check) = CheckKind::ALL.into_iter().find(|kind| !made.contains(kind)) {
        return Err(AssessmentRejection::CheckMissing { check });
    }
    if body.checks.len() == CheckKind::ALL.len() {
        Ok(())
    } else {
        Err(AssessmentRejection::CheckTwice {
            needed: CheckKind::ALL.len(),
            found: body.checks.len(),
        })
    }
}

/// The certificates behind a request.
pub(crate) fn certificates<'a>(
    case: &'a Case,
    request: &FinancingRequest,
) -> Result<Vec<&'a Certificate>, Rejection> {
    let ids = request.certificates();
    let held = ids.map(|id| Ok(case.certificates().certificate(id)?));
    held.collect()
}

/// What the bank looks at and must have seen as it is: the certificates, the claims behind them, and their contracts.
pub(crate) fn facts(certificates: &[&Certificate]) -> BTreeSet<Subject> {
    let behind = certificates.iter().flat_map(|certificate| {
        let issue = &certificate.issue;
        [
            issue.certificate.subject(),
            issue.receivable.subject(),
            issue.contract.subject(),
        ]
    });
    behind.collect()
}

/// Whether what is said to have passed does so as far as the record tells. Of what happens outside the bank alone knows.
fn holds(
    case: &Case,
    request: &FinancingRequest,
    certificates: &[&Certificate],
    check: CheckKind,
    search: &RegistrySearch,
) -> bool {
    match check {
        CheckKind::Confirmation => certificates.iter().all(|certificate| {
            let receivable = case.certificates().receivables.get(&certificate.issue.receivable);
            receivable.is_some_and(|receivable| matches!(receivable.stage, ReceivableStage::Confirmed(_)))
        }),
        CheckKind::PaymentRecord => {
            let record = case
                .certificates()
                .payment_records
                .get(&request.submission.debtor);
            !record.is_some_and(tallystick_certificates::PaymentRecord::stops_issue)
        }
        CheckKind::Registry => search.found.is_empty(),
        CheckKind::OtherRights => certificates.iter().all(|certificate| {
            let held = CertificateStage::Reserved {
                request: request.id(),
            };
            certificate.stage == held && certificate.frozen.is_none()
        }),
        CheckKind::Trade | CheckKind::Evidence | CheckKind::Duplicates | CheckKind::Borrower => true,
    }
}
