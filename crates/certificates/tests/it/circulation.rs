//! Passing certificates on.

use rstest::rstest;
use tallystick_base::{Capacity, Millis};
use tallystick_certificates::{
    CertificateStage, DeclineCertificate, LapseCertificateOffer, OfferCertificate, Recourse,
    WithdrawCertificateOffer,
};
use tallystick_parties::PartyStage;

use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SERVICE, SUPPLIER, THIRD, World, accept, account, certificate, claim, confirm, date,
    morning, offer, report, salt, split, text,
};

pub(crate) fn decline(n: u64) -> DeclineCertificate {
    DeclineCertificate {
        salt: salt(),
        certificate: certificate(n),
    }
}

pub(crate) fn withdraw_offer(n: u64) -> WithdrawCertificateOffer {
    WithdrawCertificateOffer {
        salt: salt(),
        certificate: certificate(n),
    }
}

pub(crate) fn lapse_offer(n: u64) -> LapseCertificateOffer {
    LapseCertificateOffer {
        salt: salt(),
        certificate: certificate(n),
    }
}

#[test]
fn civil_code_article_545_a_certificate_passes_to_another_supplier_who_accepts_it() {
    let offered = given(&World::confirmed())
        .when(SUPPLIER, offer(1, SECOND))
        .then_steps(&["certificate offered"]);
    let held = offered.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        held.controller(),
        Some(SUPPLIER.id()),
        "an offer passes nothing yet"
    );
    let world = given(&offered)
        .when(SECOND, accept(1, SECOND))
        .then_steps(&["certificate transferred"]);
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(held.controller(), Some(SECOND.id()));
    assert_eq!(held.payee, SECOND.account());
    assert_eq!(held.stage, CertificateStage::Free {});
    // The former holder has nothing left to act on.
    given(&world)
        .when(SUPPLIER, offer(1, THIRD))
        .then_rejected("not-the-holder");
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("not-the-holder");
    let onward = given(&world).when(SECOND, offer(1, THIRD)).accepted();
    given(&onward).when(THIRD, accept(1, THIRD)).accepted();
}

#[test]
fn an_offer_is_declined_or_withdrawn_and_nobody_else_answers_it() {
    let world = World::offered();
    given(&world)
        .when(SECOND, decline(1))
        .then_steps(&["certificate declined"]);
    given(&world)
        .when(SUPPLIER, withdraw_offer(1))
        .then_steps(&["certificate offer_withdrawn"]);
    given(&world)
        .when(THIRD, accept(1, THIRD))
        .then_rejected("not-the-offeree");
    given(&world)
        .when(THIRD, decline(1))
        .then_rejected("not-the-offeree");
    given(&world)
        .when(SECOND, withdraw_offer(1))
        .then_rejected("not-the-holder");
    given(&world)
        .when(SUPPLIER, accept(1, SUPPLIER))
        .then_rejected("not-the-offeree");
    given(&World::confirmed())
        .when(SECOND, decline(1))
        .then_rejected("certificate-not-offered");
    given(&World::confirmed())
        .when(SUPPLIER, withdraw_offer(1))
        .then_rejected("certificate-not-offered");
}

#[test]
fn while_offered_it_is_not_split_offered_elsewhere_or_cancelled() {
    let world = World::offered();
    given(&world)
        .when(SUPPLIER, offer(1, THIRD))
        .then_rejected("certificate-not-free");
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("certificate-not-free");
}

#[test]
fn an_expired_offer_reads_as_gone_whether_or_not_its_lapse_was_recorded() {
    let mut world = World::offered();
    let last = morning("2026-02-10");
    world.now = last;
    given(&world).when(SECOND, accept(1, SECOND)).accepted();
    given(&world)
        .when(SERVICE, lapse_offer(1))
        .then_rejected("offer-stands");
    world.now = Millis::new(last.as_millis() + 1).unwrap();
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(held.stage_at(world.now), CertificateStage::Free {});
    given(&world)
        .when(SECOND, accept(1, SECOND))
        .then_rejected("offer-expired");
    given(&world)
        .when(SECOND, decline(1))
        .then_rejected("offer-expired");
    given(&world)
        .when(SUPPLIER, withdraw_offer(1))
        .then_rejected("offer-expired");
    given(&world)
        .when(SERVICE, lapse_offer(1))
        .then_steps(&["certificate offer_lapsed"]);
    // The holder need not wait for the sweep; its own act records the lapse first.
    let next = OfferCertificate {
        until: morning("2026-02-20"),
        ..offer(1, THIRD)
    };
    given(&world)
        .when(SUPPLIER, next)
        .then_steps(&["certificate offer_lapsed", "certificate offered"]);
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_steps(&[
            "certificate offer_lapsed",
            "certificate split",
            "certificate issued",
            "certificate issued",
        ]);
}

fn refused(change: impl FnOnce(&mut OfferCertificate), code: &str) {
    let mut body = offer(1, SECOND);
    change(&mut body);
    given(&World::confirmed())
        .when(SUPPLIER, body)
        .then_rejected(code);
}

#[test]
fn an_offer_goes_to_another_active_supplier() {
    refused(|body| body.to = SUPPLIER.id(), "offer-to-holder");
    refused(|body| body.to = BUYER.id(), "offer-to-debtor");
    refused(|body| body.to = BANK.id(), "offer-to-no-supplier");
    for (stage, code) in [
        (PartyStage::Registered {}, "party-not-accepted"),
        (
            PartyStage::Suspended {
                reason: text("复核")
            },
            "party-suspended",
        ),
    ] {
        let mut world = World::confirmed();
        world
            .case
            .contracts
            .parties
            .parties
            .get_mut(&SECOND.id())
            .unwrap()
            .stage = stage;
        given(&world).when(SUPPLIER, offer(1, SECOND)).then_rejected(code);
    }
}

#[test]
fn a_debtor_who_is_a_supplier_too_is_not_offered_its_own_debt() {
    let mut world = World::confirmed();
    let buyer = world.case.contracts.parties.parties.get_mut(&BUYER.id()).unwrap();
    buyer.capacities.insert(Capacity::Supplier);
    given(&world)
        .when(SUPPLIER, offer(1, BUYER))
        .then_rejected("offer-to-debtor");
}

#[rstest]
#[case::now("2026-01-20", "offer-until")]
#[case::after_the_due_date("2026-03-17", "offer-until")]
fn an_offer_ends_after_its_entry_and_within_the_due_date(#[case] until: &str, #[case] code: &str) {
    refused(|body| body.until = morning(until), code);
    let due = OfferCertificate {
        until: morning("2026-03-16"),
        recourse: Recourse::Full,
        ..offer(1, SECOND)
    };
    given(&World::confirmed()).when(SUPPLIER, due).accepted();
}

#[test]
fn negotiable_instruments_law_article_36_by_analogy_it_does_not_circulate_past_its_due_date() {
    let due = World::confirmed().on("2026-03-16");
    let until = OfferCertificate {
        until: Millis::new(due.now.as_millis() + 1).unwrap(),
        ..offer(1, SECOND)
    };
    given(&due).when(SUPPLIER, until.clone()).accepted();
    let past = World::confirmed().on("2026-03-17");
    given(&past)
        .when(SUPPLIER, until)
        .then_rejected("certificate-past-due");
    given(&past)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("certificate-past-due");
}

#[test]
fn order_802_article_11_what_was_issued_without_vouchers_does_not_circulate() {
    let mut plain = confirm(1);
    plain.transferable = false;
    let world = given(&World::claimed()).when(BUYER, plain).accepted();
    given(&world)
        .when(SUPPLIER, offer(1, SECOND))
        .then_rejected("certificate-not-transferable");
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("certificate-not-transferable");
}

#[test]
fn the_new_holder_names_an_account_in_its_own_profile() {
    let mut body = accept(1, SECOND);
    body.payee = account("1");
    given(&World::offered())
        .when(SECOND, body)
        .then_rejected("payee-not-in-profile");
    given(&World::offered())
        .when(SECOND, accept(1, SUPPLIER))
        .then_rejected("payee-not-in-profile");
}

#[test]
fn civil_code_article_546_payment_to_the_old_account_counts_until_notice_arrived() {
    let world = given(&World::offered().on("2026-02-02"))
        .when(SECOND, accept(1, SECOND))
        .accepted();
    let held = world.case.certificate(certificate(1)).unwrap();
    let counts = |account, day| held.takes_payment_to(&account, date(day));
    assert!(counts(SUPPLIER.account(), "2026-02-01") && counts(SUPPLIER.account(), "2026-02-02"));
    assert!(!counts(SUPPLIER.account(), "2026-02-03"));
    assert!(counts(SECOND.account(), "2026-02-01") && counts(SECOND.account(), "2026-02-03"));
    let mut old = report(1, 1, "1.00");
    old.paid_on = date("2026-02-03");
    let world = world.on("2026-02-03");
    given(&world)
        .when(BUYER, old.clone())
        .then_rejected("payment-to-other-account");
    old.account = SECOND.account();
    given(&world).when(BUYER, old).accepted();
}

#[test]
fn a_bank_or_buyer_does_not_offer_and_an_unknown_certificate_is_not_found() {
    given(&World::confirmed())
        .when(BUYER, offer(1, SECOND))
        .then_rejected("capacity-forbidden");
    given(&World::confirmed())
        .when(BANK, offer(1, SECOND))
        .then_rejected("not-the-holder");
    given(&World::confirmed())
        .when(SUPPLIER, offer(2, SECOND))
        .then_rejected("certificate-not-found");
    given(&World::claimed()).when(SUPPLIER, claim(2)).accepted();
}
