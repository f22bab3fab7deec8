//! Assessing a request: what the bank saw, and what it made of it.

use std::collections::BTreeMap;

use rstest::rstest;
use tallystick_banking::{AssessRequest, AssessmentRejection, Rejection};
use tallystick_certificates::{CertificateTransition, PaymentRecord, ReceivableStage};
use tallystick_financing::{CheckKind, CheckResult, FoundRight, RequestTransition, ReviewTransition};

use crate::given::given;
use crate::lent::{certificate, contract, happened, receivable, request};
use crate::lines::shown;
use crate::registry::frozen;
use crate::requested::{
    accepted, approve, asked, assess, leased, one_line, ready, review, then, with_debtor_line,
};
use crate::world::{BANK, BUYER, SECOND_BANK, SUPPLIER, World, date, morning, text};

fn taken() -> World {
    accepted(with_debtor_line(&World::new(), "5000000.00"), &asked(1))
}

/// With one check that came out like this.
fn with(kind: CheckKind, result: &CheckResult) -> AssessRequest {
    let mut body = assess(1);
    for check in &mut body.checks {
        if check.kind == kind {
            check.result = result.clone();
        }
    }
    body
}

fn overridden() -> CheckResult {
    CheckResult::Overridden {
        reason: text("另有担保"),
    }
}

fn failed() -> CheckResult {
    CheckResult::Failed {
        finding: text("单据不符"),
    }
}

fn found() -> FoundRight {
    FoundRight {
        number: text("0100000000000009"),
        secured: text("另一家银行"),
        registered_at: morning("2025-06-01"),
        amount: None,
    }
}

#[test]
fn what_was_seen_stays_with_the_review_with_the_facts_behind_it() {
    let world = given(&taken())
        .when(BANK, assess(1))
        .then_steps(&["review assessed"]);
    let assessment = world.case.financing.reviews[&review(1)]
        .assessment
        .clone()
        .unwrap();
    assert_eq!(assessment.on, date("2026-01-20"));
    assert_eq!(assessment.search, assess(1).search);
    assert_eq!(assessment.checks, assess(1).checks);
    let facts = [
        certificate(1).subject(),
        contract(1).subject(),
        receivable(1).subject(),
    ];
    for fact in &facts {
        assert!(assessment.facts.contains(fact), "{fact}");
    }
    assert_eq!(assessment.facts.len(), facts.len());
}

#[test]
fn a_bank_assesses_anew_as_often_as_it_likes_and_the_last_counts() {
    let world = then(&taken(), BANK, with(CheckKind::Evidence, &failed()));
    given(&world).when(BANK, approve(1)).then_rejected("check-failed");
    let world = then(&world, BANK, with(CheckKind::Evidence, &overridden()));
    then(&world, BANK, approve(1));
}

#[test]
fn only_the_bank_of_the_review_assesses() {
    given(&taken())
        .when(SECOND_BANK, assess(1))
        .then_rejected("not-the-bank");
    given(&World::new())
        .when(BANK, assess(1))
        .then_rejected("review-not-found");
}

#[test]
fn a_request_is_assessed_while_the_bank_may_still_lend() {
    given(&leased(with_debtor_line(&World::new(), "5000000.00"), &asked(1)))
        .when(BANK, assess(1))
        .then_rejected("assessment-ended");
    let ended = |transition: ReviewTransition| {
        let mut world = taken();
        let step = tallystick_banking::Step::new(review(1), transition);
        world.case.apply(&step).unwrap();
        world
    };
    given(&ended(ReviewTransition::Ended {}))
        .when(BANK, assess(1))
        .then_rejected("assessment-ended");
    let mut withdrawn = taken();
    let step = tallystick_banking::Step::new(request(1), RequestTransition::Withdrawn {});
    withdrawn.case.apply(&step).unwrap();
    given(&withdrawn)
        .when(BANK, assess(1))
        .then_rejected("assessment-ended");
}

#[test]
fn a_request_that_expired_is_not_assessed_whether_or_not_that_was_recorded() {
    let searched = |day: &str| {
        let mut body = assess(1);
        body.search.searched_on = date(day);
        body
    };
    let world = taken().on("2026-02-28");
    given(&world).when(BANK, searched("2026-02-28")).accepted();
    let world = taken().on("2026-03-01");
    given(&world)
        .when(BANK, searched("2026-03-01"))
        .then_rejected("assessment-ended");
}

#[rstest]
#[case("2026-01-20", None)]
#[case("2025-12-21", None)]
#[case("2025-12-20", Some("registry-search-old"))]
#[case("2026-01-21", Some("registry-search-ahead"))]
fn a_search_is_at_most_30_days_old_and_not_ahead(#[case] day: &str, #[case] refused: Option<&str>) {
    let mut body = assess(1);
    body.search.searched_on = date(day);
    let world = taken();
    let decided = given(&world);
    let decided = decided.when(BANK, body);
    match refused {
        Some(code) => decided.then_rejected(code),
        None => drop(decided.accepted()),
    }
}

#[test]
fn a_search_lists_at_most_20_rights() {
    let mut body = with(CheckKind::Registry, &overridden());
    body.search.found = vec![found(); 20];
    given(&taken()).when(BANK, body.clone()).accepted();
    body.search.found.push(found());
    given(&taken())
        .when(BANK, body)
        .then_rejected("registry-search-too-long");
}

#[test]
fn every_kind_of_check_is_made_once() {
    for kind in CheckKind::ALL {
        let mut body = assess(1);
        body.checks.retain(|check| check.kind != kind);
        given(&taken()).when(BANK, body).then_rejected("check-missing");
    }
    let mut twice = assess(1);
    twice.checks.push(twice.checks[0].clone());
    given(&taken()).when(BANK, twice).then_rejected("check-twice");
}

/// What the record shows about each check that it can tell of.
fn otherwise() -> BTreeMap<CheckKind, World> {
    let mut unconfirmed = taken();
    let certificates = &mut unconfirmed.case.financing.certificates;
    let receivable = certificates.receivables.get_mut(&receivable(1)).unwrap();
    receivable.stage = ReceivableStage::Withdrawn {};
    let mut late = taken();
    let record = PaymentRecord {
        overdue: BTreeMap::from([(certificate(9), date("2026-01-10"))]),
        missed: 1,
        ..PaymentRecord::default()
    };
    let records = &mut late.case.financing.certificates.payment_records;
    records.insert(BUYER.id(), record);
    BTreeMap::from([
        (CheckKind::Confirmation, unconfirmed),
        (CheckKind::PaymentRecord, late),
        (CheckKind::OtherRights, happened(taken(), 1, &[frozen()])),
    ])
}

#[test]
fn a_check_does_not_pass_against_the_record_and_is_overridden_with_a_reason_or_fails() {
    for (kind, world) in otherwise() {
        given(&world)
            .when(BANK, assess(1))
            .then_rejected("check-not-passed");
        given(&world).when(BANK, with(kind, &overridden())).accepted();
        given(&world).when(BANK, with(kind, &failed())).accepted();
    }
}

#[test]
fn a_search_that_shows_a_right_did_not_pass() {
    let mut body = assess(1);
    body.search.found = vec![found()];
    given(&taken())
        .when(BANK, body.clone())
        .then_rejected("check-not-passed");
    let mut taken_all_the_same = with(CheckKind::Registry, &overridden());
    taken_all_the_same.search = body.search;
    let world = then(&taken(), BANK, taken_all_the_same);
    then(&world, BANK, approve(1));
}

#[test]
fn a_certificate_that_is_not_reserved_for_the_request_has_another_right_on_it() {
    let world = happened(taken(), 1, &[CertificateTransition::Released {}]);
    given(&world)
        .when(BANK, assess(1))
        .then_rejected("check-not-passed");
}

#[test]
fn a_buyer_that_missed_a_payment_and_made_up_for_it_passes() {
    let mut world = taken();
    let record = PaymentRecord {
        missed: 3,
        ..PaymentRecord::default()
    };
    let records = &mut world.case.financing.certificates.payment_records;
    records.insert(BUYER.id(), record);
    then(&world, BANK, assess(1));
}

#[test]
fn the_supplier_does_not_assess_itself() {
    given(&taken())
        .when(SUPPLIER, assess(1))
        .then_rejected("capacity-forbidden");
    let world = ready(one_line(), &asked(2));
    given(&world)
        .when(SECOND_BANK, assess(2))
        .then_rejected("not-the-bank");
}

#[test]
fn a_refusal_names_a_check_as_a_body_writes_it() {
    for check in CheckKind::ALL {
        let written = serde_json::to_value(check).unwrap();
        let sentence = AssessmentRejection::NotPassed { check }.to_string();
        assert!(sentence.starts_with(&format!("the check {} did not", written.as_str().unwrap())));
    }
}

#[test]
fn every_refusal_about_assessments_has_a_code_a_class_and_a_sentence() {
    use AssessmentRejection as R;
    let each = vec![
        R::Ended {
            review: review(1),
            stage: "Ended",
            request: "Withdrawn",
        },
        R::SearchAhead {
            searched_on: date("2026-01-21"),
            today: date("2026-01-20"),
        },
        R::SearchOld {
            searched_on: date("2025-12-20"),
            days: 31,
            most: 30,
        },
        R::TooManyFound { most: 20, found: 21 },
        R::CheckMissing {
            check: CheckKind::PaymentRecord,
        },
        R::CheckTwice { needed: 8, found: 9 },
        R::NotPassed {
            check: CheckKind::PaymentRecord,
        },
    ];
    let all: Vec<Rejection> = each.into_iter().map(Rejection::from).collect();
    insta::assert_snapshot!(shown(&all));
}
