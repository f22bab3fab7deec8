//! Offering openly, taking an offer back, and declining.

use rstest::rstest;
use tallystick_base::{Currency, FinancingRequestId, GuaranteeId, Money, Ratio, Term};
use tallystick_financing::guarantee::GuaranteeTerms;
use tallystick_financing::{
    DeclineReason, DeclineRequest, Fee, FeeBasis, FeeLine, GuaranteeTransition, InterestMode, MakeOffer,
    RateBasis, RequestStage, ReviewStage, Step,
};

use crate::given::given;
use crate::world::{
    BANK, GUARANTOR, SECOND_BANK, SUPPLIER, THIRD_BANK, World, accept, cny, date, decline, expire, guarantee,
    morning, offer, request, review, share, submit, text, withdraw, withdraw_offer,
};

fn fee(name: &str, amount: &str) -> FeeLine {
    FeeLine {
        name: text(name),
        amount: cny(amount),
    }
}

fn with(change: impl FnOnce(&mut MakeOffer)) -> MakeOffer {
    let mut body = offer(11, "0.0360");
    change(&mut body);
    body
}

#[test]
fn an_offer_says_what_it_costs_in_money() {
    let body = with(|body| body.terms.fees = vec![fee("手续费", "500.00")]);
    let world = given(&World::submitted())
        .when(BANK, body)
        .then_steps(&["review offered"]);
    let ReviewStage::Offered(made) = &world.case.reviews[&review(11)].stage else {
        panic!("no offer");
    };
    // 800,000.00 at 3.60 % over 175 of 360 days.
    assert_eq!(made.cost.interest, cny("14000.00"));
    assert_eq!(made.cost.fees, cny("500.00"));
    assert_eq!(made.cost.total, cny("14500.00"));
    assert_eq!(made.cost.paid_out, cny("799500.00"));
    assert_eq!(made.on, date("2026-03-02"));
}

#[test]
fn a_bank_offers_anew_and_takes_its_offer_back() {
    let world = given(&World::offered())
        .when(BANK, offer(11, "0.0340"))
        .then_steps(&["review offered"]);
    let world = given(&world)
        .when(BANK, withdraw_offer(11))
        .then_steps(&["review offer_withdrawn"]);
    assert_eq!(world.case.reviews[&review(11)].stage, ReviewStage::Open {});
    given(&world)
        .when(BANK, withdraw_offer(11))
        .then_rejected("review-stage");
    given(&world).when(BANK, offer(11, "0.0360")).accepted();
}

#[rstest]
#[case::of_nothing(with(|body| body.terms.amount = cny("0.00")), "amount-not-above-zero")]
#[case::in_another_currency(
    with(|body| body.terms.amount = Money::from_minor(1, Currency::USD)),
    "currency-of-another"
)]
#[case::above_what_is_asked(with(|body| body.terms.amount = cny("800000.01")), "review-above-request")]
#[case::above_the_rate(offer(11, "0.0386"), "review-rate-above-product")]
#[case::with_a_fee_of_its_own(
    with(|body| body.terms.fees = vec![fee("咨询费", "1.00")]),
    "review-fee-unknown"
)]
#[case::with_a_fee_twice(
    with(|body| body.terms.fees = vec![fee("手续费", "250.00"), fee("手续费", "250.00")]),
    "review-fee-twice"
)]
#[case::with_a_fee_above(with(|body| body.terms.fees = vec![fee("手续费", "500.01")]), "review-fee-above-product")]
#[case::with_a_fee_of_nothing(with(|body| body.terms.fees = vec![fee("手续费", "0.00")]), "amount-not-above-zero")]
#[case::with_eleven_conditions(
    with(|body| body.terms.conditions = vec![text("投保"); 11]),
    "review-condition-count"
)]
#[case::over_at_once(with(|body| body.valid_until = morning("2026-03-02")), "review-valid-until")]
#[case::longer_than_the_request(with(|body| body.valid_until = morning("2026-03-10")), "review-valid-until")]
#[case::on_no_guarantee(with(|body| body.terms.guarantee = Some(guarantee(1))), "guarantee-not-found")]
#[case::under_no_review(offer(19, "0.0360"), "review-not-found")]
fn what_was_not_asked_or_published_is_not_offered(#[case] body: MakeOffer, #[case] code: &str) {
    given(&World::submitted()).when(BANK, body).then_rejected(code);
}

#[rstest]
#[case::at_the_rate(offer(11, "0.0385"))]
#[case::for_less(with(|body| body.terms.amount = cny("0.01")))]
#[case::until_the_end_of_the_request(with(|body| body.valid_until = morning("2026-03-09")))]
#[case::with_ten_conditions(with(|body| body.terms.conditions = vec![text("投保"); 10]))]
fn what_just_fits_is_offered(#[case] body: MakeOffer) {
    given(&World::submitted()).when(BANK, body).accepted();
}

#[test]
fn a_rate_on_the_lpr_follows_that_of_the_day_of_the_offer() {
    let floating = World::new().with_product(1, |product| {
        product.terms.rate = RateBasis::LprPlus { basis_points: 50 };
    });
    let world = given(&floating).when(SUPPLIER, submit(1)).accepted();
    given(&world).when(BANK, offer(11, "0.0350")).accepted();
    given(&world)
        .when(BANK, offer(11, "0.0351"))
        .then_rejected("review-rate-above-product");
    let cut = world.with_rules(|rules| {
        let changes = rules["lpr_one_year"]["changes"].as_array_mut().unwrap();
        changes.push(serde_json::json!({"published": "2026-03-01", "rate": "0.0290"}));
    });
    given(&cut)
        .when(BANK, offer(11, "0.0350"))
        .then_rejected("review-rate-above-product");
    given(&cut).when(BANK, offer(11, "0.0340")).accepted();
}

#[test]
fn a_fee_by_share_is_at_most_that_share_of_what_is_lent_rounded_down() {
    let world = World::new().with_product(1, |product| {
        product.terms.fees = vec![Fee {
            name: text("服务费"),
            basis: FeeBasis::Share {
                of_principal: share("0.001"),
            },
        }];
    });
    let world = given(&world).when(SUPPLIER, submit(1)).accepted();
    let lending = |amount: &str, fees: &str| {
        with(|body| {
            body.terms.amount = cny(amount);
            body.terms.fees = vec![fee("服务费", fees)];
        })
    };
    given(&world).when(BANK, lending("99999.99", "99.99")).accepted();
    given(&world)
        .when(BANK, lending("99999.99", "100.00"))
        .then_rejected("review-fee-above-product");
}

#[test]
fn something_is_paid_out() {
    let world = World::new().with_product(1, |product| product.terms.interest = InterestMode::Discount);
    let world = given(&world).when(SUPPLIER, submit(1)).accepted();
    let lending = |amount: &str| {
        with(|body| {
            body.terms.amount = cny(amount);
            body.terms.fees = vec![fee("手续费", "500.00")];
        })
    };
    given(&world)
        .when(BANK, lending("508.00"))
        .then_rejected("review-pays-nothing");
    given(&world).when(BANK, lending("509.00")).accepted();
}

#[test]
fn an_offer_is_made_while_the_request_is_with_its_banks() {
    given(&World::submitted().on("2026-03-10"))
        .when(BANK, offer(11, "0.0360"))
        .then_rejected("request-expired");
    given(&World::accepted())
        .when(BANK, offer(11, "0.0360"))
        .then_rejected("review-stage");
    given(&World::submitted())
        .when(SECOND_BANK, offer(11, "0.0360"))
        .then_rejected("not-the-bank");
    given(&World::sealed())
        .when(BANK, offer(11, "0.0360"))
        .then_rejected("review-sealed");
    let withdrawn = given(&World::submitted()).when(SUPPLIER, withdraw(1)).accepted();
    given(&withdrawn)
        .when(BANK, offer(11, "0.0360"))
        .then_rejected("review-stage");
}

/// A guarantor's offer for a request, with a fee of 1,000.00, until the morning of 5 March.
fn promised(world: World, of: FinancingRequestId) -> World {
    let terms = GuaranteeTerms {
        guarantee: GuaranteeId::from_parts(1, [0; 10]),
        request: of,
        guarantor: GUARANTOR.id(),
        borrower: SUPPLIER.id(),
        share: Ratio::parse("0.80").unwrap(),
        at_most: cny("640000.00"),
        fee: cny("1000.00"),
        period: Term::Months(6),
        until: morning("2026-03-05"),
    };
    stepped(world, GuaranteeTransition::Offered(Box::new(terms)))
}

fn stepped(mut world: World, transition: GuaranteeTransition) -> World {
    world.case.apply(&Step::new(guarantee(1), transition)).unwrap();
    world
}

#[test]
fn the_fee_of_a_guarantee_is_part_of_the_cost_and_not_taken_off_what_is_paid_out() {
    let relying = || with(|body| body.terms.guarantee = Some(guarantee(1)));
    let world = promised(World::submitted(), request(1));
    let world = given(&world).when(BANK, relying()).accepted();
    let ReviewStage::Offered(made) = &world.case.reviews[&review(11)].stage else {
        panic!("no offer");
    };
    assert_eq!(made.cost.guarantee_fee, cny("1000.00"));
    assert_eq!(
        (made.cost.total, made.cost.paid_out),
        (cny("15000.00"), cny("800000.00"))
    );
    given(&world).when(SUPPLIER, accept(1, 11)).accepted();
    given(&promised(World::submitted(), request(2)))
        .when(BANK, relying())
        .then_rejected("guarantee-of-another-request");
    let back = stepped(world.clone(), GuaranteeTransition::Withdrawn {});
    given(&back)
        .when(BANK, relying())
        .then_rejected("guarantee-stage");
    given(&back)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("guarantee-stage");
    given(&world.on("2026-03-06"))
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("guarantee-offer-expired");
}

#[test]
fn a_bank_that_does_not_lend_says_why_and_the_others_go_on() {
    let world = given(&World::offered())
        .when(BANK, decline(11))
        .then_steps(&["review declined", "financing-request bank_declined"]);
    let asked = &world.case.requests[&request(1)];
    assert_eq!(asked.stage, RequestStage::Submitted {});
    assert!(!asked.asked.contains(&review(11)));
    given(&world)
        .when(BANK, decline(11))
        .then_rejected("review-stage");
    given(&world)
        .when(SUPPLIER, accept(1, 11))
        .then_rejected("review-stage");
    given(&world).when(SUPPLIER, accept(1, 12)).accepted();
}

#[test]
fn when_the_last_bank_declines_the_request_ends_and_the_certificates_are_free() {
    let world = given(&World::submitted()).when(BANK, decline(11)).accepted();
    let world = given(&world).when(SECOND_BANK, decline(12)).accepted();
    let world = given(&world).when(THIRD_BANK, decline(13)).then_steps(&[
        "review declined",
        "financing-request declined",
        "certificate released",
        "certificate released",
    ]);
    assert_eq!(world.case.requests[&request(1)].stage, RequestStage::Declined {});
    given(&world).when(SUPPLIER, submit(3)).accepted();
}

#[test]
fn when_the_bank_whose_offer_was_taken_declines_the_request_ends() {
    let world = given(&World::accepted()).when(BANK, decline(11)).then_steps(&[
        "review declined",
        "financing-request declined",
        "certificate released",
        "certificate released",
    ]);
    assert!(matches!(
        world.case.reviews[&review(11)].stage,
        ReviewStage::Declined { .. }
    ));
}

#[test]
fn a_bank_declines_its_own_review_and_in_time() {
    given(&World::submitted())
        .when(SECOND_BANK, decline(11))
        .then_rejected("not-the-bank");
    given(&World::submitted().on("2026-03-10"))
        .when(BANK, decline(11))
        .then_rejected("request-expired");
    given(&World::accepted())
        .when(SECOND_BANK, decline(12))
        .then_rejected("review-stage");
}

#[test]
fn an_auction_ends_with_its_request() {
    let world = given(&World::sealed()).when(BANK, decline(11)).accepted();
    let world = given(&world).when(SECOND_BANK, decline(12)).accepted();
    given(&world).when(THIRD_BANK, decline(13)).then_steps(&[
        "review declined",
        "financing-request declined",
        "certificate released",
        "certificate released",
        "auction ended",
    ]);
}

fn because(reasons: &[DeclineReason]) -> DeclineRequest {
    DeclineRequest {
        reasons: reasons.to_vec(),
        ..decline(11)
    }
}

#[rstest]
#[case::of_nothing(because(&[]), "review-reason-count")]
#[case::of_too_much(because(&[DeclineReason::Limit; 9]), "review-reason-count")]
#[case::of_one_thing_twice(because(&[DeclineReason::Limit, DeclineReason::Limit]), "review-reason-twice")]
#[case::of_who_knows_what(because(&[DeclineReason::Other]), "review-note-missing")]
fn a_bank_that_declines_says_why(#[case] body: DeclineRequest, #[case] code: &str) {
    given(&World::submitted()).when(BANK, body).then_rejected(code);
}

#[test]
fn another_reason_is_told_in_a_note() {
    let mut body = because(&[DeclineReason::Other, DeclineReason::Pricing]);
    body.note = Some(text("行业限额"));
    given(&World::submitted()).when(BANK, body).accepted();
}

#[test]
fn after_its_end_a_request_has_no_reviews_to_act_on() {
    let expired = World::submitted().on("2026-03-10");
    let world = given(&expired).when(crate::world::SERVICE, expire(1)).accepted();
    given(&world)
        .when(BANK, decline(11))
        .then_rejected("review-stage");
    given(&world)
        .when(BANK, withdraw_offer(11))
        .then_rejected("review-stage");
}
