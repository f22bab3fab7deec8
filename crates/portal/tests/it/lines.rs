//! Credit lines of a bank: what of each is used and by what, and what each form carries.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Engine, Lending, World};

use crate::app::App;
use crate::forms::ActForm;

/// A line of 5,000,000.00 on the buyer, and a loan of 480,000.00 that is out.
async fn lent() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-XD-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000080001001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    (App::of(world), lending)
}

fn address(line: &str) -> String {
    format!("/credit-lines/{}", line.trim_start_matches("credit-line/"))
}

#[tokio::test]
async fn the_list_says_what_of_each_line_is_used_and_free() {
    let (app, lending) = lent().await;
    for party in ["bank", "auditor"] {
        for (language, last_day) in [("zh", "2027-01-31 周日"), ("en", "2027-01-31 Sun")] {
            app.page(party, language, "/credit-lines?scope=debtor&stage=open")
                .await
                .is_page(language)
                .says("北京市永宁区人民医院")
                .says("5,000,000.00")
                .says("480,000.00")
                .says("4,520,000.00")
                .says(last_day)
                .says("<rect class=\"bar-fill\" x=\"0\" width=\"96\"")
                .says("/v1/credit-lines?scope=debtor&#38;stage=open&#38;format=xlsx")
                .says(&address(&lending.line));
        }
    }
    app.page("bank", "en", "/credit-lines?scope=group")
        .await
        .is_page("en")
        .says("No credit line here.");
    for party in ["supplier", "buyer", "guarantor"] {
        for path in ["/credit-lines", "/credit-lines/new", &address(&lending.line)] {
            let shown = app.page(party, "en", path).await;
            assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
    }
}

#[tokio::test]
async fn one_line_shows_every_movement_and_what_it_belongs_to() {
    let (app, lending) = lent().await;
    let loan = lending.loan.trim_start_matches("loan/");
    let request = lending.request.trim_start_matches("financing-request/");
    for language in ["zh", "en"] {
        let shown = app.page("bank", language, &address(&lending.line)).await;
        shown.is_page(language).says("480,000.00").says("4,520,000.00");
        shown
            .says(&format!("/loans/{loan}"))
            .says(&format!("/reviews/{request}"))
            .says(&format!("{}/amend", address(&lending.line)))
            .says(&format!("{}/suspend", address(&lending.line)))
            .says_not(&format!("{}/close", address(&lending.line)))
            .says_not(&format!("{}/resume", address(&lending.line)));
    }
    let english = app.page("bank", "en", &address(&lending.line)).await;
    english
        .says("4,520,000.00 CNY is free for new loans until 2027-01-31.")
        .says("opened")
        .says("reserved")
        .says("drawn from what was reserved")
        .says("Loan to 北京安卫防护用品有限公司");
    app.page("auditor", "en", &address(&lending.line))
        .await
        .is_page("en")
        .says(&format!("/requests/{request}"))
        .says_not("/amend");
}

#[tokio::test]
async fn a_line_is_opened_on_each_kind_of_somebody_and_once_on_the_same() {
    let (app, lending) = lent().await;
    let codes = ["buyer", "supplier", "guarantor"].map(|name| app.world.company(name).code);
    let [buyer, supplier, guarantor] = codes;
    app.page("bank", "en", "/credit-lines/new")
        .await
        .is_page("en")
        .says("?kind=programme")
        .says("Every loan that relies on this guarantor counts");
    app.page("bank", "zh", "/credit-lines/new?kind=debtor")
        .await
        .is_page("zh")
        .says(buyer)
        .says("北京市永宁区人民医院");
    let taken = format!("/credit-lines/new?kind=debtor&code={buyer}");
    app.page("bank", "en", &taken)
        .await
        .is_page("en")
        .says("Your bank has a line on the same that is not closed.")
        .says(&address(&lending.line));
    app.page(
        "bank",
        "en",
        &format!("/credit-lines/new?kind=debtor&code={supplier}"),
    )
    .await
    .says("北京安卫防护用品有限公司 does not act as buyer");
    app.page("bank", "en", "/credit-lines/new?kind=supplier&code=nobody")
        .await
        .says("No active party has this code.");
    for path in [
        format!("kind=supplier&code={supplier}"),
        format!("kind=pair&code={buyer}&supplier={supplier}"),
        format!("kind=group&code={buyer}"),
        format!("kind=guarantor&code={guarantor}"),
        "kind=programme&tag=%E9%98%B2%E7%96%AB".to_owned(),
    ] {
        let shown = app.page("bank", "en", &format!("/credit-lines/new?{path}")).await;
        shown.is_page("en");
        let mut form = ActForm::read(&app.world, &shown.text, "open");
        assert_eq!(form.kind(), "credit-line.open/1");
        assert_eq!(form.attributes["data-capacity"], "bank");
        form.body["terms"]["limit"]["value"] = json!("2000000.00");
        form.body["terms"]["revolving"] = json!(true);
        app.world.does("bank", form.kind(), form.body.clone(), 2).await;
    }
    app.page("bank", "en", "/credit-lines")
        .await
        .says("北京安卫防护用品有限公司 on 北京市永宁区人民医院")
        .says("防疫");
}

#[tokio::test]
async fn terms_are_amended_and_a_limit_under_the_use_is_told_before() {
    let (app, lending) = lent().await;
    let amend = format!("{}/amend", address(&lending.line));
    let shown = app.page("bank", "zh", &amend).await;
    shown.is_page("zh").says("value=\"5000000.00\"");
    let sum = |limit: &str| format!("{amend}/sum?terms.limit.value={limit}&line=x");
    app.page("bank", "en", &sum("400,000"))
        .await
        .says("-80,000.00")
        .says("Nothing is taken back");
    app.page("bank", "en", &sum("1000000"))
        .await
        .says("520,000.00")
        .says_not("Nothing is taken back");
    app.page("bank", "en", &sum("much"))
        .await
        .says("Name an amount above zero");
    let mut form = ActForm::read(&app.world, &shown.text, "amend");
    form.body["terms"]["limit"]["value"] = json!("400000.00");
    form.body["terms"]["revolving"] = json!(true);
    app.world.does("bank", form.kind(), form.body.clone(), 2).await;
    app.page("bank", "en", &address(&lending.line))
        .await
        .says("The limit is below the use")
        .says("meter-limit");
}

#[tokio::test]
async fn a_line_is_suspended_resumed_and_closed_where_nothing_uses_it() {
    let (app, lending) = lent().await;
    let act = |name: &str| format!("{}/{name}", address(&lending.line));
    for closed in ["close", "resume"] {
        let shown = app.page("bank", "en", &act(closed)).await;
        assert_eq!(shown.status, StatusCode::CONFLICT, "{closed}");
    }
    let shown = app.page("bank", "en", &act("suspend")).await;
    // Nobody else sees the line, and so nobody else reads why.
    shown.is_page("en").says("only your bank and auditors read it");
    let mut form = ActForm::read(&app.world, &shown.text, "act");
    form.body["reason"] = json!("等待年度重检");
    app.world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", &address(&lending.line))
        .await
        .says("Suspended, no new use: 等待年度重检");
    let shown = app.page("bank", "zh", &act("resume")).await;
    let form = ActForm::read(&app.world, shown.is_page("zh").text.as_str(), "act");
    app.world.does("bank", form.kind(), form.body.clone(), 2).await;

    let unused = app.world.new_id("credit-line");
    let supplier = app.world.company("supplier").id.subject();
    let mut body = app.world.line(&unused, "100000.00");
    body["scope"] = json!({"supplier": {"party": supplier}});
    app.world.does("bank", "credit-line.open/1", body, 2).await;
    let close = format!("{}/close", address(&unused));
    let shown = app.page("bank", "en", &close).await;
    let form = ActForm::read(&app.world, shown.is_page("en").text.as_str(), "act");
    app.world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", &address(&unused))
        .await
        .says("Closed. Another line may be opened in its place.")
        .says_not("/amend");
}

#[tokio::test]
async fn lists_without_anything_say_what_would_fill_them() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for path in ["/loans", "/bank-entries", "/filings", "/endorsements", "/notices"] {
        for language in ["zh", "en"] {
            app.page("bank", language, path)
                .await
                .is_page(language)
                .says("class=\"empty\"");
        }
    }
}
