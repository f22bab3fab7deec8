//! Payments: reported by the debtor, and counted when the one they are owed to acknowledges them.

use tallystick_base::{FinancingRequestId, LoanId};
use tallystick_certificates::{
    CertificateStage, CertificateTransition, PaymentStage, Recourse, RejectPayment, ReportPayment, Step,
};

use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SUPPLIER, THIRD, World, accept, account, acknowledge, certificate, cny, date,
    morning, offer, payment, report, salt, text,
};

pub(crate) fn reject(n: u64) -> RejectPayment {
    RejectPayment {
        salt: salt(),
        payment: payment(n),
        reason: text("未到账"),
    }
}

#[test]
fn a_report_alone_reduces_nothing() {
    let world = given(&World::confirmed())
        .when(BUYER, report(1, 1, "100000.00"))
        .then_steps(&["payment reported"]);
    assert_eq!(
        world.case.certificate(certificate(1)).unwrap().outstanding,
        cny("600000.00")
    );
    let rejected = given(&world)
        .when(SUPPLIER, reject(1))
        .then_steps(&["payment rejected"]);
    assert_eq!(
        rejected.case.certificate(certificate(1)).unwrap().outstanding,
        cny("600000.00")
    );
    given(&rejected)
        .when(SUPPLIER, acknowledge(1))
        .then_rejected("payment-answered");
}

#[test]
fn an_acknowledged_payment_reduces_what_is_outstanding_and_the_last_one_discharges() {
    let world = given(&World::reported())
        .when(SUPPLIER, acknowledge(1))
        .then_steps(&["payment acknowledged", "certificate paid"]);
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (&held.stage, held.outstanding),
        (&CertificateStage::Free {}, cny("500000.00"))
    );
    given(&world)
        .when(SUPPLIER, acknowledge(1))
        .then_rejected("payment-answered");
    let world = given(&world).when(BUYER, report(2, 1, "500000.00")).accepted();
    let world = given(&world).when(SUPPLIER, acknowledge(2)).then_steps(&[
        "payment acknowledged",
        "certificate paid",
        "certificate discharged",
    ]);
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (&held.stage, held.controller()),
        (&CertificateStage::Discharged {}, None)
    );
    given(&world)
        .when(BUYER, report(3, 1, "0.01"))
        .then_rejected("certificate-ended");
}

fn refused(change: impl FnOnce(&mut ReportPayment), code: &str) {
    let mut body = report(1, 1, "100000.00");
    change(&mut body);
    given(&World::confirmed()).when(BUYER, body).then_rejected(code);
}

#[test]
fn a_report_names_a_real_payment_of_at_most_what_is_owed() {
    refused(|body| body.amount = cny("600000.01"), "payment-above-outstanding");
    refused(|body| body.amount = cny("0.00"), "amount-not-above-zero");
    refused(|body| body.paid_on = date("2026-01-21"), "payment-ahead");
    refused(|body| body.account = account("1"), "payment-to-other-account");
    refused(|body| body.certificate = certificate(9), "certificate-not-found");
    given(&World::reported())
        .when(BUYER, report(1, 1, "1.00"))
        .then_rejected("payment-exists");
}

#[test]
fn two_reports_of_the_same_money_do_not_count_twice() {
    let world = given(&World::confirmed())
        .when(BUYER, report(1, 1, "400000.00"))
        .accepted();
    let world = given(&world).when(BUYER, report(2, 1, "400000.00")).accepted();
    let world = given(&world).when(SUPPLIER, acknowledge(1)).accepted();
    given(&world)
        .when(SUPPLIER, acknowledge(2))
        .then_rejected("payment-above-outstanding");
    given(&world).when(SUPPLIER, reject(2)).accepted();
}

#[test]
fn the_debtor_reports_and_the_one_it_is_owed_to_acknowledges() {
    given(&World::confirmed())
        .when(SUPPLIER, report(1, 1, "1.00"))
        .then_rejected("capacity-forbidden");
    let world = World::reported();
    given(&world)
        .when(BUYER, acknowledge(1))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(SECOND, acknowledge(1))
        .then_rejected("not-the-collector");
    given(&world)
        .when(BANK, acknowledge(1))
        .then_rejected("not-the-collector");
    given(&world)
        .when(SECOND, reject(1))
        .then_rejected("not-the-collector");
    given(&world)
        .when(SUPPLIER, acknowledge(2))
        .then_rejected("payment-not-found");
}

#[test]
fn after_a_transfer_the_new_holder_acknowledges() {
    let world = given(&World::reported())
        .when(SUPPLIER, offer(1, SECOND))
        .accepted();
    let world = given(&world).when(SECOND, accept(1, SECOND)).accepted();
    given(&world)
        .when(SUPPLIER, acknowledge(1))
        .then_rejected("not-the-collector");
    given(&world).when(SECOND, acknowledge(1)).accepted();
    given(&world)
        .when(THIRD, acknowledge(1))
        .then_rejected("not-the-collector");
}

#[test]
fn a_payment_reduces_what_is_outstanding_in_every_live_stage() {
    let world = given(&World::offered())
        .when(BUYER, report(1, 1, "600000.00"))
        .accepted();
    given(&world).when(SUPPLIER, acknowledge(1)).then_steps(&[
        "payment acknowledged",
        "certificate paid",
        "certificate discharged",
    ]);
}

#[test]
fn civil_code_article_445_the_pledgee_and_the_assignee_acknowledge_not_the_holder() {
    let id = certificate(1);
    let reserved = CertificateTransition::Reserved {
        request: FinancingRequestId::from_parts(1, [0; 10]),
    };
    let pledged = CertificateTransition::Pledged {
        bank: BANK.id(),
        filing: text("00000000000001"),
    };
    let assigned = CertificateTransition::Assigned {
        bank: BANK.id(),
        loan: LoanId::from_parts(1, [0; 10]),
    };
    let mut world = World::reported();
    world.case.apply(&Step::new(id, reserved)).unwrap();
    given(&world).when(SUPPLIER, acknowledge(1)).accepted();
    for transition in [pledged, assigned] {
        world.case.apply(&Step::new(id, transition)).unwrap();
        given(&world)
            .when(SUPPLIER, acknowledge(1))
            .then_rejected("not-the-collector");
        given(&world)
            .when(SUPPLIER, reject(1))
            .then_rejected("not-the-collector");
        let paid = given(&world).when(BANK, acknowledge(1)).accepted();
        let acknowledged = &paid.case.payment(payment(1)).unwrap().stage;
        assert!(matches!(acknowledged, PaymentStage::Acknowledged { by, .. } if *by == BANK.id()));
    }
}

#[test]
fn a_bank_that_kept_its_promise_and_has_the_certificate_acknowledges_as_bank() {
    let promised = CertificateTransition::Endorsed {
        bank: BANK.id(),
        on: date("2026-01-20"),
    };
    let offered = CertificateTransition::Offered {
        to: BANK.id(),
        until: morning("2026-03-17"),
        recourse: Recourse::None,
    };
    let transferred = CertificateTransition::Transferred {
        from: SUPPLIER.id(),
        to: BANK.id(),
        recourse: Recourse::None,
        payee: BANK.account(),
        on: date("2026-03-17"),
    };
    let mut world = World::reported();
    world.case.apply(&Step::new(certificate(1), promised)).unwrap();
    given(&world).when(SUPPLIER, acknowledge(1)).accepted();
    given(&world)
        .when(BANK, acknowledge(1))
        .then_rejected("not-the-collector");
    for transition in [offered, transferred] {
        world.case.apply(&Step::new(certificate(1), transition)).unwrap();
    }
    given(&world)
        .when(SUPPLIER, acknowledge(1))
        .then_rejected("not-the-collector");
    given(&world).when(BANK, acknowledge(1)).accepted();
    given(&world).when(BANK, reject(1)).accepted();
}
