//! Cancelling: debtor and holder together, while nobody else has a right on the certificate.

use tallystick_certificates::{
    CertificateStage, DeclineCancellation, Evidence, PaymentRecord, WithdrawCancellation,
};

use crate::confirmation::confirm_part;
use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SUPPLIER, THIRD, World, accept, acknowledge, agree, cancellation, certificate,
    claim, cny, contract, date, offer, propose, receivable, report, salt, split,
};

pub(crate) fn decline(n: u64) -> DeclineCancellation {
    DeclineCancellation {
        salt: salt(),
        cancellation: cancellation(n),
    }
}

pub(crate) fn withdraw(n: u64) -> WithdrawCancellation {
    WithdrawCancellation {
        salt: salt(),
        cancellation: cancellation(n),
    }
}

fn used(world: &World) -> tallystick_base::Money {
    world.case.contracts.allowance(contract(1)).unwrap().used
}

#[test]
fn cancelling_returns_the_allowance_and_frees_the_invoice() {
    let world = given(&World::proposed()).when(SUPPLIER, agree(1)).then_steps(&[
        "cancellation accepted",
        "certificate cancelled",
        "allowance returned",
        "evidence freed",
    ]);
    let cancelled = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (&cancelled.stage, cancelled.outstanding),
        (&CertificateStage::Cancelled {}, cny("0.00"))
    );
    assert_eq!(used(&world), cny("0.00"));
    let mut again = claim(1);
    again.receivable = receivable(2);
    given(&world).when(SUPPLIER, again).accepted();
}

#[test]
fn either_side_proposes_and_the_other_answers() {
    let by_holder = given(&World::confirmed())
        .when(SUPPLIER, propose(1, 1))
        .accepted();
    given(&by_holder)
        .when(SUPPLIER, agree(1))
        .then_rejected("not-the-counterparty");
    given(&by_holder)
        .when(BUYER, withdraw(1))
        .then_rejected("not-the-proposer");
    given(&by_holder)
        .when(BUYER, decline(1))
        .then_steps(&["cancellation declined"]);
    given(&by_holder)
        .when(SUPPLIER, withdraw(1))
        .then_steps(&["cancellation withdrawn"]);
    let agreed = given(&by_holder).when(BUYER, agree(1)).accepted();
    given(&agreed)
        .when(BUYER, decline(1))
        .then_rejected("cancellation-answered");
    given(&World::confirmed())
        .when(SECOND, propose(1, 1))
        .then_rejected("not-debtor-or-holder");
    given(&World::confirmed())
        .when(BANK, propose(1, 1))
        .then_rejected("not-debtor-or-holder");
    given(&World::proposed())
        .when(BUYER, propose(1, 1))
        .then_rejected("cancellation-exists");
    given(&World::confirmed())
        .when(BUYER, agree(1))
        .then_rejected("cancellation-not-found");
}

#[test]
fn a_proposal_does_not_bind_a_later_holder() {
    let world = given(&World::proposed())
        .when(SUPPLIER, offer(1, SECOND))
        .accepted();
    let world = given(&world).when(SECOND, accept(1, SECOND)).accepted();
    given(&world)
        .when(SUPPLIER, agree(1))
        .then_rejected("cancellation-outdated");
    given(&world)
        .when(SECOND, agree(1))
        .then_rejected("not-the-counterparty");
    // It can still be put away.
    given(&world).when(SUPPLIER, decline(1)).accepted();
    given(&world).when(BUYER, withdraw(1)).accepted();
}

#[test]
fn while_offered_it_is_not_cancelled_and_after_the_offer_expired_it_is() {
    let world = given(&World::proposed())
        .when(SUPPLIER, offer(1, SECOND))
        .accepted();
    given(&world)
        .when(SUPPLIER, agree(1))
        .then_rejected("certificate-not-free");
    given(&world.on("2026-02-11"))
        .when(SUPPLIER, agree(1))
        .then_steps(&[
            "cancellation accepted",
            "certificate offer_lapsed",
            "certificate cancelled",
            "allowance returned",
            "evidence freed",
        ]);
}

#[test]
fn a_part_that_was_paid_stays_used_and_its_invoice_taken() {
    let reported = given(&World::proposed())
        .when(BUYER, report(1, 1, "100000.00"))
        .accepted();
    let paid = given(&reported).when(SUPPLIER, acknowledge(1)).accepted();
    let world = given(&paid).when(SUPPLIER, agree(1)).then_steps(&[
        "cancellation accepted",
        "certificate cancelled",
        "allowance returned",
    ]);
    assert_eq!(used(&world), cny("100000.00"));
    assert!(!world.case.evidence.values().any(Evidence::is_free));
}

#[test]
fn cancelling_a_child_or_what_was_passed_on_frees_no_invoice() {
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["200000.00", "400000.00"]))
        .accepted();
    let world = given(&world).when(BUYER, propose(1, 10)).accepted();
    let world = given(&world).when(SUPPLIER, agree(1)).then_steps(&[
        "cancellation accepted",
        "certificate cancelled",
        "allowance returned",
    ]);
    assert_eq!(used(&world), cny("400000.00"));

    let world = given(&World::offered())
        .when(SECOND, accept(1, SECOND))
        .accepted();
    let world = given(&world).when(SECOND, propose(1, 1)).accepted();
    given(&world).when(BUYER, agree(1)).then_steps(&[
        "cancellation accepted",
        "certificate cancelled",
        "allowance returned",
    ]);
    given(&world)
        .when(THIRD, agree(1))
        .then_rejected("not-the-counterparty");
}

#[test]
fn after_a_partial_confirmation_the_rest_keeps_the_invoice() {
    let world = given(&World::claimed()).when(BUYER, confirm_part(1)).accepted();
    let world = given(&world).when(BUYER, propose(1, 1)).accepted();
    let world = given(&world).when(SUPPLIER, agree(1)).accepted();
    let evidence = world.case.evidence.values().next().unwrap();
    assert!(!evidence.backs(receivable(1)) && evidence.backs(receivable(9)));
}

#[test]
fn cancelling_what_is_overdue_clears_the_buyers_record() {
    let mut world = World::proposed();
    let overdue = [(certificate(1), date("2026-03-17"))].into();
    let record = PaymentRecord {
        overdue,
        missed: 1,
        ..PaymentRecord::default()
    };
    world.case.payment_records.insert(BUYER.id(), record);
    let world = given(&world).when(SUPPLIER, agree(1)).accepted();
    assert!(!world.case.payment_records[&BUYER.id()].stops_issue());
}

#[test]
fn what_has_ended_is_not_proposed() {
    let world = given(&World::proposed()).when(SUPPLIER, agree(1)).accepted();
    given(&world)
        .when(BUYER, propose(2, 1))
        .then_rejected("certificate-ended");
}
