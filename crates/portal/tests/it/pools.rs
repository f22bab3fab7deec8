//! The pages of asset managers: what is offered, what the rules of a pool say of it, and what pools hold.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Beside, Engine, Lending, World, yuan};

use crate::app::App;
use crate::forms::ActForm;

/// A loan of 480,000.00, of which 400,101.33 is open, offered to a pool for 399,000.00.
async fn offered() -> (App, Lending, Beside) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZC-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090003001").await;
    let lending = world.lending(&certificate, "JB-E2E-0003");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let beside = world.loan_goes_on(&lending).await;
    (App::of(world), lending, beside)
}

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

#[tokio::test]
async fn a_manager_opens_a_pool_by_rules() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    app.page("manager", "en", "/pools")
        .await
        .is_page("en")
        .says("/pools/new");
    let buyer = world.company("buyer");
    let named = format!("/pools/new?codes={}%0A91110199MA0HF26K3H%0Anonsense", buyer.code);
    let shown = app.page("manager", "en", &named).await;
    shown
        .is_page("en")
        .says(buyer.name)
        .says("is no buyer")
        .says("No party takes part under the code NONSENSE");
    let form = ActForm::read(world, &shown.text, "open");
    let mut body = form.body.clone();
    assert_eq!(body["eligibility"]["debtors"], json!([buyer.id.subject()]));
    body["name"] = "京北应收账款一期".into();
    body["eligibility"]["most_open"]["value"] = "1000000.00".into();
    body["eligibility"]["overdue"] = false.into();
    body["eligibility"]["one_debtor"] = "0.50".into();
    world.does("manager", form.kind(), body.clone(), 2).await;
    let page = format!("/pools/{}", id(body["pool"].as_str().unwrap()));
    for language in ["zh", "en"] {
        let shown = app.page("manager", language, &page).await;
        shown
            .is_page(language)
            .says("京北应收账款一期")
            .says("1,000,000.00 CNY")
            .says("50.00%");
        app.page("manager", language, "/home")
            .await
            .is_page(language)
            .says("0.00 CNY");
    }
    let shown = app.page("manager", "zh", &format!("{page}/close")).await;
    let form = ActForm::read(world, &shown.text, "act");
    world.does("manager", form.kind(), form.body.clone(), 1).await;
    app.page("manager", "en", &page)
        .await
        .says("It buys no more.")
        .says_not("/close");
    app.page("manager", "en", "/pools?stage=open")
        .await
        .is_page("en")
        .says("No pool is at this stage.")
        .says_not(&page);
    let again = app.page("manager", "en", &format!("{page}/close")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_offer_is_measured_by_every_rule_and_bought() {
    let (app, lending, beside) = offered().await;
    let world = &app.world;
    let (sale, pool) = (
        format!("/sales/{}", id(&beside.sale)),
        format!("/pools/{}", id(&beside.pool)),
    );
    for language in ["zh", "en"] {
        app.page("manager", language, "/home")
            .await
            .is_page(language)
            .says(&sale);
        app.page("manager", language, "/sales")
            .await
            .is_page(language)
            .says("北京市永宁区人民医院")
            .says("399,000.00");
        let shown = app.page("manager", language, &sale).await;
        // Owed at maturity: 400,101.33 and 55 days of 360 at 3.80 %.
        shown
            .is_page(language)
            .says("400,101.33 CNY")
            .says("402,424.14 CNY")
            .says("3,424.14 CNY")
            .says("3.80%");
    }
    let shown = app.page("manager", "en", &format!("{sale}/accept")).await;
    shown
        .is_page("en")
        .says("The loan keeps every rule")
        .says("not measured");
    let form = ActForm::read(world, &shown.text, "accept");
    assert_eq!(form.kind(), "sale.accept/1");
    world.does("manager", form.kind(), form.body.clone(), 2).await;
    app.page("manager", "en", &sale)
        .await
        .says("Bought into 京北应收账款一期");
    let again = app.page("manager", "en", &format!("{sale}/decline")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let held = app.page("manager", "en", &pool).await;
    held.is_page("en")
        .says("400,101.33")
        .says("80,000.00")
        .says("399,000.00")
        .says("<svg")
        .says(&format!("/loans/{}", id(&lending.loan)));
    // What was worth how much on an earlier day: it held nothing then.
    app.page("manager", "en", &format!("{pool}?on=2026-02-10"))
        .await
        .says("It holds no loan yet.");
    app.page("manager", "en", &format!("{pool}?on=2027-02-10"))
        .await
        .says("The day is ahead");
    app.page("manager", "zh", &format!("/loans/{}", id(&lending.loan)))
        .await
        .is_page("zh")
        .says("400,101.33");
    // The bank sees the pool that bought its loan, and not what others sold.
    app.page("bank", "en", &pool)
        .await
        .is_page("en")
        .says("400,101.33")
        .says_not("Interest accrued");
}

#[tokio::test]
async fn a_pool_shows_how_far_its_limits_are_used() {
    let (app, _, beside) = offered().await;
    let pool = format!("/pools/{}", id(&beside.pool));
    app.page("manager", "en", &pool)
        .await
        .is_page("en")
        .says_not("Limits in use");
    app.world
        .does("manager", "sale.accept/1", json!({"sale": beside.sale}), 2)
        .await;
    // 400,101.33 of 5,000,000.00 is open on the loan, it matures in 55 of 180 days, and it is one of 150.
    for (language, title, first, share, days) in [
        (
            "en",
            "Limits in use",
            "the first loan: not measured",
            "Share used",
            "180 days",
        ),
        ("zh", "限额占用", "首笔贷款，不计占比", "占用比例", "180 天"),
    ] {
        let used = |most: &str, share_used: &str| {
            format!("{most}</td><td class=\"of-limit\" data-head=\"{share}\"><span>{share_used}%")
        };
        for party in ["manager", "auditor"] {
            app.page(party, language, &pool)
                .await
                .is_page(language)
                .says(title)
                .says("<span class=\"hint\">北京市永宁区人民医院</span>")
                .says(first)
                .says(&used("5,000,000.00 CNY", "8.00"))
                .says(&used(days, "30.55"))
                .says("<rect class=\"bar-fill\" width=\"30\" height=\"4\">")
                .says(&used("150", "0.66"));
        }
        // The pool is more than the loans that the bank sold to it.
        app.page("bank", language, &pool)
            .await
            .is_page(language)
            .says_not(title);
    }
}

#[tokio::test]
async fn a_rule_that_is_broken_is_named_with_its_figures() {
    let (app, lending, _) = offered().await;
    let world = &app.world;
    let (pool, sale) = (world.new_id("pool"), world.new_id("sale"));
    let opening = json!({
        "pool": pool, "name": "京北应收账款二期",
        "eligibility": {
            "currency": "CNY", "most_open": yuan("400000.00"), "most_days": 30, "overdue": false, "one_debtor": "1.00",
        },
    });
    world.does("manager", "pool.open/1", opening, 2).await;
    let until = world.store.now().as_millis() + 86_400_000;
    let proposal = json!({
        "sale": sale, "loan": lending.loan, "pool": pool, "price": yuan("399000.00"), "until": until,
    });
    world.does("bank", "sale.propose/1", proposal, 2).await;
    let page = format!("/sales/{}", id(&sale));
    app.page("manager", "en", &page)
        .await
        .is_page("en")
        .says("The loan breaks a rule of the pool")
        .says("at most 400,000.00 CNY")
        .says("at most 30 days")
        .says("55 days");
    let shown = app.page("manager", "zh", &format!("{page}/decline")).await;
    let form = ActForm::read(world, &shown.text, "act");
    assert_eq!(form.kind(), "sale.decline/1");
    world.does("manager", form.kind(), form.body.clone(), 1).await;
    // What the loan says is the bank's again.
    app.page("manager", "en", &page)
        .await
        .says("The pool did not buy.")
        .says_not("402,424.14");
    app.page("bank", "en", &page)
        .await
        .is_page("en")
        .says("京北应收账款二期");
}

#[tokio::test]
async fn offers_and_pools_are_nobody_elses() {
    let (app, lending, beside) = offered().await;
    for path in [
        "/sales".to_owned(),
        "/pools".to_owned(),
        format!("/sales/{}", id(&beside.sale)),
        format!("/pools/{}", id(&beside.pool)),
        format!("/sales/{}/accept", id(&beside.sale)),
        "/pools/new".to_owned(),
    ] {
        for party in ["supplier", "buyer", "guarantor", "operator", "centre"] {
            let shown = app.page(party, "en", &path).await;
            assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
    }
    let bank = app.page("bank", "zh", "/sales").await;
    bank.is_page("zh")
        .says("京北应收账款一期")
        .says("京北资产管理有限公司");
    for (party, path) in [("bank", "/loans"), ("auditor", "/loans"), ("auditor", "/home")] {
        app.page(party, "en", path)
            .await
            .says("href=\"/sales\"")
            .says("href=\"/pools\"");
    }
    app.page("bank", "en", &format!("/loans/{}", id(&lending.loan)))
        .await
        .says(&format!(
            "<a href=\"/sales/{}\">京北应收账款一期</a>",
            id(&beside.sale)
        ));
    // A bank reads the pool only once it has bought.
    let pool = format!("/pools/{}", id(&beside.pool));
    assert_eq!(app.page("bank", "en", &pool).await.status, StatusCode::NOT_FOUND);
    app.page("bank", "en", &format!("/sales/{}", id(&beside.sale)))
        .await
        .is_page("en")
        .says("/withdraw");
    let shut = app
        .page("bank", "en", &format!("/sales/{}/accept", id(&beside.sale)))
        .await;
    assert_eq!(shut.status, StatusCode::FORBIDDEN);
    app.page("auditor", "en", &pool).await.is_page("en");
    app.page("manager", "en", "/news")
        .await
        .is_page("en")
        .says("Answer the offer of a loan")
        .says(&format!("/sales/{}", id(&beside.sale)));
    app.world.wait_days(3);
    app.page("manager", "en", &format!("/sales/{}", id(&beside.sale)))
        .await
        .says("ran out")
        .says_not("/accept");
}
