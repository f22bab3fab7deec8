//! Submitting a request.

use std::collections::BTreeSet;

use rstest::rstest;
use tallystick_base::{Capacity, Currency, FinancingRequestId, Millis, Money, PartyId, Rate};
use tallystick_certificates::certificate::Freeze;
use tallystick_certificates::{CertificateStage, Recourse};
use tallystick_financing::{
    Auction, DueKind, Invitation, RateBasis, RequestStage, ReviewStage, SubmitRequest,
};
use tallystick_parties::PartyStage;

use crate::given::given;
use crate::world::{
    BANK, BUYER, MANAGER, SECOND, SECOND_BANK, SUPPLIER, Who, World, certificate, cny, date, digest, invite,
    listed, morning, other_account, product, request, review, share, submit, submit_downstream,
    submit_sealed, text,
};

fn with(change: impl FnOnce(&mut SubmitRequest)) -> SubmitRequest {
    let mut body = submit(1);
    change(&mut body);
    body
}

#[test]
fn a_holder_asks_banks_and_its_certificates_are_reserved() {
    let world = given(&World::new()).when(SUPPLIER, submit(1)).then_steps(&[
        "financing-request submitted",
        "certificate reserved",
        "certificate reserved",
        "review opened",
        "review opened",
        "review opened",
    ]);
    let held = &world.case.certificates.certificates[&certificate(1)];
    assert_eq!(held.stage, CertificateStage::Reserved { request: request(1) });
    let asked = &world.case.requests[&request(1)];
    assert_eq!(
        (&asked.stage, asked.asked.len()),
        (&RequestStage::Submitted {}, 3)
    );
    assert_eq!(
        (asked.submission.borrower, asked.submission.debtor),
        (SUPPLIER.id(), BUYER.id())
    );
    assert_eq!(asked.pay_to, Some(SUPPLIER.account()));
    let with_bank = &world.case.reviews[&review(11)];
    assert_eq!(with_bank.stage, ReviewStage::Open {});
    assert_eq!(with_bank.advance_rate, share("0.80"));
    assert_eq!(with_bank.penalty_factor, share("1.50"));
    assert_eq!(with_bank.fixed_rate, Some(Rate::parse("0.0385").unwrap()));
    let usual = [
        DueKind::Costs,
        DueKind::Interest,
        DueKind::Penalty,
        DueKind::Principal,
    ];
    assert_eq!(with_bank.order, usual);
}

#[test]
fn what_a_product_says_goes_before_what_the_rules_say() {
    let world = World::new().with_product(1, |product| {
        product.terms.advance_rate = Some(share("0.90"));
        product.terms.penalty_factor = Some(share("1.30"));
        product.terms.rate = RateBasis::LprPlus { basis_points: 50 };
        product.terms.order = Some(vec![
            DueKind::Principal,
            DueKind::Costs,
            DueKind::Interest,
            DueKind::Penalty,
        ]);
    });
    let world = given(&world).when(SUPPLIER, submit(1)).accepted();
    let with_bank = &world.case.reviews[&review(11)];
    assert_eq!(
        (
            with_bank.advance_rate,
            with_bank.penalty_factor,
            with_bank.fixed_rate
        ),
        (share("0.90"), share("1.30"), None)
    );
    assert_eq!(with_bank.order.first(), Some(&DueKind::Principal));
}

#[test]
fn a_request_for_sealed_bids_begins_an_auction() {
    let world = given(&World::new())
        .when(SUPPLIER, submit_sealed(1))
        .then_steps(&[
            "financing-request submitted",
            "certificate reserved",
            "certificate reserved",
            "review opened",
            "review opened",
            "review opened",
            "auction opened",
        ]);
    let auction = &world.case.auctions[&request(1)];
    assert_eq!(
        (auction.bids_until, auction.reveal_until, auction.amount),
        (morning("2026-03-04"), morning("2026-03-05"), cny("800000.00"))
    );
    assert_eq!(Auction::subject_of(request(1)).id(), request(1).subject().id());
    assert!(world.case.reviews[&review(11)].sealed);
}

#[test]
fn a_debtor_asks_for_its_supplier_and_nothing_is_reserved_yet() {
    let world = given(&World::new())
        .when(BUYER, submit_downstream(1))
        .then_steps(&[
            "financing-request submitted",
            "review opened",
            "review opened",
            "review opened",
        ]);
    let asked = &world.case.requests[&request(1)];
    assert_eq!(
        (asked.submission.borrower, asked.submission.holder),
        (BUYER.id(), SUPPLIER.id())
    );
    assert!(!asked.holds_certificates());
    // The holder may still do with it as it likes.
    given(&world).when(SUPPLIER, submit(2)).accepted();
}

#[test]
fn a_certificate_backs_one_live_request() {
    let mut second = submit(2);
    second.certificates = vec![certificate(2), certificate(3)];
    second.amount = cny("1.00");
    given(&World::submitted())
        .when(SUPPLIER, second)
        .then_rejected("certificate-not-free");
}

#[test]
fn an_offer_that_has_expired_lapses_first() {
    let world = World::new().with_certificate(1, |held| {
        held.stage = CertificateStage::Offered {
            to: SECOND.id(),
            until: morning("2026-03-01"),
            recourse: Recourse::None,
        };
    });
    given(&world).when(SUPPLIER, submit(1)).then_steps(&[
        "financing-request submitted",
        "certificate offer_lapsed",
        "certificate reserved",
        "certificate reserved",
        "review opened",
        "review opened",
        "review opened",
    ]);
}

#[rstest]
#[case::offered_to_another(CertificateStage::Offered {
    to: SECOND.id(), until: morning("2026-03-02"), recourse: Recourse::None,
})]
#[case::reserved(CertificateStage::Reserved { request: FinancingRequestId::from_parts(9, [0; 10]) })]
#[case::pledged(CertificateStage::Pledged { bank: BANK.id(), filing: text("1") })]
#[case::split(CertificateStage::Split {})]
#[case::discharged(CertificateStage::Discharged {})]
#[case::cancelled(CertificateStage::Cancelled {})]
fn only_a_free_certificate_is_borrowed_on(#[case] stage: CertificateStage) {
    let world = World::new().with_certificate(2, |held| held.stage = stage);
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("certificate-not-free");
}

#[test]
fn a_frozen_certificate_is_not_borrowed_on() {
    let world = World::new().with_certificate(2, |held| {
        held.frozen = Some(Freeze {
            order: text("(2026)京01执1号"),
            digest: digest(1),
            on: date("2026-03-01"),
        });
    });
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("certificate-frozen");
}

fn certificates(ids: &[u64]) -> SubmitRequest {
    with(|body| body.certificates = ids.iter().copied().map(certificate).collect())
}

fn banks(invitations: &[Invitation]) -> SubmitRequest {
    with(|body| body.invitations = invitations.to_vec())
}

fn by(bank: Who, at: Invitation) -> Invitation {
    Invitation {
        bank: bank.id(),
        ..at
    }
}

#[rstest]
#[case::on_nothing(certificates(&[]), "request-certificate-count")]
#[case::on_one_twice(certificates(&[1, 2, 1]), "request-certificate-twice")]
#[case::on_what_is_not_there(certificates(&[1, 9]), "certificate-not-found")]
#[case::on_what_another_holds(certificates(&[1, 5]), "not-the-borrower")]
#[case::for_nothing(with(|body| body.amount = cny("0.00")), "amount-not-above-zero")]
#[case::in_another_currency(
    with(|body| body.amount = Money::from_minor(1, Currency::USD)),
    "currency-of-another"
)]
#[case::above_what_is_outstanding(with(|body| body.amount = cny("1000000.01")), "request-above-outstanding")]
#[case::above_the_advance(with(|body| body.amount = cny("800000.01")), "request-above-advance")]
#[case::drawn_yesterday(with(|body| body.draw_on = date("2026-03-01")), "request-draw-past")]
#[case::paid_back_as_drawn(with(|body| body.matures_on = body.draw_on), "request-matures-before-draw")]
#[case::paid_back_on_a_saturday(with(|body| body.matures_on = date("2026-08-29")), "request-matures-on-holiday")]
#[case::paid_back_on_national_day(
    with(|body| body.matures_on = date("2026-10-01")),
    "request-matures-on-holiday"
)]
#[case::over_at_once(with(|body| body.until = morning("2026-03-02")), "request-until")]
#[case::until_after_it_is_needed(with(|body| body.until = morning("2026-03-10")), "request-until")]
#[case::until_too_far_ahead(
    with(|body| {
        body.draw_on = date("2026-06-30");
        body.until = morning("2026-06-01");
    }),
    "request-until"
)]
#[case::bids_at_once(with(|body| body.bids_until = Some(morning("2026-03-02"))), "request-bids-until")]
#[case::bids_opened_too_late(
    with(|body| body.bids_until = Some(morning("2026-03-08"))),
    "request-bids-until"
)]
#[case::bids_for_ever(with(|body| body.bids_until = Some(Millis::MAX)), "request-bids-until")]
#[case::of_nobody(banks(&[]), "request-bank-count")]
#[case::of_one_twice(banks(&[invite(1, 1), invite(2, 1)]), "request-bank-twice")]
#[case::with_one_review_twice(
    banks(&[invite(1, 1), Invitation { review: review(11), ..invite(1, 2) }]),
    "review-exists"
)]
#[case::under_no_product(
    banks(&[Invitation { product: product(9), ..invite(1, 1) }]),
    "product-not-found"
)]
#[case::under_the_product_of_another(banks(&[by(SECOND_BANK, invite(1, 1))]), "product-of-another-bank")]
#[case::of_no_bank(banks(&[by(MANAGER, invite(1, 1))]), "request-no-bank")]
#[case::guaranteed_by_no_guarantor(
    with(|body| body.guarantors = BTreeSet::from([MANAGER.id()])),
    "request-no-guarantor"
)]
#[case::guaranteed_by_too_many(
    with(|body| body.guarantors = (50..61).map(|n| PartyId::from_parts(n, [0; 10])).collect()),
    "guarantor-count"
)]
#[case::for_too_long(with(|body| body.matures_on = date("2027-03-10")), "request-tenor")]
#[case::for_too_short(with(|body| body.matures_on = date("2026-04-07")), "request-tenor")]
#[case::paid_nowhere(with(|body| body.pay_to = None), "pay-to-missing")]
#[case::paid_elsewhere(with(|body| body.pay_to = Some(other_account())), "pay-to-not-in-profile")]
fn what_does_not_fit_is_refused(#[case] body: SubmitRequest, #[case] code: &str) {
    given(&World::new()).when(SUPPLIER, body).then_rejected(code);
}

#[rstest]
#[case::the_day_itself(with(|body| body.draw_on = date("2026-03-09")))]
#[case::the_end_of_that_day(with(|body| {
    body.until = Millis::new(morning("2026-03-10").as_millis() - 10 * 3_600_000 - 1).unwrap();
}))]
#[case::ninety_days_ahead(with(|body| {
    body.draw_on = date("2026-06-30");
    body.until = morning("2026-05-31");
}))]
#[case::a_weekend_day_that_is_worked(with(|body| body.matures_on = date("2026-10-10")))]
#[case::bids_opened_just_in_time(with(|body| {
    body.bids_until = Some(Millis::new(morning("2026-03-08").as_millis() - 1).unwrap());
}))]
fn what_just_fits_is_taken(#[case] body: SubmitRequest) {
    given(&World::new()).when(SUPPLIER, body).accepted();
}

#[test]
fn ids_are_used_once() {
    given(&World::submitted())
        .when(SUPPLIER, submit(1))
        .then_rejected("request-exists");
    let mut other = submit(2);
    other.invitations = vec![invite(1, 1)];
    given(&World::submitted())
        .when(SUPPLIER, other)
        .then_rejected("review-exists");
}

#[test]
fn fifty_certificates_and_forty_banks_are_asked_on_and_not_one_more() {
    let mut world = World::new();
    let held = world.case.certificates.certificates[&certificate(1)].clone();
    for n in 100..=150 {
        let mut copy = held.clone();
        copy.issue.certificate = certificate(n);
        world.case.certificates.certificates.insert(certificate(n), copy);
    }
    let body = |most: u64| with(|body| body.certificates = (100..100 + most).map(certificate).collect());
    given(&world).when(SUPPLIER, body(50)).accepted();
    given(&world)
        .when(SUPPLIER, body(51))
        .then_rejected("request-certificate-count");
    given(&world)
        .when(SUPPLIER, banks(&[invite(1, 1); 41]))
        .then_rejected("request-bank-count");
}

#[test]
fn certificates_of_two_debtors_are_two_requests() {
    let world = World::new().with_certificate(2, |held| held.issue.debtor = MANAGER.id());
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("request-several-debtors");
    given(&world)
        .when(BUYER, submit_downstream(1))
        .then_rejected("not-the-borrower");
}

#[test]
fn certificates_in_two_currencies_are_two_requests() {
    let world = World::new().with_certificate(2, |held| {
        held.outstanding = Money::from_minor(1, Currency::USD);
    });
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("currency-of-another");
}

#[test]
fn what_is_due_today_is_collected_and_not_lent_on() {
    let due = |day: &'static str| World::new().with_certificate(2, |held| held.issue.due_on = date(day));
    given(&due("2026-03-02"))
        .when(SUPPLIER, submit(1))
        .then_rejected("request-certificate-due");
    given(&due("2026-03-02"))
        .when(BUYER, submit_downstream(1))
        .then_rejected("request-certificate-due");
    given(&due("2026-03-03")).when(SUPPLIER, submit(1)).accepted();
}

#[test]
fn a_bank_that_is_not_in_good_standing_is_not_asked() {
    let world = World::new().with_party(SECOND_BANK, |bank| {
        bank.stage = PartyStage::Suspended {
            reason: text("复核")
        };
    });
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("party-suspended");
}

#[test]
fn a_bank_is_not_asked_on_its_own_debt() {
    let world = World::new()
        .with_party(BUYER, |buyer| {
            buyer.capacities.insert(Capacity::Bank);
        })
        .with_product(1, |product| product.bank = BUYER.id());
    given(&world)
        .when(SUPPLIER, banks(&[by(BUYER, invite(1, 1))]))
        .then_rejected("request-bank-involved");
}

#[test]
fn a_product_is_for_its_debtors_and_suppliers() {
    let debtors = |who: Who| World::new().with_product(1, |product| product.terms.debtors = listed(&[who]));
    let suppliers =
        |who: Who| World::new().with_product(1, |product| product.terms.suppliers = listed(&[who]));
    given(&debtors(BUYER)).when(SUPPLIER, submit(1)).accepted();
    given(&suppliers(SUPPLIER)).when(SUPPLIER, submit(1)).accepted();
    given(&suppliers(SUPPLIER))
        .when(BUYER, submit_downstream(1))
        .accepted();
    for world in [debtors(MANAGER), suppliers(SECOND)] {
        given(&world)
            .when(SUPPLIER, submit(1))
            .then_rejected("product-not-eligible");
    }
}

#[test]
fn a_product_in_another_currency_does_not_fit() {
    let world = World::new().with_product(2, |product| product.terms.currency = Currency::USD);
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("currency-of-another");
}

#[test]
fn downstream_the_certificates_are_the_named_holders_and_owed() {
    let mut body = submit_downstream(1);
    body.certificates.push(certificate(5));
    given(&World::new())
        .when(BUYER, body)
        .then_rejected("request-other-holder");
    let mut paid = submit_downstream(1);
    paid.pay_to = Some(SUPPLIER.account());
    given(&World::new())
        .when(BUYER, paid)
        .then_rejected("pay-to-of-holder");
    let world = World::new().with_certificate(2, |held| held.stage = CertificateStage::Discharged {});
    given(&world)
        .when(BUYER, submit_downstream(1))
        .then_rejected("certificate-ended");
}

#[test]
fn an_advance_is_a_share_of_what_is_outstanding_rounded_down() {
    let world = World::new()
        .with_certificate(1, |held| held.outstanding = cny("0.01"))
        .with_certificate(2, |held| held.outstanding = cny("0.08"));
    let asking = |amount: &str| with(|body| body.amount = cny(amount));
    given(&world).when(SUPPLIER, asking("0.07")).accepted();
    given(&world)
        .when(SUPPLIER, asking("0.08"))
        .then_rejected("request-above-advance");
}
