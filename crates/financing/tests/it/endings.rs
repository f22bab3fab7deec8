//! Requests that end without money having moved, and what ends with them.

use tallystick_base::{GuaranteeId, LoanId, Millis, Ratio, Term};
use tallystick_certificates::{CertificateStage, CertificateTransition};
use tallystick_financing::guarantee::GuaranteeTerms;
use tallystick_financing::guarantor_use::GuaranteeUse;
use tallystick_financing::{
    Command, ExpireRequest, GuaranteeStage, GuaranteeTransition, GuarantorUse, GuarantorUseTransition,
    RequestStage, RequestTransition, Step, due, ended_with, ending,
};

use crate::given::given;
use crate::world::{
    BANK, BUYER, GUARANTOR, SERVICE, SUPPLIER, World, certificate, cny, date, expire, guarantee, join,
    morning, request, review, salt, submit, submit_downstream, text, withdraw,
};

#[test]
fn the_borrower_takes_a_request_back_before_and_after_accepting() {
    let world = given(&World::offered()).when(SUPPLIER, withdraw(1)).then_steps(&[
        "financing-request withdrawn",
        "certificate released",
        "certificate released",
        "review ended",
        "review ended",
        "review ended",
    ]);
    assert_eq!(world.case.requests[&request(1)].stage, RequestStage::Withdrawn {});
    given(&world).when(SUPPLIER, submit(3)).accepted();
    given(&World::accepted())
        .when(SUPPLIER, withdraw(1))
        .then_steps(&[
            "financing-request withdrawn",
            "certificate released",
            "certificate released",
            "review ended",
        ]);
    given(&world)
        .when(SUPPLIER, withdraw(1))
        .then_rejected("request-stage");
    given(&World::offered())
        .when(BUYER, withdraw(1))
        .then_rejected("not-the-borrower");
}

#[test]
fn downstream_nothing_is_released_that_was_not_reserved() {
    // Another request of the holder has one of the certificates meanwhile.
    let world = given(&World::downstream()).when(SUPPLIER, submit(3)).accepted();
    let world = given(&world).when(BUYER, withdraw(1)).then_steps(&[
        "financing-request withdrawn",
        "review ended",
        "review ended",
        "review ended",
    ]);
    let held = &world.case.certificates.certificates[&certificate(1)];
    assert_eq!(held.stage, CertificateStage::Reserved { request: request(3) });
    given(&World::joined()).when(BUYER, withdraw(1)).then_steps(&[
        "financing-request withdrawn",
        "certificate released",
        "certificate released",
        "review ended",
        "review ended",
        "review ended",
    ]);
}

#[test]
fn a_request_expires_after_its_last_moment_and_not_at_it() {
    let at = World::offered().on("2026-03-09");
    given(&at)
        .when(SERVICE, expire(1))
        .then_rejected("request-not-expired");
    assert_eq!(due(&at.case, at.now, &mut salt).unwrap(), []);
    let after = World {
        now: Millis::new(at.now.as_millis() + 1).unwrap(),
        ..at
    };
    given(&after)
        .when(SUPPLIER, withdraw(1))
        .then_rejected("request-expired");
    let expected = ExpireRequest {
        salt: salt(),
        request: request(1),
    };
    let commands = due(&after.case, after.now, &mut salt).unwrap();
    assert_eq!(commands, [Command::from(expected)]);
    let world = given(&after).when(SERVICE, expire(1)).then_steps(&[
        "financing-request expired",
        "certificate released",
        "certificate released",
        "review ended",
        "review ended",
        "review ended",
    ]);
    assert_eq!(due(&world.case, world.now, &mut salt).unwrap(), []);
    given(&world)
        .when(SERVICE, expire(1))
        .then_rejected("request-stage");
    given(&World::accepted().on("2026-03-10"))
        .when(SERVICE, expire(1))
        .accepted();
}

#[test]
fn a_certificate_that_was_paid_meanwhile_is_not_released() {
    let world = World::submitted().with_certificate(1, |held| {
        held.outstanding = cny("0.00");
        held.stage = CertificateStage::Discharged {};
    });
    given(&world).when(SUPPLIER, withdraw(1)).then_steps(&[
        "financing-request withdrawn",
        "certificate released",
        "review ended",
        "review ended",
        "review ended",
    ]);
}

fn apply(world: &mut World, step: &Step) {
    world.case.apply(step).unwrap();
}

/// The accepted request with a guarantee that the guarantor issued for it.
fn guaranteed() -> World {
    let mut world = World::accepted();
    let id = GuaranteeId::from_parts(1, [0; 10]);
    let terms = GuaranteeTerms {
        guarantee: id,
        request: request(1),
        guarantor: GUARANTOR.id(),
        borrower: SUPPLIER.id(),
        share: Ratio::parse("0.80").unwrap(),
        at_most: cny("640000.00"),
        fee: cny("0.00"),
        period: Term::Months(6),
        until: morning("2026-03-05"),
    };
    let taken = GuaranteeUse {
        borrower: SUPPLIER.id(),
        group: None,
        small: true,
        amount: cny("640000.00"),
    };
    let issued = GuaranteeTransition::Issued {
        bank: BANK.id(),
        amount: cny("640000.00"),
        on: date("2026-03-02"),
    };
    let used = GuarantorUseTransition::Taken { guarantee: id, taken };
    apply(
        &mut world,
        &Step::new(id, GuaranteeTransition::Offered(Box::new(terms))),
    );
    apply(&mut world, &Step::new(id, issued));
    apply(
        &mut world,
        &Step::new(GuarantorUse::subject_of(GUARANTOR.id()), used),
    );
    let marked = RequestTransition::Guaranteed { guarantee: id };
    apply(&mut world, &Step::new(request(1), marked));
    world
}

#[test]
fn a_guarantee_that_was_issued_is_released_and_its_guarantor_free() {
    let world = given(&guaranteed()).when(SUPPLIER, withdraw(1)).then_steps(&[
        "financing-request withdrawn",
        "certificate released",
        "certificate released",
        "review ended",
        "guarantee released",
        "guarantor-use freed",
    ]);
    assert_eq!(
        world.case.guarantees[&guarantee(1)].stage,
        GuaranteeStage::Released {}
    );
    assert!(world.case.guarantor_uses[&GUARANTOR.id()].uses.is_empty());
}

/// What banking takes: the request is approved, its certificates are pledged, and the loan is cancelled.
#[test]
fn an_approval_that_ends_releases_pledges_and_whatever_else_was_held() {
    let mut world = guaranteed();
    let loan = LoanId::from_parts(1, [0; 10]);
    apply(
        &mut world,
        &Step::new(request(1), RequestTransition::Approved { loan }),
    );
    for n in [1, 2] {
        let pledged = CertificateTransition::Pledged {
            bank: BANK.id(),
            filing: text("00000000000001"),
        };
        apply(&mut world, &Step::new(certificate(n), pledged));
    }
    given(&world)
        .when(SUPPLIER, withdraw(1))
        .then_rejected("request-stage");
    given(&world)
        .when(BANK, crate::world::decline(11))
        .then_rejected("request-stage");
    given(&world.clone().on("2026-03-10"))
        .when(SERVICE, expire(1))
        .then_rejected("request-stage");
    let asked = world.case.requests[&request(1)].clone();
    let steps = ending(
        &world.case,
        &asked,
        RequestTransition::Declined {},
        Some(review(11)),
    )
    .unwrap();
    let named = ended_with(&world.case, &asked).unwrap();
    for step in &steps {
        apply(&mut world, step);
        assert!(step.subject == request(1).subject() || named.contains(&step.subject));
    }
    let found: Vec<_> = steps.iter().map(|step| step.transition.name()).collect();
    assert_eq!(found, ["declined", "released", "released", "released", "freed"]);
    let held = &world.case.certificates.certificates[&certificate(2)];
    assert_eq!(held.stage, CertificateStage::Free {});
}

#[test]
fn two_requests_of_a_debtor_compete_until_the_holder_joins_one() {
    let mut second = submit_downstream(3);
    second.certificates = vec![certificate(2)];
    second.amount = cny("1.00");
    let world = given(&World::downstream()).when(BUYER, second).accepted();
    let world = given(&world).when(SUPPLIER, join(3)).accepted();
    given(&world)
        .when(SUPPLIER, join(1))
        .then_rejected("certificate-not-free");
}
