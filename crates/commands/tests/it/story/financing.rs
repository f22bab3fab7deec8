//! Beijing, from the request to the discharge: three banks, sealed bids, a guarantee, assessment, approval, the registry, money
//! out, notice, the hospital's payment, and what is left over.

use serde_json::{Value, json};
use tallystick_base::{CertificateId, FinancingRequestId, LoanId};
use tallystick_certificates::CertificateStage;

use super::opening::joins;
use crate::cast::{
    bank, fund, fund_registration, guarantor, guarantor_registration, hospital, second_bank,
    second_bank_registration, service, supplier, third_bank, third_bank_registration,
};
use crate::example::{Example, example};
use crate::world::World;

/// From request to discharge.
pub(super) fn the_supplier_borrows_and_the_hospital_pays(world: &mut World) {
    the_banks_publish_and_open_lines(world);
    the_supplier_asks_three_banks(world);
    they_bid_and_the_best_is_taken(world);
    the_bank_approves(world);
    the_money_goes_out(world);
    the_loan_is_offered_to_a_pool(world);
    the_hospital_pays_the_bank(world);
}

fn prepared_and_checked(example: Example, world: &mut World) {
    world.signs(bank().by([0, 1]), example);
}

pub(super) fn the_banks_publish_and_open_lines(world: &mut World) {
    world.day("2026-03-02");
    joins(world, &second_bank(), second_bank_registration());
    joins(world, &third_bank(), third_bank_registration());
    joins(world, &guarantor(), guarantor_registration());
    joins(world, &fund(), fund_registration());

    world.refused(bank().by([0]), example("product.publish/1"), "signatures-too-few");
    prepared_and_checked(example("product.publish/1"), world);
    for (desk, place) in [(second_bank(), 1), (third_bank(), 2)] {
        let product = &example("request.submit/1").body["invitations"][place]["product"];
        world.signs(
            desk.by([0, 1]),
            example("product.publish/1").with("/product", product.clone()),
        );
    }
    world.what_if(|world| {
        world.signs(bank().by([0, 1]), example("product.revise/1"));
        world.signs(bank().by([0]), example("product.withdraw/1"));
    });
    prepared_and_checked(example("credit-line.open/1"), world);
    world.what_if(|world| {
        world.signs(bank().by([0, 1]), example("credit-line.amend/1"));
        world.signs(bank().by([0]), example("credit-line.suspend/1"));
        world.signs(bank().by([0, 1]), example("credit-line.resume/1"));
        world.signs(bank().by([0]), example("credit-line.close/1"));
    });
}

fn the_supplier_asks_three_banks(world: &mut World) {
    world.day("2026-03-03");
    let submit = || example("request.submit/1");
    world.refused(hospital().by([2]), submit(), "not-the-borrower");
    // Four fifths of 600,000.00, and not a cent more.
    world.refused(
        supplier().by([0]),
        submit().with("/amount/value", "480000.01"),
        "request-above-advance",
    );
    world.what_if(an_open_request_is_offered_on_and_ends);
    world.signs(supplier().by([0]), submit());
    // A certificate backs one live request in the whole ledger.
    let again = submit().with(
        "/request",
        "financing-request/019cb155-0000-7000-8000-000000000001",
    );
    world.refused(
        supplier().by([0]),
        with_new_reviews(again, "019cb155"),
        "certificate-not-free",
    );
    world.signs(guarantor().by([0, 1]), example("guarantee.offer/1"));
    world.what_if(|world| world.signs(guarantor().by([0]), example("guarantee.withdraw/1")));
    world.what_if(|world| world.signs(supplier().by([0]), example("request.withdraw/1")));
    world.what_if(|world| {
        world.at("2026-03-09 18:01");
        world.signs(service(), example("guarantee.lapse/1"));
        world.signs(service(), example("request.expire/1"));
    });
}

/// Reviews that no request has yet.
fn with_new_reviews(mut submit: Example, prefix: &str) -> Example {
    let invitations = submit.body["invitations"].as_array_mut().unwrap();
    for (n, invitation) in invitations.iter_mut().enumerate() {
        invitation["review"] = format!("review/{prefix}-0000-7000-8000-00000000001{n}").into();
    }
    submit
}

/// Without sealed bids: an offer in the open, taken back, and two banks that do not lend.
fn an_open_request_is_offered_on_and_ends(world: &mut World) {
    world.signs(
        supplier().by([0]),
        example("request.submit/1").without("bids_until"),
    );
    world.refused(
        third_bank().by([0]),
        example("review.decline/1").without("note"),
        "review-note-missing",
    );
    world.signs(third_bank().by([0]), example("review.decline/1"));
    world.signs(guarantor().by([0, 1]), example("guarantee.offer/1"));
    world.signs(bank().by([0, 1]), example("review.offer/1"));
    world.signs(bank().by([0]), example("review.withdraw-offer/1"));
    let requested: FinancingRequestId = example("request.submit/1").value("/request");
    let invitations = example("request.submit/1").body["invitations"].clone();
    for (desk, place) in [(bank(), 0), (second_bank(), 1)] {
        let review = invitations[place]["review"].clone();
        world.signs(desk.by([0]), example("review.decline/1").with("/review", review));
    }
    let request = &world.case.financing.requests[&requested];
    assert_eq!(request.stage.name(), "Declined", "no bank is left");
    assert_eq!(stage_of(world), CertificateStage::Free {});
}

/// Where the financed certificate stands.
fn stage_of(world: &World) -> CertificateStage {
    let id: CertificateId = example("request.submit/1").value("/certificates/0");
    world.case.certificates().certificates[&id].stage.clone()
}

/// The bid file of another bank: another review, price and salt.
fn bid_of(review: &Value, rate: &str) -> String {
    let mut bid: Value = serde_json::from_str(example("bid.reveal/1").text("/bid")).unwrap();
    bid["review"] = review.clone();
    bid["terms"]["rate"] = rate.into();
    bid["terms"]["guarantee"] = Value::Null;
    bid["terms"]["fees"] = json!([{"name": "服务费", "amount": cny("480.00")}]);
    bid.to_string()
}

fn they_bid_and_the_best_is_taken(world: &mut World) {
    let invitations = example("request.submit/1").body["invitations"].clone();
    let (dear, silent) = (&invitations[1]["review"], &invitations[2]["review"]);
    let dear_bid = bid_of(dear, "0.0384");
    let commit = |review: &Value, bid: &str| {
        let digest = tallystick_financing::SealedBid::digest_of(bid);
        example("bid.commit/1")
            .with("/review", review.clone())
            .with("/commitment", digest.to_string())
    };
    world.at("2026-03-04 11:00");
    world.signs(bank().by([0, 1]), example("bid.commit/1"));
    world.refused(bank().by([0]), example("bid.reveal/1"), "bid-still-sealed");
    world.signs(second_bank().by([0, 1]), commit(dear, &dear_bid));
    world.signs(third_bank().by([0, 1]), commit(silent, "kept, and never opened"));

    world.at("2026-03-05 10:00");
    world.refused(
        second_bank().by([0]),
        example("bid.reveal/1").with("/review", dear.clone()),
        "bid-file-differs",
    );
    world.signs(bank().by([0]), example("bid.reveal/1"));
    let reveal = example("bid.reveal/1")
        .with("/review", dear.clone())
        .with("/bid", dear_bid);
    world.signs(second_bank().by([0]), reveal);
    world.refused(
        supplier().by([0]),
        example("request.accept/1"),
        "auction-not-over",
    );

    world.at("2026-03-05 19:00");
    world.signs(service(), example("auction.close/1"));
    let marked = &world.case.financing.bid_records[&third_bank().party];
    assert_eq!(
        marked.unrevealed.len(),
        1,
        "an unopened bid marks the bank's record"
    );
    world.refused(
        supplier().by([0]),
        example("request.accept/1").with("/review", dear.clone()),
        "review-not-awarded",
    );
    world.signs(supplier().by([0]), example("request.accept/1"));
}

fn the_bank_approves(world: &mut World) {
    world.day("2026-03-06");
    let approve = || example("loan.approve/1");
    world.refused(bank().by([0, 1]), approve(), "review-not-assessed");
    world.signs(bank().by([0]), example("review.assess/1"));
    world.refused(bank().by([0, 1]), approve(), "guarantee-not-issued");
    world.signs(guarantor().by([0, 1]), example("guarantee.issue/1"));
    world.refused(bank().by([0]), approve(), "signatures-too-few");
    world.signs(bank().by([0, 1]), approve());
    world.what_if(|world| world.signs(bank().by([0]), example("loan.cancel/1")));
    world.what_if(|world| {
        world.at("2026-03-13 18:01");
        world.refused(bank().by([0, 1]), example("loan.instruct/1"), "approval-lapsed");
        world.signs(service(), example("loan.lapse/1"));
        assert_eq!(stage_of(world), CertificateStage::Free {});
    });
}

fn the_money_goes_out(world: &mut World) {
    world.at("2026-03-06 11:00");
    let instruct = || example("loan.instruct/1");
    world.refused(bank().by([0, 1]), instruct(), "filing-missing");
    world.signs(bank().by([0]), example("filing.record/1"));
    assert!(matches!(stage_of(world), CertificateStage::Pledged { .. }));
    world.signs(bank().by([0, 1]), instruct());
    world.what_if(|world| {
        world.signs(bank().by([0]), example("disbursement.fail/1"));
        let again = instruct().with("/end_to_end", "JB-E2E-20260306-0002");
        world.signs(bank().by([0, 1]), again);
    });
    world.signs(bank().by([0]), example("disbursement.settle/1"));
    world.day("2026-03-09");
    world.signs(bank().by([0]), example("assignment.notify/1"));
    world.signs(hospital().by([2]), example("assignment.acknowledge/1"));
}

fn the_loan_is_offered_to_a_pool(world: &mut World) {
    world.day("2026-03-10");
    // After notice only payment to the bank's account counts.
    let to_the_supplier = example("payment.report/1").with("/paid_on", "2026-03-10");
    world.refused(hospital().by([2]), to_the_supplier, "payment-to-other-account");
    world.what_if(|world| {
        world.signs(fund().by([0, 1]), example("pool.open/1"));
        world.signs(bank().by([0, 1]), example("sale.propose/1"));
        world.what_if(|world| world.signs(fund().by([0]), example("sale.decline/1")));
        world.what_if(|world| world.signs(bank().by([0]), example("sale.withdraw/1")));
        world.signs(fund().by([0, 1]), example("sale.accept/1"));
        world.signs(fund().by([0]), example("pool.close/1"));
    });
}

fn the_hospital_pays_the_bank(world: &mut World) {
    world.day("2026-04-07");
    world.what_if(super::medical::the_bank_books_by_hand_what_nobody_knew);
    world.what_if(super::medical::the_hospital_does_not_pay);
    world.what_if(super::medical::a_guarantee_ends_that_nobody_called);
    world.signs(bank().by([0]), example("repayment.book/1"));
    // The same line in another file books nothing.
    world.refused(bank().by([0]), example("repayment.book/1"), "bank-entry-booked");
    assert_eq!(stage_of(world), CertificateStage::Discharged {});

    let loan: LoanId = example("loan.approve/1").value("/loan");
    assert_eq!(world.case.loans[&loan].stage.name(), "Closed");
    // 480,000.00 at 3.75 % for 32 days: 1,600.00. What the hospital paid above is the supplier's.
    world.day("2026-04-08");
    world.refused(
        bank().by([0, 1]),
        example("surplus.pay/1").with("/amount/value", "118400.01"),
        "surplus-above-owed",
    );
    world.signs(bank().by([0, 1]), example("surplus.pay/1"));
    world.day("2026-04-10");
    world.signs(bank().by([0]), example("filing.discharge/1"));
    nothing_is_held_any_more(world);
}

fn nothing_is_held_any_more(world: &World) {
    let case = &world.case;
    assert!(
        case.uses
            .values()
            .all(|used| used.reserved.is_zero() && used.drawn.is_zero())
    );
    assert!(
        case.financing
            .guarantor_uses
            .values()
            .all(|used| used.uses.is_empty())
    );
    assert!(
        case.financing
            .requests
            .values()
            .all(|request| !request.stage.is_live())
    );
}

/// A claim on the account of the bank, as an example of a debtor's payment to it.
pub(super) fn to_the_bank() -> Value {
    example("assignment.notify/1").body["payee"].clone()
}

/// Amounts as the examples write them.
pub(super) fn cny(value: &str) -> Value {
    json!({"value": value, "currency": "CNY"})
}
