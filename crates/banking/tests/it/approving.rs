//! Approving a loan, and taking an approval back.

use std::collections::BTreeMap;

use tallystick_banking::{
    ApprovalRejection, ApproveLoan, Command, LoanStage, LoanTransition, Rejection, Step, due,
};
use tallystick_base::{Millis, Rate};
use tallystick_certificates::{CertificateStage, CertificateTransition};
use tallystick_financing::{CheckKind, CheckResult, DueKind, GuaranteeStage, RequestTransition, Security};

use crate::given::given;
use crate::lent::{certificate, disbursed, happened, lent, loan, request};
use crate::lines::shown;
use crate::registry::{file, frozen};
use crate::requested::{
    Asked, accepted, approve, asked, assess, cancel, guarantee, instruct, lapse, leased, ready,
    request_stage, review, then, used, with_debtor_line,
};
use crate::rule_book::check_shown;
use crate::standings::table;
use crate::world::{BANK, GUARANTOR, SECOND_BANK, SERVICE, SUPPLIER, World, cny, date, morning, salt, text};

fn funded() -> World {
    with_debtor_line(&World::new(), "5000000.00")
}

fn ready_as(asked: &Asked) -> World {
    ready(funded(), asked)
}

fn leased_as(asked: &Asked) -> World {
    leased(funded(), asked)
}

fn until(day: &str) -> ApproveLoan {
    ApproveLoan {
        until: morning(day),
        ..approve(1)
    }
}

fn later(at: Millis, milliseconds: i64) -> Millis {
    Millis::new(at.as_millis().saturating_add_signed(milliseconds)).unwrap()
}

fn changed(
    mut world: World,
    subject: impl Into<tallystick_base::Subject>,
    transition: impl Into<tallystick_banking::Transition>,
) -> World {
    world.case.apply(&Step::new(subject, transition)).unwrap();
    world
}

fn certificate_stage(world: &World) -> &'static str {
    let certificates = &world.case.financing.certificates.certificates;
    certificates[&certificate(1)].stage.name()
}

#[test]
fn an_approval_leases_credit_for_the_loan() {
    let world = given(&ready_as(&asked(1))).when(BANK, approve(1)).then_steps(&[
        "loan approved",
        "financing-request approved",
        "line-use reserved",
    ]);
    assert_eq!(used(&world, 1), (cny("400000.00"), cny("0.00")));
    assert_eq!(request_stage(&world, 1), "Approved");
    assert_eq!(certificate_stage(&world), "Reserved");
}

#[test]
fn only_the_bank_whose_offer_was_taken_approves() {
    given(&ready_as(&asked(1)))
        .when(SECOND_BANK, approve(1))
        .then_rejected("not-the-bank");
    given(&ready_as(&asked(1)))
        .when(SUPPLIER, approve(1))
        .then_rejected("capacity-forbidden");
    given(&World::new())
        .when(BANK, approve(1))
        .then_rejected("request-not-found");
}

#[test]
fn a_loan_is_approved_once_under_a_new_id() {
    let world = leased_as(&asked(1));
    given(&world)
        .when(BANK, approve(1))
        .then_rejected("request-not-accepted");
    let same = ApproveLoan {
        loan: loan(1),
        ..approve(2)
    };
    given(&ready(world, &asked(2)))
        .when(BANK, same)
        .then_rejected("loan-exists");
}

#[test]
fn a_request_whose_offer_was_not_taken_is_not_approved() {
    let mut world = ready_as(&asked(1));
    let taken = world.case.financing.reviews.get_mut(&review(1)).unwrap();
    taken.stage = tallystick_financing::ReviewStage::Open {};
    given(&world)
        .when(BANK, approve(1))
        .then_rejected("request-not-accepted");
    let withdrawn = changed(ready_as(&asked(1)), request(1), RequestTransition::Withdrawn {});
    given(&withdrawn)
        .when(BANK, approve(1))
        .then_rejected("request-not-accepted");
}

#[test]
fn a_request_is_approved_until_its_last_moment() {
    let world = ready_as(&asked(1)).on("2026-02-28");
    then(&world, BANK, until("2026-03-01"));
    let mut after = world;
    after.now = later(after.now, 1);
    given(&after)
        .when(BANK, until("2026-03-01"))
        .then_rejected("approval-request-expired");
}

#[test]
fn nothing_is_approved_that_was_not_assessed_or_did_not_pass() {
    let taken = accepted(funded(), &asked(1));
    given(&taken)
        .when(BANK, approve(1))
        .then_rejected("review-not-assessed");
    let mut failed = assess(1);
    failed.checks[0].result = CheckResult::Failed {
        finding: text("无贸易背景"),
    };
    assert_eq!(failed.checks[0].kind, CheckKind::Trade);
    given(&then(&taken, BANK, failed))
        .when(BANK, approve(1))
        .then_rejected("check-failed");
}

#[test]
fn credit_is_leased_for_a_moment_to_30_days() {
    let world = ready_as(&asked(1));
    let lease = |until| ApproveLoan { until, ..approve(1) };
    let most = morning("2026-02-19");
    for until in [later(world.now, 1), most] {
        then(&world, BANK, lease(until));
    }
    for until in [world.now, later(world.now, -1), later(most, 1)] {
        given(&world)
            .when(BANK, lease(until))
            .then_rejected("approval-lease");
    }
}

#[test]
fn nothing_is_lent_on_a_certificate_that_is_not_held_or_that_a_court_froze() {
    let world = ready_as(&asked(1));
    given(&happened(world.clone(), 1, &[CertificateTransition::Released {}]))
        .when(BANK, approve(1))
        .then_rejected("certificate-not-held");
    let mut of_another = world.clone();
    let certificates = &mut of_another.case.financing.certificates.certificates;
    certificates.get_mut(&certificate(1)).unwrap().stage = CertificateStage::Reserved { request: request(9) };
    given(&of_another)
        .when(BANK, approve(1))
        .then_rejected("certificate-not-held");
    given(&happened(world, 1, &[frozen()]))
        .when(BANK, approve(1))
        .then_rejected("certificate-frozen");
}

#[test]
fn nothing_is_lent_on_a_certificate_after_its_due_date() {
    let mut long = asked(1);
    long.submission.until = morning("2026-03-31");
    let world = ready_as(&long);
    then(&world.clone().on("2026-03-16"), BANK, until("2026-03-20"));
    given(&world.on("2026-03-17"))
        .when(BANK, until("2026-03-20"))
        .then_rejected("approval-past-due");
}

#[test]
fn what_is_lent_is_within_the_share_of_what_is_outstanding_now() {
    then(&ready_as(&asked(1).namesake("480000.00")), BANK, approve(1));
    given(&ready_as(&asked(1).namesake("480000.01")))
        .when(BANK, approve(1))
        .then_rejected("approval-above-advance");
    let owing = |outstanding: &str| {
        let mut world = ready_as(&asked(1));
        let certificates = &mut world.case.financing.certificates.certificates;
        certificates.get_mut(&certificate(1)).unwrap().outstanding = cny(outstanding);
        world
    };
    then(&owing("500000.00"), BANK, approve(1));
    given(&owing("499999.99"))
        .when(BANK, approve(1))
        .then_rejected("approval-above-advance");
}

#[test]
fn an_offer_that_relies_on_a_guarantee_is_approved_once_it_is_issued() {
    let world = given(&ready_as(&asked(1).relying()))
        .when(BANK, approve(1))
        .then_steps(&[
            "loan approved",
            "financing-request approved",
            "line-use reserved",
            "guarantee relied_on",
        ]);
    assert_eq!(world.case.financing.guarantees[&guarantee(1)].loan, Some(loan(1)));
    assert!(
        world.case.loans[&loan(1)]
            .approval
            .guarantees
            .contains(&guarantee(1))
    );
    let with_stage = |stage| {
        let mut world = ready_as(&asked(1).relying());
        let guarantees = &mut world.case.financing.guarantees;
        guarantees.get_mut(&guarantee(1)).unwrap().stage = stage;
        world
    };
    let to_another = GuaranteeStage::Issued {
        bank: SECOND_BANK.id(),
        amount: cny("200000.00"),
        on: date("2026-01-20"),
    };
    for stage in [
        GuaranteeStage::Offered {},
        GuaranteeStage::Released {},
        GuaranteeStage::Lapsed {},
        to_another,
    ] {
        given(&with_stage(stage))
            .when(BANK, approve(1))
            .then_rejected("guarantee-not-issued");
    }
}

#[test]
fn a_request_that_does_not_say_where_to_pay_to_is_not_approved() {
    let mut world = ready_as(&asked(1));
    let requests = &mut world.case.financing.requests;
    requests.get_mut(&request(1)).unwrap().pay_to = None;
    given(&world)
        .when(BANK, approve(1))
        .then_rejected("approval-pay-to-missing");
}

#[test]
fn the_terms_are_those_of_the_offer_and_of_the_product_at_the_submission_whatever_became_of_product_and_rules()
 {
    let mut asked = asked(1);
    asked.offer.rate = Rate::parse("0.0390").unwrap();
    let mut world = ready_as(&asked);
    let rules = &mut world.case.financing.certificates.contracts.parties.rules;
    for rules in rules.values_mut() {
        rules.version = 2;
        let penalty = serde_json::to_string(&rules.pack.penalty).unwrap();
        let cheaper = penalty.replace("1.5", "1.4");
        assert_ne!(penalty, cheaper);
        rules.pack.penalty = serde_json::from_str(&cheaper).unwrap();
    }
    world.case.financing.products = BTreeMap::new();
    let world = then(&world, BANK, approve(1));
    let approval = &world.case.loans[&loan(1)].approval;
    let terms = &approval.terms;
    assert_eq!(terms.principal, cny("400000.00"));
    assert_eq!(terms.rate, Rate::parse("0.0390").unwrap());
    assert_eq!(terms.penalty_rate, Rate::parse("0.0585").unwrap());
    assert_eq!(terms.day_count, asked.product.day_count);
    assert_eq!(terms.interest, asked.product.interest);
    assert_eq!(terms.grace_days, 3);
    assert_eq!(terms.matures_on, date("2026-04-20"));
    assert_eq!(terms.security, Security::Assignment);
    assert_eq!(terms.recourse, asked.product.recourse);
    assert_eq!(terms.surplus, asked.product.surplus);
    assert_eq!(terms.pay_to, SUPPLIER.account());
    let order = [
        DueKind::Costs,
        DueKind::Interest,
        DueKind::Penalty,
        DueKind::Principal,
    ];
    assert_eq!(terms.order, order);
    assert_eq!(
        (approval.on, approval.until),
        (date("2026-01-20"), morning("2026-01-27"))
    );
}

#[test]
fn the_penalty_rate_is_the_contract_rate_times_the_factor_of_the_review() {
    for (rate, factor, penalty) in [
        ("0.0435", "1.5", "0.06525"),
        ("0.0435", "1.3", "0.05655"),
        ("0.0390", "1", "0.0390"),
    ] {
        let mut asked = asked(1);
        asked.offer.rate = Rate::parse(rate).unwrap();
        asked.product.penalty_factor = Some(tallystick_base::Ratio::parse(factor).unwrap());
        let world = leased_as(&asked);
        let terms = &world.case.loans[&loan(1)].approval.terms;
        assert_eq!(terms.penalty_rate, Rate::parse(penalty).unwrap());
    }
}

#[test]
fn downstream_the_debtor_borrows_and_the_holder_is_paid() {
    let world = leased_as(&asked(1).downstream());
    let approval = &world.case.loans[&loan(1)].approval;
    assert!(approval.downstream);
    assert_eq!(approval.borrower, approval.debtor);
    assert_eq!(approval.holder, SUPPLIER.id());
    assert_eq!(approval.terms.pay_to, SUPPLIER.account());
}

/// Nothing is left of the loan on line, guarantee, guarantor and certificate.
fn check_free(world: &World) {
    assert_eq!(used(world, 1), (cny("0.00"), cny("0.00")));
    assert_eq!(certificate_stage(world), "Free");
    let financing = &world.case.financing;
    assert_eq!(
        financing.guarantees[&guarantee(1)].stage,
        GuaranteeStage::Released {}
    );
    assert!(financing.guarantor_uses[&GUARANTOR.id()].uses.is_empty());
    assert_eq!(financing.reviews[&review(1)].stage.name(), "Ended");
}

#[test]
fn a_cancelled_approval_frees_line_guarantee_and_certificates_and_its_request_is_declined() {
    let world = given(&leased_as(&asked(1).relying()))
        .when(BANK, cancel(1))
        .then_steps(&[
            "loan cancelled",
            "line-use released",
            "financing-request declined",
            "certificate released",
            "review ended",
            "guarantee released",
            "guarantor-use freed",
        ]);
    check_free(&world);
    assert_eq!(request_stage(&world, 1), "Declined");
    let on = date("2026-01-20");
    assert_eq!(world.case.loans[&loan(1)].stage, LoanStage::Cancelled { on });
}

#[test]
fn a_lapsed_approval_frees_the_same_and_is_dated_on_the_day_its_lease_ended_however_late_it_is_recorded() {
    for day in ["2026-01-28", "2026-09-01"] {
        let world = given(&leased_as(&asked(1).relying()).on(day))
            .when(SERVICE, lapse(1))
            .then_steps(&[
                "loan lapsed",
                "line-use released",
                "financing-request expired",
                "certificate released",
                "review ended",
                "guarantee released",
                "guarantor-use freed",
            ]);
        check_free(&world);
        assert_eq!(request_stage(&world, 1), "Expired");
        let on = date("2026-01-27");
        assert_eq!(world.case.loans[&loan(1)].stage, LoanStage::Lapsed { on });
    }
}

#[test]
fn a_certificate_that_was_pledged_already_is_free_again_too() {
    let filed = || then(&leased_as(&asked(1).on(Security::Pledge)), BANK, file(1));
    assert_eq!(certificate_stage(&filed()), "Pledged");
    assert_eq!(certificate_stage(&then(&filed(), BANK, cancel(1))), "Free");
    let late = filed().on("2026-02-01");
    assert_eq!(certificate_stage(&then(&late, SERVICE, lapse(1))), "Free");
}

#[test]
fn an_approval_is_cancelled_by_its_bank_before_its_lease_ends_and_the_money_is_instructed() {
    let world = leased_as(&asked(1));
    given(&world)
        .when(SECOND_BANK, cancel(1))
        .then_rejected("not-the-bank");
    given(&World::new())
        .when(BANK, cancel(1))
        .then_rejected("loan-not-found");
    given(&world.clone().on("2026-01-28"))
        .when(BANK, cancel(1))
        .then_rejected("approval-lapsed");
    given(&then(&world, BANK, instruct(1)))
        .when(BANK, cancel(1))
        .then_rejected("loan-stage");
}

#[test]
fn an_approval_stands_through_its_last_moment_and_from_the_instruction_on_nothing_lapses() {
    let world = leased_as(&asked(1)).on("2026-01-27");
    given(&world)
        .when(SERVICE, lapse(1))
        .then_rejected("approval-stands");
    let mut after = world;
    after.now = later(after.now, 1);
    then(&after, SERVICE, lapse(1));
    let instructed = then(&leased_as(&asked(1)), BANK, instruct(1));
    given(&instructed.on("2026-06-01"))
        .when(SERVICE, lapse(1))
        .then_rejected("loan-stage");
}

#[test]
fn lapsed_approvals_are_due_first() {
    let mut world = funded();
    for n in 1..=3 {
        world = leased(world, &asked(n));
    }
    let world = then(&world, BANK, instruct(2));
    let found = |at| due(&world.case, at, &mut salt).unwrap();
    assert_eq!(found(morning("2026-01-27")), []);
    let lapses: Vec<Command> = [1, 3].into_iter().map(|n| lapse(n).into()).collect();
    let found = found(morning("2026-01-28"));
    assert_eq!(found.get(..2), Some(lapses.as_slice()));
    let mut swept = world.clone().on("2026-01-28");
    for command in lapses {
        swept = then(&swept, SERVICE, command);
    }
    assert_eq!(due(&swept.case, swept.now, &mut salt).unwrap(), []);
}

#[test]
fn loans() {
    let nothing = ready_as(&asked(1));
    let approved = leased_as(&asked(1));
    let instructed = then(&approved, BANK, instruct(1));
    let out = lent(instructed.clone(), 1, &[disbursed("400000.00", "2026-01-21")]);
    let active = changed(out, request(1), RequestTransition::Funded {});
    let on = date("2026-01-25");
    let stages = [
        ("nothing", nothing),
        ("Approved", approved.clone()),
        ("Approved, lease over", approved.clone().on("2026-01-28")),
        ("Instructed", instructed),
        ("Active", active.clone()),
        ("Closed", lent(active, 1, &[LoanTransition::Closed { on }])),
        ("Cancelled", then(&approved, BANK, cancel(1))),
        ("Lapsed", then(&approved.on("2026-01-28"), SERVICE, lapse(1))),
    ];
    let commands = [
        ("loan.approve", BANK, approve(1).into()),
        ("loan.cancel", BANK, cancel(1).into()),
        ("loan.lapse", SERVICE, lapse(1).into()),
        ("loan.instruct", BANK, instruct(1).into()),
    ];
    let table = table(&stages, &commands, |world| {
        let stage = world.case.loans[&loan(1)].stage.name();
        format!("{stage}, request {}", request_stage(world, 1))
    });
    insta::assert_snapshot!(table);
    check_shown(&table);
}

fn approvals() -> Vec<ApprovalRejection> {
    use ApprovalRejection as R;
    let (loan, request, review, certificate) = (loan(1), request(1), review(1), certificate(1));
    let until = morning("2026-01-27");
    vec![
        R::Exists { loan },
        R::NotAccepted {
            request,
            stage: "Submitted",
        },
        R::RequestExpired { request, until },
        R::NotAssessed { review },
        R::CheckFailed { review },
        R::Lease {
            until,
            now: morning("2026-01-28"),
            days: 30,
        },
        R::NotHeld {
            certificate,
            stage: "Free",
        },
        R::PastDue {
            certificate,
            due_on: date("2026-03-16"),
        },
        R::AboveAdvance {
            outstanding: cny("499999.99"),
            most: cny("399999.99"),
            amount: cny("400000.00"),
        },
        R::GuaranteeNotIssued {
            guarantee: guarantee(1),
            stage: "Offered",
        },
        R::NoPayTo { request },
    ]
}

fn instructions() -> Vec<ApprovalRejection> {
    use ApprovalRejection as R;
    let (loan, until) = (loan(1), morning("2026-01-27"));
    vec![
        R::Stage {
            loan,
            stage: "Active",
            needed: "Approved",
        },
        R::Lapsed { loan, until },
        R::Stands { loan, until },
        R::EndToEnd {
            end_to_end: text("E2E_1"),
            most: 35,
        },
        R::EndToEndUsed {
            end_to_end: text("E2E-1"),
        },
        R::ValueDay {
            value_on: date("2026-01-31"),
            today: date("2026-01-20"),
            latest: date("2026-01-30"),
        },
        R::FilingMissing { loan },
    ]
}

#[test]
fn every_refusal_about_approvals_and_instructions_has_a_code_a_class_and_a_sentence() {
    let each = approvals().into_iter().chain(instructions());
    let all: Vec<Rejection> = each.map(Rejection::from).collect();
    insta::assert_snapshot!(shown(&all));
}
