//! What waits and what falls due, as the clock goes on: each reminder comes in time, to whom it concerns, and ends with its cause.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tallystick_testbed::{Engine, Lending, World, yuan};

use crate::app::{App, Shown};
use crate::certificates::with_certificate;

const HOUR: u64 = 60 * 60 * 1_000;
const DAY: u64 = 24 * HOUR;

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// A certificate of 1,200,000.00 due on 2026-04-07, and a product and a line of the bank; nobody has asked for anything.
async fn ready() -> (App, Lending) {
    let (app, certificate) = with_certificate().await;
    let mut lending = app.world.lending(&certificate, "JB-E2E-0001");
    lending.guarantee = None;
    app.world.bank_opens(&lending, "5000000.00").await;
    (app, lending)
}

/// The news of a party's maker.
async fn news(app: &App, party: &str) -> Shown {
    app.page(party, "zh", "/news").await.is_page("zh");
    let shown = app.page(party, "en", "/news").await;
    shown.is_page("en");
    shown
}

fn offer(lending: &Lending, until: u64) -> Value {
    json!({
        "review": lending.review,
        "terms": {
            "amount": yuan(lending.amount), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": [],
        },
        "valid_until": until,
    })
}

#[tokio::test]
async fn the_clock_of_a_claim_is_told_to_buyer_centre_and_supplier_at_10_5_and_1_days() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-2026-003").await;
    let receivable = world.new_id("receivable");
    let mut claim = world.claim(&contract, &receivable, "26117000000012345678");
    claim["centre"] = json!(world.company("centre").id.subject());
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let app = App::of(world);
    for party in ["buyer", "centre", "supplier"] {
        news(&app, party).await.says("Nothing falls due within 10 days.");
    }
    // To be answered by 2026-03-11; the world began on 2026-02-09.
    app.world.wait_days(20);
    let told = [
        ("buyer", "Answer the claim"),
        ("centre", "Look at the claim and pass it on"),
        ("supplier", "The buyer is to answer your claim"),
    ];
    for (party, words) in told {
        let shown = news(&app, party).await;
        shown
            .says(words)
            .says("10 days left at most")
            .says("2026-03-11 Wed")
            .says(&format!("/receivables/{}", id(&receivable)))
            .says_not("5 days left at most");
    }
    let forward = json!({"receivable": receivable, "findings": []});
    app.world.does("centre", "receivable.forward/1", forward, 1).await;
    app.world.wait_days(5);
    let centre = news(&app, "centre").await;
    centre
        .says("The buyer is to answer the claim")
        .says("5 days left at most")
        .says_not("pass it on");
    app.world.wait_days(4);
    news(&app, "buyer").await.says("1 day left at most");
    news(&app, "bank").await.says("Nothing falls due");
    // Once the time is over the supplier waits for nothing; the buyer still answers.
    app.world.wait_days(3);
    news(&app, "supplier").await.says_not("your claim");
    news(&app, "buyer").await.says("Answer the claim");
}

#[tokio::test]
async fn what_is_due_is_found_behind_much_that_is_split_and_the_rest_is_named() {
    let (app, certificate) = with_certificate().await;
    let children: Vec<Value> = (0..60)
        .map(|_| json!({"certificate": app.world.new_id("certificate"), "amount": yuan("20000.00")}))
        .collect();
    let body = json!({"certificate": certificate, "children": children});
    app.world.does("supplier", "certificate.split/1", body, 1).await;
    app.world.wait_days(54);
    for (party, words) in [("buyer", "Pay"), ("supplier", "Payment expected")] {
        let shown = news(&app, party).await;
        shown.says(words).says("there are more than are listed here");
        assert_eq!(shown.text.matches("2026-04-07 Tue").count(), 50, "{party}");
    }
}

#[tokio::test]
async fn who_asks_for_money_is_told_of_offers_and_of_the_end_of_its_request() {
    let (app, lending) = ready().await;
    let world = &app.world;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let page = format!("/requests/{}", id(&lending.request));
    news(&app, "supplier").await.says("Your request ends").says(&page);
    news(&app, "bank").await.says("Offer on the request");
    let until = world.store.now().as_millis() + 4 * DAY;
    world
        .does("bank", "review.offer/1", offer(&lending, until), 2)
        .await;
    for path in ["/home", "/news"] {
        app.page("supplier", "en", path)
            .await
            .says("Offer of a bank; it costs")
            .says(&page);
    }
    news(&app, "supplier")
        .await
        .says("Accept a bank’s offer, or let it lapse")
        .says(&page);
    let accept = json!({"request": lending.request, "review": lending.review});
    world.does("supplier", "request.accept/1", accept, 1).await;
    news(&app, "supplier").await.says_not("Accept a bank’s offer");
    news(&app, "bank").await.says("Approve the loan");
    world.wait_days(6);
    news(&app, "supplier").await.says_not("Your request ends");
}

#[tokio::test]
async fn a_holder_is_asked_to_join_and_the_buyer_told_of_offers_and_its_loan() {
    let (app, lending) = ready().await;
    let world = &app.world;
    let mut request = world.request(&lending);
    let holder = world.company("supplier");
    request["direction"] = json!({"downstream": {"holder": holder.id.subject()}});
    request.as_object_mut().unwrap().remove("pay_to");
    world.does("buyer", "request.submit/1", request, 1).await;
    let page = format!("/requests/{}", id(&lending.request));
    news(&app, "supplier")
        .await
        .says("Join the request of your debtor")
        .says(&page);
    app.page("supplier", "zh", "/home")
        .await
        .says("加入债务人的融资申请")
        .says(&page);
    app.page("weaver", "en", "/home")
        .await
        .says_not("Join the request");
    let join = json!({"request": lending.request, "pay_to": holder.payee()});
    world.does("supplier", "request.join/1", join, 1).await;
    app.page("supplier", "en", "/home")
        .await
        .says_not("Join the request");
    let until = world.store.now().as_millis() + 4 * DAY;
    world
        .does("bank", "review.offer/1", offer(&lending, until), 2)
        .await;
    for path in ["/home", "/news"] {
        app.page("buyer", "en", path)
            .await
            .says("京北商业银行 offers a loan on your request; 4 days left")
            .says(&page);
    }
    let accept = json!({"request": lending.request, "review": lending.review});
    world.does("buyer", "request.accept/1", accept, 1).await;
    world.bank_assesses(&lending).await;
    world.bank_instructs(&lending).await;
    world
        .does("bank", "disbursement.settle/1", world.settlement(&lending), 1)
        .await;
    app.page("buyer", "en", "/home")
        .await
        .says("Loan of 京北商业银行, to be repaid on 2026-04-07 Tue")
        .says(&format!("/loans/{}", id(&lending.loan)))
        .says_not("offers a loan");
}

#[tokio::test]
async fn a_bid_is_to_be_sealed_and_then_to_be_opened() {
    let (app, lending) = ready().await;
    let world = &app.world;
    let mut request = world.request(&lending);
    request["bids_until"] = json!(world.store.now().as_millis() + DAY);
    world.does("supplier", "request.submit/1", request, 1).await;
    news(&app, "bank")
        .await
        .says("Seal a bid")
        .says_not("Offer on the request");
    let file = json!({"salt": "sRoxy1f-S_j4E66CcrRfXg", "review": lending.review});
    let digest = hex::encode(Sha256::digest(file.to_string().as_bytes()));
    let body = json!({"review": lending.review, "commitment": digest});
    world.does("bank", "bid.commit/1", body, 2).await;
    news(&app, "bank")
        .await
        .says_not("Seal a bid")
        .says_not("Open your bid");
    world.wait(DAY + HOUR);
    news(&app, "bank")
        .await
        .says("Open your bid")
        .says(&format!("/reviews/{}", id(&lending.request)));
    // Who opens nothing in time has lost.
    world.wait(DAY);
    news(&app, "bank").await.says_not("Open your bid");
}

#[tokio::test]
async fn a_bank_is_told_of_filings_and_of_lines_that_end() {
    let (app, lending) = ready().await;
    let world = &app.world;
    world.bank_lends(&lending).await;
    news(&app, "bank").await.says_not("Filing ends");
    // The line ends on 2027-01-31, the filing on 2027-02-08.
    world.wait_days(350);
    news(&app, "bank")
        .await
        .says("Last day of the credit line")
        .says(&format!("/credit-lines/{}", id(&lending.line)))
        .says_not("Filing ends");
    world.wait_days(6);
    news(&app, "bank")
        .await
        .says("Filing ends in the registry")
        .says("ZD-DJ-JB-E2E-0001");
    news(&app, "supplier")
        .await
        .says_not("Filing ends")
        .says_not("Last day of the credit line");
}

#[tokio::test]
async fn a_filing_whose_debt_has_ended_is_to_be_taken_out_in_ten_working_days() {
    let (app, lending) = ready().await;
    let world = &app.world;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    world
        .does("bank", "loan.approve/1", world.approval(&lending), 2)
        .await;
    let filing = json!({
        "filing": lending.filing, "loan": lending.loan, "number": "ZD-DJ-0001",
        "registered_at": world.store.now().as_millis(), "until": "2027-02-08",
    });
    world.does("bank", "filing.record/1", filing, 1).await;
    news(&app, "bank")
        .await
        .says("Instruct the disbursement")
        .says_not("out of the registry");
    world.wait_days(5);
    assert!(
        world.store.sweep().await.unwrap().recorded > 0,
        "the approval lapses"
    );
    for path in ["/news", "/home"] {
        app.page("bank", "en", path)
            .await
            .is_page("en")
            .says("Filings to be taken out of the registry: 1");
    }
    news(&app, "bank")
        .await
        .says("Take the filing out of the registry")
        .says("ZD-DJ-0001")
        .says_not("Instruct the disbursement");
    let discharge = json!({"filing": lending.filing, "on": "2026-02-14"});
    world.does("bank", "filing.discharge/1", discharge, 1).await;
    news(&app, "bank").await.says_not("out of the registry");
}

#[tokio::test]
async fn a_bank_is_told_of_the_promise_that_it_is_to_keep() {
    let (app, lending) = ready().await;
    let world = &app.world;
    let endorse = json!({"certificate": lending.certificate});
    world.does("bank", "certificate.endorse/1", endorse, 2).await;
    news(&app, "bank").await.says_not("Honour your endorsement");
    world.wait_days(60);
    news(&app, "bank")
        .await
        .says("Honour your endorsement: the debtor did not pay")
        .says(&format!("/certificates/{}", id(&lending.certificate)));
    app.page("bank", "en", "/home")
        .await
        .says("1 endorsed certificate was not paid by its debtor");
    news(&app, "guarantor").await.says_not("endorsement");
}

#[tokio::test]
async fn a_proposal_is_told_to_who_may_sign_too_until_it_ends() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-2026-001").await;
    let (receivable, certificate) = (world.new_id("receivable"), world.new_id("certificate"));
    let claim = world.claim(&contract, &receivable, "26117000000012345678");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let confirmation = world.confirmation(&receivable, &certificate);
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    let app = App::of(world);
    news(&app, "buyer").await.says_not("Sign too:");
    let checker = app.cookie("buyer", 1).await;
    app.get(&format!("{checker}; tallystick-language=en"), "/news")
        .await
        .is_page("en")
        .says("Sign too:")
        .says("/waiting/");
}

#[tokio::test]
async fn the_yearly_disclosure_is_told_to_the_buyers_that_order_802_governs() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    news(&app, "buyer").await.says_not("Publish the disclosure");
    // From 2026-02-09 on to 2026-03-26.
    app.world.wait_days(45);
    news(&app, "buyer")
        .await
        .says("Publish the disclosure of overdue payments for")
        .says("2025")
        .says("2026-03-31 Tue");
    news(&app, "supplier").await.says_not("Publish the disclosure");
    app.world.wait_days(6);
    news(&app, "buyer").await.says_not("Publish the disclosure");
}

#[tokio::test]
async fn amendments_and_notices_wait_for_whom_they_are_for() {
    let (app, lending) = ready().await;
    let world = &app.world;
    let contract = world.contract("YNYY-2026-009").await;
    let amendment = world.new_id("amendment");
    let proposal = json!({
        "amendment": amendment, "contract": contract,
        "changes": {"signed_on": "2026-02-09", "amount": yuan("5400000.00"), "documents": []},
    });
    world.does("buyer", "amendment.propose/1", proposal, 1).await;
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says("Answer the amendment of 2026-02-09")
        .says(&format!("/amendments/{}", id(&amendment)));
    world.bank_lends(&lending).await;
    let beside = world.loan_goes_on(&lending).await;
    let page = format!("/notices/{}", id(&beside.notice));
    app.page("buyer", "en", "/home")
        .await
        .is_page("en")
        .says("京北商业银行 gives notice")
        .says(&page);
    app.page("supplier", "en", "/home").await.says_not("gives notice");
    let acknowledge = json!({"notice": beside.notice});
    world
        .does("buyer", "assignment.acknowledge/1", acknowledge, 1)
        .await;
    app.page("buyer", "en", "/home").await.says_not("gives notice");
}

/// Whether a party is reminded, in both languages, that this is due.
async fn is_told(app: &App, party: &str, page: &str, [zh, en]: [&str; 2]) -> bool {
    let mut told = Vec::new();
    for (language, words) in [("zh", zh), ("en", en)] {
        let shown = app.page(party, language, "/news").await;
        shown.is_page(language);
        // What happened stands below, and may be called the same.
        let (_, due) = shown.text.split_once("id=\"due\"").unwrap();
        let (due, _) = due.split_once("</section>").unwrap();
        told.push(due.contains(&format!("<a href=\"{page}\">{words}")));
    }
    assert_eq!(told[0], told[1], "{party} {en}");
    told[0]
}

#[tokio::test]
async fn a_loan_that_matures_is_told_to_who_repays_and_to_who_collects() {
    let (app, lending) = ready().await;
    app.world.bank_lends(&lending).await;
    let page = format!("/loans/{}", id(&lending.loan));
    let (repay, collect) = (["归还贷款", "Repay the loan"], ["贷款到期", "Loan matures"]);
    // It matures on 2026-04-07; the world began on 2026-02-09.
    for (wait, is_due) in [(46, false), (1, true), (9, true)] {
        app.world.wait_days(wait);
        assert_eq!(is_told(&app, "supplier", &page, repay).await, is_due);
        assert_eq!(is_told(&app, "bank", &page, collect).await, is_due);
        assert!(!is_told(&app, "supplier", &page, collect).await);
        assert!(!is_told(&app, "bank", &page, repay).await);
    }
    news(&app, "bank")
        .await
        .says("1 day left at most")
        .says("480,000.00 CNY")
        .says("2026-04-07 Tue");
    // What is repaid is due no more.
    let rest = app
        .world
        .repayment(&lending, "482900.00", "2026-04-06", "JB-LS-0406-0001");
    app.world.does("bank", "repayment.book/1", rest, 2).await;
    assert!(!is_told(&app, "supplier", &page, repay).await);
    assert!(!is_told(&app, "bank", &page, collect).await);
}

#[tokio::test]
async fn an_offer_of_a_certificate_is_to_be_answered_before_its_time_ends() {
    let (app, certificate) = with_certificate().await;
    let (page, words) = (
        format!("/certificates/{}", id(&certificate)),
        ["答复转让要约", "Answer the offer of a certificate"],
    );
    let offer = json!({
        "certificate": certificate, "to": app.world.company("weaver").id.subject(),
        "until": app.world.store.now().as_millis() + 12 * DAY, "recourse": "none",
    });
    app.world.does("supplier", "certificate.offer/1", offer, 1).await;
    for (wait, is_due) in [(0, false), (2, true), (9, true), (2, false)] {
        app.world.wait_days(wait);
        assert_eq!(is_told(&app, "weaver", &page, words).await, is_due);
        assert!(!is_told(&app, "supplier", &page, words).await);
    }
}

#[tokio::test]
async fn a_guarantee_that_an_accepted_offer_relies_on_is_to_be_issued() {
    let (app, certificate) = with_certificate().await;
    let lending = app.world.lending(&certificate, "JB-E2E-0001");
    app.world.bank_opens(&lending, "5000000.00").await;
    app.world.supplier_borrows(&lending).await;
    let page = format!("/guarantees/{}", id(lending.guarantee.as_ref().unwrap()));
    let words = ["出具担保", "Issue the guarantee"];
    assert!(is_told(&app, "guarantor", &page, words).await);
    news(&app, "guarantor")
        .await
        .says("240,000.00 CNY")
        .says("5 days left");
    assert!(!is_told(&app, "bank", &page, words).await);
    app.world.bank_assesses(&lending).await;
    assert!(!is_told(&app, "guarantor", &page, words).await);
}
