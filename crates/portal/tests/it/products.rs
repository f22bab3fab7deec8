//! Products: what terms mean in money, and what a bank does with its own.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::forms::ActForm;
use crate::statement::{computed, hundredths};

async fn published() -> (App, String) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let product = world.ready_to_lend().await;
    (App::of(world), product)
}

fn address(product: &str) -> String {
    format!("/products/{}", product.trim_start_matches("product/"))
}

#[tokio::test]
async fn everybody_sees_a_product_with_its_terms_in_money() {
    let (app, product) = published().await;
    let path = format!("{}?outstanding=1%2C200%2C000&days=90", address(&product));
    for party in ["supplier", "buyer", "bank", "guarantor", "auditor"] {
        for language in ["zh", "en"] {
            // 80 % of 1,200,000.00; 4.00 % of it for 90 days of 360; 0.1 % of it; 6.00 % for 30 days.
            let shown = app.page(party, language, &path).await;
            shown.is_page(language);
            for figure in [
                "确权贷",
                "960,000.00",
                "9,600.00",
                "960.00",
                "10,560.00",
                "959,040.00",
                "969,600.00",
                "4,800.00",
            ] {
                shown.says(figure);
            }
        }
    }
    let fragment = format!("{}/example?outstanding=much&days=90", address(&product));
    app.page("supplier", "en", &fragment)
        .await
        .says("Name an amount outstanding")
        .says_not("<html");
    app.page("supplier", "en", &address(&product))
        .await
        .says("Apply under it")
        .says_not("/revise");
}

/// How interest comes about in an example, with its figure, in the order of the lines.
fn formulas(shown: &Shown) -> Vec<(String, String)> {
    let (_, table) = shown.text.split_once("<table class=\"example\">").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    let lines = table.split("<span class=\"hint\">").skip(1).map(|line| {
        let (how, rest) = line.split_once("</span></th><td class=\"num\">").unwrap();
        let (figure, _) = rest.split_once("</td>").unwrap();
        (how.to_owned(), figure.to_owned())
    });
    lines.filter(|(how, _)| how.contains("% × ")).collect()
}

#[tokio::test]
async fn whoever_computes_the_example_again_gets_it_to_the_cent() {
    let (app, product) = published().await;
    let path = format!("{}?outstanding=1%2C200%2C000&days=90", address(&product));
    // In months of 30 days it is 91 days from 2026-02-09 to 2026-05-10, and 29 from there to 2026-06-09.
    let typed = "/products/example?terms.name=x&terms.rate.fixed.rate=3.85&terms.advance_rate=80&terms.tenor.least_days=7\
                 &terms.tenor.most_days=180&terms.day_count=30%2F360&_outstanding=1%2C000%2C000.10&_days=90";
    for (address, language, expected) in [
        (
            path.as_str(),
            "en",
            [
                "960,000.00 × 4.00% × 90 days ÷ 360, actual days over 360",
                "960,000.00 × 6.00% × 30 days ÷ 360, without days of grace",
            ],
        ),
        (
            path.as_str(),
            "zh",
            [
                "960,000.00 × 4.00% × 90 天 ÷ 360，实际天数/360",
                "960,000.00 × 6.00% × 30 天 ÷ 360，未计宽限期",
            ],
        ),
        (
            typed,
            "en",
            [
                "800,000.08 × 3.85% × 91 days ÷ 360, months of 30 days over 360",
                "800,000.08 × 5.775% × 29 days ÷ 360, without days of grace",
            ],
        ),
    ] {
        let formulas = formulas(&app.page("bank", language, address).await);
        let said: Vec<&str> = formulas.iter().map(|(how, _)| how.as_str()).collect();
        assert_eq!(said, expected, "{language}");
        for (how, figure) in &formulas {
            assert_eq!(computed(how), [hundredths(figure)], "{how}");
        }
    }
}

#[tokio::test]
async fn a_bank_publishes_with_the_terms_in_money_as_it_types() {
    let (app, _) = published().await;
    let shown = app.page("bank", "zh", "/products/new").await;
    shown
        .is_page("zh")
        .says("data-recompute=\"/products/example\"")
        .says("data-kind=\"product.publish/1\" data-capacity=\"bank\"")
        .says("name=\"product\" data-new=\"product\"")
        .says("name=\"terms.fees\" data-type=\"empty-list\"");
    // Whoever may be ticked is named where it is signed.
    let buyer = app.world.company("buyer").id.subject();
    shown.says(&format!("\"{buyer}\":\"北京市永宁区人民医院\""));
    let typed = "/products/example?terms.name=x&terms.rate.lpr-plus.basis_points=85&terms.advance_rate=80&terms.tenor.least_days=7\
                 &terms.tenor.most_days=180&terms.grace_days=3&terms.fees.0.name=a&terms.fees.0.basis.share.of_principal=0.1\
                 &_outstanding=1%2C000%2C000&_days=90";
    let shown = app.page("bank", "en", typed).await;
    shown
        .says("800,000.00")
        .says("800.00")
        .says("name=\"terms.debtors\" data-type=\"choice\" value=\"anyone\"");
    app.page(
        "bank",
        "en",
        &format!("{typed}&terms.debtors.listed.parties={buyer}"),
    )
    .await
    .says_not("name=\"terms.debtors\"")
    .says("name=\"terms.suppliers\"");
    app.page("bank", "en", &format!("{typed}&terms.rate.fixed.rate=3.85"))
        .await
        .says("not both");
    app.page(
        "bank",
        "en",
        &format!("{typed}&terms.fees.1.name=b&terms.order.0=costs"),
    )
    .await
    .says("Fee 2 needs a name")
    .says("An order names costs");
}

#[tokio::test]
async fn a_bank_revises_and_withdraws_its_own() {
    let (app, product) = published().await;
    app.page("bank", "en", "/products")
        .await
        .is_page("en")
        .says("Our products")
        .says("/products/new")
        .says(&address(&product));
    let revise = format!("{}/revise", address(&product));
    let shown = app.page("bank", "en", &revise).await;
    shown
        .is_page("en")
        .says("value=\"4.00\"")
        .says("value=\"服务费\"")
        .says("<option value=\"penalty\" selected>")
        .says("data-kind=\"product.revise/1\"")
        .says(&format!("name=\"product\" value=\"{product}\""));
    let mut body = tallystick_testbed::product(&product);
    body["terms"]["rate"] = json!({"fixed": {"rate": "0.0390"}});
    app.world.does("bank", "product.revise/1", body, 2).await;
    app.page("supplier", "en", &address(&product))
        .await
        .says("3.90%")
        .says("Revision 2");

    let withdraw = format!("{}/withdraw", address(&product));
    let shown = app.page("bank", "zh", &withdraw).await;
    let form = ActForm::read(&app.world, shown.is_page("zh").text.as_str(), "act");
    app.world.does("bank", form.kind(), form.body.clone(), 2).await;
    app.page("bank", "en", &address(&product))
        .await
        .says("Withdrawn on")
        .says_not("/revise");
    let gone = app.page("bank", "en", &revise).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    for party in ["supplier", "auditor"] {
        for path in [&revise, &withdraw, "/products/new"] {
            let shown = app.page(party, "en", path).await;
            assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
    }
}
