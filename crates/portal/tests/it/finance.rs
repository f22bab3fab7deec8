//! The pages of financing: what they say in money, what their forms carry, and who gets none of them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tallystick_testbed::{Engine, Lending, World};

use crate::app::App;
use crate::forms::ActForm;

/// A certificate of 1,200,000.00 due on 2026-04-07, a product of the bank, and a request of 480,000.00 that is not submitted.
async fn ground() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-RZ-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090001001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    (App::of(world), lending)
}

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

fn offer(lending: &Lending, until: u64) -> Value {
    json!({
        "review": lending.review,
        "terms": {
            "amount": {"value": "480000.00", "currency": "CNY"}, "rate": "0.0380",
            "fees": [{"name": "服务费", "amount": {"value": "100.00", "currency": "CNY"}}],
            "guarantee": null, "conditions": ["补充验收单原件"],
        },
        "valid_until": until,
    })
}

#[tokio::test]
async fn the_first_step_ticks_what_is_free_and_says_which_products_fit() {
    let (app, lending) = ground().await;
    for language in ["zh", "en"] {
        let shown = app.page("supplier", language, "/requests/new").await;
        shown.is_page(language).says("1,200,000.00 CNY").says("确权贷");
        shown
            .says(&format!("value=\"{}\" checked", id(&lending.certificate)))
            .says("data-recompute=\"/requests/fits\"")
            .says("960,000.00");
    }
    let none = app.page("supplier", "en", "/requests/fits").await;
    none.says("Tick at least one free certificate.");
    assert!(!none.text.contains("<html"), "a fragment is no page");
}

#[tokio::test]
async fn a_request_offers_as_many_certificates_to_choose_as_it_takes_and_refuses_more() {
    let (app, lending) = ground().await;
    let parts: Vec<String> = (0..60).map(|_| app.world.new_id("certificate")).collect();
    let children: Vec<Value> = parts
        .iter()
        .map(|part| json!({"certificate": part, "amount": {"value": "20000.00", "currency": "CNY"}}))
        .collect();
    let body = json!({"certificate": lending.certificate, "children": children});
    app.world.does("supplier", "certificate.split/1", body, 1).await;
    let first = app.page("supplier", "en", "/requests/new").await;
    first
        .is_page("en")
        .says("A request takes at most 50 certificates.")
        .says("1,000,000.00 CNY")
        .says("Show those due later");
    assert_eq!(first.text.matches("name=\"certificate\"").count(), 50);
    let (_, next) = first.text.split_once("name=\"after\" value=\"").unwrap();
    let (after, _) = next.split_once('"').unwrap();
    let (_, one) = first.text.split_once("name=\"certificate\" value=\"").unwrap();
    let (one, _) = one.split_once('"').unwrap();
    let ticked = format!("/requests/new?certificate={one}&after={after}");
    let second = app.page("supplier", "en", &ticked).await;
    second
        .is_page("en")
        .says(&format!("value=\"{one}\" checked"))
        .says("Back to those due first")
        .says_not("Show those due later");
    assert_eq!(second.text.matches(" checked>").count(), 1);
    assert_eq!(second.text.matches("name=\"certificate\"").count(), 11);
    assert!(
        !second.text.contains(&format!(">{one}</label>")),
        "numbers, never ids"
    );
    let all: Vec<String> = parts
        .iter()
        .map(|part| format!("certificate={}", id(part)))
        .collect();
    let refused = format!("/requests/new?step=2&{}", all.join("&"));
    app.page("supplier", "en", &refused)
        .await
        .is_page("en")
        .says("A request takes at most 50 certificates; 60 are ticked. Untick 10, and ask for them in another request.");
}

#[tokio::test]
async fn costs_follow_what_one_types_and_are_those_that_one_works_out_by_hand() {
    let (app, lending) = ground().await;
    let address = |amount: &str, matures_on: &str| {
        format!(
            "/requests/cost?certificate={}&product={}&amount={amount}&draw_on=2026-02-14&matures_on={matures_on}&guarantee_fee=240",
            id(&lending.certificate),
            id(&lending.product)
        )
    };
    let shown = app
        .page("supplier", "en", &address("480,000", "2026-04-07"))
        .await;
    // 52 days of 360 at 4.00 %, 0.1 % fees, and what a guarantor may take.
    for figure in [
        "4.00%",
        "2,773.33",
        "480.00",
        "240.00",
        "3,493.33",
        "5.11%",
        "479,520.00",
        "482,773.33",
        "6.00%",
    ] {
        shown.says(figure);
    }
    app.page("supplier", "en", &address("1,000,000", "2026-04-07"))
        .await
        .says("It lends at most 960,000.00 CNY on these certificates.");
    app.page("supplier", "en", &address("480000", "2026-02-16"))
        .await
        .says("The day of paying back is not a working day.");
    app.page("supplier", "zh", &address("much", "2026-04-07"))
        .await
        .says("请填写大于零的申请金额");
}

#[tokio::test]
async fn the_third_step_carries_a_request_that_the_service_takes() {
    let (app, lending) = ground().await;
    let second = format!("/requests/new?step=2&certificate={}", id(&lending.certificate));
    let shown = app.page("supplier", "en", &second).await;
    shown
        .is_page("en")
        .says("value=\"960000.00\"")
        .says("value=\"2026-02-14T17:00\"");
    let unfinished = second.replace("step=2", "step=3");
    app.page("supplier", "en", &unfinished)
        .await
        .is_page("en")
        .says("Tick a product of at least one bank.");
    let guarantor = app.world.company("guarantor").id;
    let third = format!(
        "/requests/new?step=3&certificate={}&product={}&guarantor={}&amount=480%2C000&draw_on=2026-02-16&matures_on=2026-04-07\
         &until=2026-02-16T17%3A00&purpose=%E9%87%87%E8%B4%AD&account=0&bids=sealed&bids_until=2026-02-12T17%3A00",
        id(&lending.certificate),
        id(&lending.product),
        guarantor.uuid()
    );
    let shown = app.page("supplier", "zh", &third).await;
    shown.is_page("zh").says("480,000.00 CNY");
    let form = ActForm::read(&app.world, &shown.text, "request");
    assert_eq!(form.kind(), "request.submit/1");
    assert_eq!(form.attributes["data-capacity"], "supplier");
    app.world
        .does("supplier", form.kind(), form.body.clone(), 1)
        .await;
    let list = app.page("supplier", "en", "/requests").await;
    list.is_page("en").says("采购").says("480,000.00").says("1 bank");
    let request = form.body["request"].as_str().unwrap();
    let page = app
        .page("supplier", "en", &format!("/requests/{}", id(request)))
        .await;
    page.is_page("en")
        .says("The banks are to bid, sealed, until 2026-02-12 17:00.")
        .says("No bid has been made yet.");
}

#[tokio::test]
async fn offers_stand_side_by_side_and_one_is_accepted() {
    let (app, lending) = ground().await;
    let world = &app.world;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let path = format!("/requests/{}", id(&lending.request));
    app.page("supplier", "en", &path)
        .await
        .is_page("en")
        .says("The banks are to offer.");
    let until = world.store.now().as_millis() + 86_400_000;
    world
        .does("bank", "review.offer/1", offer(&lending, until), 2)
        .await;
    for language in ["zh", "en"] {
        let shown = app.page("supplier", language, &path).await;
        shown.is_page(language);
        // 52 days of 360 at 3.80 %, and the fee.
        for figure in [
            "2,634.67",
            "100.00",
            "2,734.67",
            "479,900.00",
            "482,634.67",
            "5.70%",
            "100.00%",
            "补充验收单原件",
        ] {
            shown.says(figure);
        }
    }
    let accept = format!("{path}/accept/{}", id(&lending.review));
    let shown = app.page("supplier", "en", &accept).await;
    shown.is_page("en").says("2,734.67 CNY");
    let form = ActForm::read(world, &shown.text, "accept");
    assert!(form.attributes["data-shown"].contains(&lending.review));
    world.does("supplier", form.kind(), form.body.clone(), 1).await;
    app.page("supplier", "en", &path)
        .await
        .says("is to approve the loan")
        .says("accepted");
    // Too late now.
    let again = app.page("supplier", "en", &accept).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_request_is_taken_back_by_its_borrower_alone() {
    let (app, lending) = ground().await;
    let world = &app.world;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let path = format!("/requests/{}", id(&lending.request));
    let shown = app.page("supplier", "zh", &format!("{path}/withdraw")).await;
    shown
        .says("占用的确权证明")
        .says("<p class=\"effect\">签署后申请结束");
    let form = ActForm::read(world, &shown.text, "withdraw");
    for (party, status) in [
        ("weaver", StatusCode::NOT_FOUND),
        ("buyer", StatusCode::NOT_FOUND),
        ("bank", StatusCode::FORBIDDEN),
        ("guarantor", StatusCode::FORBIDDEN),
        ("manager", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(app.page(party, "en", &path).await.status, status, "{party}");
        let act = app.page(party, "en", &format!("{path}/withdraw")).await;
        assert_eq!(act.status, status, "{party}");
    }
    let auditor = app.page("auditor", "en", &path).await;
    auditor.is_page("en");
    assert!(!auditor.text.contains("/withdraw"));
    world.does("supplier", form.kind(), form.body.clone(), 1).await;
    app.page("supplier", "en", &path)
        .await
        .says("The request was withdrawn.");
}

#[tokio::test]
async fn downstream_the_holder_joins() {
    let (app, lending) = ground().await;
    let world = &app.world;
    let mut request = world.request(&lending);
    let holder = world.company("supplier").id.subject();
    request["direction"] = json!({"downstream": {"holder": holder}});
    request.as_object_mut().unwrap().remove("pay_to");
    world.does("buyer", "request.submit/1", request, 1).await;
    let path = format!("/requests/{}", id(&lending.request));
    app.page("buyer", "en", &path)
        .await
        .is_page("en")
        .says("is to join, until");
    let shown = app.page("supplier", "en", &format!("{path}/join")).await;
    shown.is_page("en").says("11050199360000001024");
    let form = ActForm::read(world, &shown.text, "join");
    world.does("supplier", form.kind(), form.body.clone(), 1).await;
    app.page("buyer", "en", &path)
        .await
        .says("The banks are to offer.");
}

/// The guarantee is offered for a day, the offer that relies on it for two.
#[tokio::test]
async fn an_offer_whose_guarantee_has_expired_is_none_to_accept() {
    let (app, lending) = ground().await;
    let world = &app.world;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let until = |days: u64| world.store.now().as_millis() + days * 86_400_000;
    let guarantee = json!({
        "guarantee": lending.guarantee, "request": lending.request, "share": "0.50",
        "at_most": {"value": "240000.00", "currency": "CNY"}, "fee": {"value": "240.00", "currency": "CNY"}, "period": "P6M",
        "until": until(1),
    });
    world.does("guarantor", "guarantee.offer/1", guarantee, 2).await;
    let mut relying = offer(&lending, until(3));
    relying["terms"]["guarantee"] = json!(lending.guarantee);
    world.does("bank", "review.offer/1", relying, 2).await;
    let path = format!("/requests/{}", id(&lending.request));
    let accept = format!("{path}/accept/{}", id(&lending.review));
    let shown = app.page("supplier", "en", &path).await;
    shown.is_page("en").says(&accept);
    let shown = app.page("supplier", "en", &accept).await;
    shown.is_page("en").says("<dt>Security</dt><dd>pledge</dd>");
    world.wait_days(2);
    let shown = app.page("supplier", "en", &path).await;
    shown
        .is_page("en")
        .says("The banks are to offer.")
        .says_not(&accept);
    let late = app.page("supplier", "en", &accept).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_bank_whose_offer_was_accepted_reads_that_declining_ends_the_request() {
    let (app, lending) = ground().await;
    app.world.supplier_borrows(&lending).await;
    let path = format!("/reviews/{}/decline", id(&lending.request));
    let shown = app.page("bank", "en", &path).await;
    shown
        .is_page("en")
        .says("your bank is out though its offer was accepted: the request ends")
        .says_not("The other banks go on");
    let shown = app.page("bank", "zh", &path).await;
    shown.is_page("zh").says("贵行的报价已被接受");
    let form = ActForm::read(&app.world, &shown.text, "decline");
    let mut body = form.body.clone();
    body["reasons"] = json!(["limit"]);
    body["note"] = Value::Null;
    app.world.does("bank", form.kind(), body, 1).await;
    let request = format!("/requests/{}", id(&lending.request));
    let ended = app.page("supplier", "en", &request).await;
    ended
        .is_page("en")
        .says("No bank lends on it, and the request has ended.")
        .says_not("/accept/");
}

#[tokio::test]
async fn a_buyer_asks_for_a_loan_that_pays_the_holder() {
    let (app, lending) = ground().await;
    let world = &app.world;
    let holder = world.company("supplier");
    // The certificates of a debtor's loan are released, and secure nothing.
    for (language, words, security) in [
        ("en", "Have a holder paid now", "data-head=\"Security\""),
        ("zh", "申请贷款提前付款给持有人", "data-head=\"担保方式\""),
    ] {
        app.page("buyer", language, "/payments")
            .await
            .says("href=\"/requests\"");
        app.page("buyer", language, "/requests").await.says(words);
        app.page("buyer", language, "/requests/new")
            .await
            .is_page(language)
            .says(holder.name)
            .says(&format!("value=\"{}\" checked", id(&lending.certificate)))
            .says("960,000.00")
            .says_not(security);
    }
    let second = format!("/requests/new?step=2&certificate={}", id(&lending.certificate));
    let shown = app.page("buyer", "en", &second).await;
    shown
        .is_page("en")
        .says("named by the holder when it joins")
        .says_not("name=\"account\"");
    let third = format!(
        "{}&product={}&amount=480%2C000&draw_on=2026-02-16&matures_on=2026-04-07&until=2026-02-16T17%3A00&purpose=%E8%B4%A7%E6%AC%BE",
        second.replace("step=2", "step=3"),
        id(&lending.product),
    );
    let shown = app.page("buyer", "en", &third).await;
    shown.is_page("en").says("The holder is told, and may join");
    let form = ActForm::read(world, &shown.text, "request");
    assert_eq!(form.attributes["data-capacity"], "buyer");
    assert_eq!(
        form.body["direction"],
        json!({"downstream": {"holder": holder.id.to_string()}})
    );
    assert_eq!(form.body.get("pay_to"), None);
    world.does("buyer", form.kind(), form.body.clone(), 1).await;
    let path = format!("/requests/{}", id(form.body["request"].as_str().unwrap()));
    app.page("buyer", "en", &path)
        .await
        .is_page("en")
        .says("is to join, until");
    app.page("supplier", "en", &format!("{path}/join"))
        .await
        .is_page("en")
        .says("11050199360000001024");
    for party in ["bank", "guarantor", "operator"] {
        let shown = app.page(party, "en", "/requests/new").await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn a_loan_is_stated_to_the_cent() {
    let (app, lending) = ground().await;
    let world = &app.world;
    world.bank_lends(&lending).await;
    world.loan_goes_on(&lending).await;
    for (language, matures) in [("zh", "2026-04-07 周二"), ("en", "2026-04-07 Tue")] {
        let list = app.page("supplier", language, "/loans").await;
        list.is_page(language)
            .says("400,101.33")
            .says(matures)
            .says("<svg");
        let shown = app
            .page("supplier", language, &format!("/loans/{}", id(&lending.loan)))
            .await;
        shown.is_page(language);
        // 2 days of 360 at 3.80 % on 480,000.00; then 55 days on what is left, until maturity.
        for figure in [
            "101.33",
            "79,898.67",
            "400,101.33",
            "2,322.81",
            "402,424.14",
            "JB-E2E-0001",
            "11050199360000001024",
        ] {
            shown.says(figure);
        }
    }
    // The bank knows it by its borrower, the borrower by its bank, and an auditor by both.
    for (party, title) in [
        ("bank", "<h1>Loan 北京安卫防护用品有限公司</h1>"),
        ("supplier", "<h1>Loan 京北商业银行</h1>"),
        (
            "auditor",
            "<h1>Loan of 京北商业银行 to 北京安卫防护用品有限公司</h1>",
        ),
    ] {
        app.page(party, "en", &format!("/loans/{}", id(&lending.loan)))
            .await
            .says(title)
            .says("Certificates that secure it");
    }
    let owed = |day: &str| format!("/loans/{}/owed?on={day}", id(&lending.loan));
    app.page("supplier", "en", &owed("2026-03-01"))
        .await
        .says("760.19")
        .says("400,861.52");
    app.page("supplier", "en", &owed("2026-02-01"))
        .await
        .says("The day has passed.");
    for (party, status) in [
        ("weaver", StatusCode::NOT_FOUND),
        ("buyer", StatusCode::NOT_FOUND),
        ("bank", StatusCode::OK),
        ("guarantor", StatusCode::OK),
        ("manager", StatusCode::NOT_FOUND),
        ("auditor", StatusCode::OK),
    ] {
        let path = format!("/loans/{}", id(&lending.loan));
        assert_eq!(app.page(party, "en", &path).await.status, status, "{party}");
        let fragment = app.page(party, "en", &owed("2026-03-01")).await;
        assert_eq!(fragment.status, status, "{party}");
    }
}

#[tokio::test]
async fn what_secured_a_loan_that_is_paid_back_reads_as_returned() {
    let (app, lending) = ground().await;
    app.world.bank_lends(&lending).await;
    let path = format!("/loans/{}", id(&lending.loan));
    app.page("supplier", "en", &path)
        .await
        .says("Certificates that secure it")
        .says_not(">returned</span>");
    app.world.wait_days(2);
    let repaid = app
        .world
        .repayment(&lending, "500000.00", "2026-02-11", "JB-LS-0211-0009");
    app.world.does("bank", "repayment.book/1", repaid, 1).await;
    for (language, title, returned) in [
        ("en", "Certificates that secured it", "returned"),
        ("zh", "曾用作担保的确权证明", "已退还"),
    ] {
        app.page("supplier", language, &path)
            .await
            .is_page(language)
            .says(&format!("<h2>{title}</h2>"))
            .says(&format!("<span class=\"quiet-text\">{returned}</span>"));
    }
}

#[tokio::test]
async fn a_debtor_reads_the_new_account_large_and_acknowledges_it() {
    let (app, lending) = ground().await;
    let world = &app.world;
    world.bank_lends(&lending).await;
    let beside = world.loan_goes_on(&lending).await;
    let path = format!("/notices/{}", id(&beside.notice));
    app.page("buyer", "en", "/notices")
        .await
        .is_page("en")
        .says(&path);
    for language in ["zh", "en"] {
        let shown = app.page("buyer", language, &path).await;
        shown
            .is_page(language)
            .says("<p class=\"account\">1105 0199 3600 0000 1024</p>")
            .says("京北商业银行");
    }
    // The holder reads it, and has nothing to sign.
    let holder = app.page("supplier", "en", &path).await;
    holder.is_page("en");
    assert!(!holder.text.contains("<form class=\"act\""));
    for (party, status) in [
        ("weaver", StatusCode::NOT_FOUND),
        ("bank", StatusCode::OK),
        ("guarantor", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(app.page(party, "en", &path).await.status, status, "{party}");
    }
    let shown = app.page("buyer", "en", &path).await;
    let form = ActForm::read(world, &shown.text, "acknowledge");
    world.does("buyer", form.kind(), form.body.clone(), 1).await;
    let after = app.page("buyer", "en", &path).await;
    after.says("Your party has acknowledged receipt");
    assert!(!after.text.contains("<form class=\"act\""));
}

#[tokio::test]
async fn everybody_compares_products_and_suppliers_ask_under_them() {
    let (app, lending) = ground().await;
    let link = format!("/requests/new?product={}", id(&lending.product));
    for language in ["zh", "en"] {
        let shown = app.page("supplier", language, "/products").await;
        shown
            .is_page(language)
            .says("确权贷")
            .says("4.00%")
            .says("960,000.00")
            .says(&link);
    }
    let bank = app.page("bank", "en", "/products").await;
    bank.is_page("en").says("确权贷");
    assert!(!bank.text.contains("/requests/new"));
    assert_eq!(
        app.page("guarantor", "en", "/requests/new").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_the_address_says_is_not_trusted() {
    let (app, _) = ground().await;
    for (path, status) in [
        ("/requests/new?colour=red", StatusCode::BAD_REQUEST),
        ("/requests/none", StatusCode::NOT_FOUND),
        ("/loans/none", StatusCode::NOT_FOUND),
        ("/notices/none", StatusCode::NOT_FOUND),
        ("/requests?after=nonsense", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(app.page("supplier", "en", path).await.status, status, "{path}");
    }
    let typed = "/requests/new?step=3&purpose=%3Cscript%3E";
    let shown = app.page("supplier", "en", typed).await;
    assert!(!shown.text.contains("<script>"), "{}", shown.text);
}
