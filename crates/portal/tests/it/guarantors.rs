//! The pages of guarantors: who asks, what an offer comes to, what is issued, and how far the limits are used.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Engine, Lending, World, yuan};

use crate::app::App;
use crate::forms::ActForm;

/// A request of 480,000.00 of the supplier that asks the bank for money and the guarantor for a guarantee.
async fn asked() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-DB-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090002001").await;
    let lending = world.lending(&certificate, "JB-E2E-0002");
    world.bank_opens(&lending, "5000000.00").await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    (App::of(world), lending)
}

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

fn guarantee(lending: &Lending) -> &str {
    id(lending.guarantee.as_deref().unwrap())
}

#[tokio::test]
async fn a_guarantor_finds_who_asks_and_offers() {
    let (app, lending) = asked().await;
    let world = &app.world;
    let address = format!("/guarantees/asked/{}", id(&lending.request));
    for language in ["zh", "en"] {
        app.page("guarantor", language, "/home")
            .await
            .is_page(language)
            .says("480,000.00 CNY")
            .says(&address);
        app.page("guarantor", language, "/guarantees")
            .await
            .is_page(language)
            .says(&address)
            .says("2,000,000,000.00 CNY");
        app.page("guarantor", language, &address)
            .await
            .is_page(language)
            .says("采购熔喷布")
            .says(&format!("{address}/offer"))
            .says(&format!("/certificates/{}", id(&lending.certificate)));
    }
    let shown = app.page("guarantor", "en", &format!("{address}/offer")).await;
    shown
        .is_page("en")
        .says(&format!("data-recompute=\"{address}/figures\""))
        .says("6 months, by the rules");
    let form = ActForm::read(world, &shown.text, "offer");
    assert_eq!(form.kind(), "guarantee.offer/1");
    assert!(form.attributes["data-shown"].contains(&lending.request));
    let mut body = form.body.clone();
    assert_eq!(body["at_most"], yuan("240000.00"));
    body["share"] = "0.50".into();
    body["fee"]["value"] = "240.00".into();
    body["until"] = (world.store.now().as_millis() + 86_400_000).into();
    world.does("guarantor", form.kind(), body, 2).await;
    // It waits for others now.
    let home = app.page("guarantor", "en", "/home").await;
    home.says("50.00%").says("240,000.00").says_not(&address);
    app.page("guarantor", "en", &address)
        .await
        .says("You have offered.");
}

#[tokio::test]
async fn what_an_offer_comes_to_follows_from_what_one_types() {
    let (app, lending) = asked().await;
    let figures = |query: &str| format!("/guarantees/asked/{}/figures?{query}", id(&lending.request));
    let shown = app
        .page(
            "guarantor",
            "en",
            &figures("share=50&at_most.value=200%2C000&fee.value=240&period=P3M"),
        )
        .await;
    // Half of 480,000.00, capped at 200,000.00; net assets are 200,000,000.00, and one borrower has a tenth of them.
    for figure in [
        "240,000.00 CNY",
        "200,000.00 CNY",
        "0.12% of what is guaranteed",
        "20,000,000.00",
        "19,800,000.00",
        "30,000,000.00",
        "1.00%",
    ] {
        shown.says(figure);
    }
    assert!(!shown.text.contains("<html"), "a fragment is no page");
    app.page("guarantor", "en", &figures("share=150&at_most.value=1"))
        .await
        .says("The share is above 0 and at most 100");
    app.page("guarantor", "zh", &figures("share=50"))
        .await
        .says("请填写大于零的最高担保金额");
    for party in ["supplier", "bank", "manager", "auditor"] {
        let status = app.page(party, "en", &figures("share=50")).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn what_is_relied_on_is_issued_and_cannot_be_taken_back() {
    let (app, lending) = asked().await;
    let world = &app.world;
    let body = json!({
        "guarantee": lending.guarantee, "request": lending.request, "share": "0.50", "at_most": yuan("240000.00"),
        "fee": yuan("240.00"), "period": "P6M", "until": world.store.now().as_millis() + 4 * 86_400_000,
    });
    world.does("guarantor", "guarantee.offer/1", body, 2).await;
    let page = format!("/guarantees/{}", guarantee(&lending));
    let shown = app.page("guarantor", "en", &format!("{page}/withdraw")).await;
    shown.is_page("en").says("240,000.00 CNY");
    assert_eq!(
        ActForm::read(world, &shown.text, "act").kind(),
        "guarantee.withdraw/1"
    );
    let early = app.page("guarantor", "en", &format!("{page}/issue")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let until = world.store.now().as_millis() + 3 * 86_400_000;
    let offer = json!({
        "review": lending.review,
        "terms": {
            "amount": yuan("400000.00"), "rate": "0.0380", "fees": [], "guarantee": lending.guarantee, "conditions": [],
        },
        "valid_until": until,
    });
    world.does("bank", "review.offer/1", offer, 2).await;
    let accept = json!({"request": lending.request, "review": lending.review});
    world.does("supplier", "request.accept/1", accept, 1).await;
    let late = app.page("guarantor", "en", &format!("{page}/withdraw")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    app.page("guarantor", "zh", "/home")
        .await
        .says(&format!("{page}/issue"))
        .says("京北商业银行");
    let shown = app.page("guarantor", "en", &format!("{page}/issue")).await;
    // Half of the 400,000.00 that the bank lends.
    shown.is_page("en").says("200,000.00 CNY").says("2026-10-07 Wed");
    let form = ActForm::read(world, &shown.text, "issue");
    assert_eq!(form.kind(), "guarantee.issue/1");
    world.does("guarantor", form.kind(), form.body.clone(), 2).await;
    for language in ["zh", "en"] {
        let shown = app.page("guarantor", language, &page).await;
        shown.is_page(language).says("200,000.00 CNY").says_not("/issue");
    }
    app.page("guarantor", "en", "/guarantees")
        .await
        .says("1.00% of 20,000,000.00");
}

#[tokio::test]
async fn a_guarantee_is_read_by_those_whom_it_concerns() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-DB-2026-002").await;
    let certificate = world.certificate(&contract, "26112000000090002002").await;
    let lending = world.lending(&certificate, "JB-E2E-0004");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let app = App::of(world);
    let page = format!("/guarantees/{}", guarantee(&lending));
    for (party, status) in [
        ("guarantor", StatusCode::OK),
        ("bank", StatusCode::OK),
        ("supplier", StatusCode::OK),
        ("auditor", StatusCode::OK),
        ("weaver", StatusCode::NOT_FOUND),
        ("buyer", StatusCode::NOT_FOUND),
        ("manager", StatusCode::FORBIDDEN),
        ("centre", StatusCode::FORBIDDEN),
        ("operator", StatusCode::FORBIDDEN),
    ] {
        let shown = app.page(party, "en", &page).await;
        assert_eq!(shown.status, status, "{party}");
        if status == StatusCode::OK {
            shown
                .is_page("en")
                .says("240,000.00 CNY")
                .says("永宁融资担保有限公司");
        }
        let act = app.page(party, "en", &format!("{page}/withdraw")).await;
        assert_ne!(act.status, StatusCode::OK, "{party}");
    }
    // The loan itself, too, is read by who guarantees it, without the certificates behind it.
    let loan = app
        .page("guarantor", "en", &format!("/loans/{}", id(&lending.loan)))
        .await;
    loan.is_page("en")
        .says("480,000.00")
        .says("1 certificate, which its bank and its holder see.")
        .says_not("/requests/");
    app.page("auditor", "zh", "/guarantees")
        .await
        .is_page("zh")
        .says(&page);
    // The period ends half a year after 2026-04-07.
    app.world.wait_days(237);
    let news = app.page("bank", "en", "/news").await;
    news.is_page("en")
        .says("Last day to call the guarantee")
        .says("2026-10-07");
    app.page("guarantor", "zh", "/news")
        .await
        .says("保证期间届满")
        .says(&page);
}

#[tokio::test]
async fn reminders_name_what_a_guarantor_and_a_bank_are_to_do() {
    let (app, lending) = asked().await;
    let guarantor = app.page("guarantor", "en", "/news").await;
    guarantor
        .is_page("en")
        .says("Offer a guarantee")
        .says(&format!("/guarantees/asked/{}", id(&lending.request)));
    app.page("bank", "zh", "/news")
        .await
        .is_page("zh")
        .says("就融资申请报价")
        .says(&format!("/reviews/{}", id(&lending.request)));
}

#[tokio::test]
async fn a_guarantee_that_was_released_names_its_bank_and_can_be_called_no_more() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-DB-2026-003").await;
    let certificate = world.certificate(&contract, "26112000000090002003").await;
    let lending = world.lending(&certificate, "JB-E2E-0005");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let app = App::of(world);
    let page = format!("/guarantees/{}", guarantee(&lending));
    app.page("guarantor", "en", &page)
        .await
        .says("Can be called until");
    let body = json!({"guarantee": lending.guarantee});
    app.world.does("bank", "guarantee.release/1", body, 2).await;
    app.page("guarantor", "en", &page)
        .await
        .is_page("en")
        .says("the guarantor is released")
        .says("<dt>Beneficiary bank</dt><dd>京北商业银行</dd>")
        .says_not("Can be called until");
    app.page("guarantor", "en", "/guarantees?stage=released")
        .await
        .is_page("en")
        .says("data-head=\"Bank\">京北商业银行</td>");
    // A list that is narrowed to nothing says so, and leads back to all.
    app.page("guarantor", "en", "/guarantees?stage=called")
        .await
        .is_page("en")
        .says("No guarantee is at this stage.")
        .says_not(&page);
}
