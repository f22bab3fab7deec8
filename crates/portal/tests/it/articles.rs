//! The articles behind the effects of acts.

use serde_json::json;
use tallystick_testbed::{Engine, World, yuan};

use crate::app::{App, Shown};

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// The places on the page of the articles to which the effect on a page leads.
fn led_to(shown: &Shown) -> Vec<&str> {
    let links = shown.text.split("href=\"/rules/articles#").skip(1);
    let mut places: Vec<&str> = links.map(|link| link.split_once('"').unwrap().0).collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[tokio::test]
async fn the_effect_of_confirming_offering_and_filing_leads_to_the_articles_that_it_cites() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-TW-2026-001").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000090000001");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let offered = world.certificate(&contract, "26112000000090000002").await;
    let certificate = world.certificate(&contract, "26112000000090000003").await;
    let mut lending = world.lending(&certificate, "JB-E2E-0009");
    lending.guarantee = None;
    world.bank_opens(&lending, "5000000.00").await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let app = App::of(world);
    let weaver = app.world.company("weaver").code;
    let before: [(&str, String, &[&str]); 4] = [
        (
            "buyer",
            format!("/receivables/{}/confirm", id(&receivable)),
            &[
                "civil-code-545",
                "civil-code-546",
                "civil-code-547",
                "civil-code-548",
                "civil-code-549",
                "civil-code-763",
                "security-61",
            ],
        ),
        (
            "supplier",
            format!("/certificates/{}/offer?code={weaver}", id(&offered)),
            &["civil-code-545"],
        ),
        (
            "bank",
            format!("/reviews/{}/offer", id(&lending.request)),
            &["civil-code-472"],
        ),
        (
            "guarantor",
            format!("/guarantees/asked/{}/offer", id(&lending.request)),
            &["civil-code-476"],
        ),
    ];
    for (party, path, places) in &before {
        lead(&app, party, path, places).await;
    }

    let offer = json!({
        "review": lending.review,
        "terms": {
            "amount": yuan(lending.amount), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": [],
        },
        "valid_until": app.world.store.now().as_millis() + 86_400_000,
    });
    app.world.does("bank", "review.offer/1", offer, 2).await;
    let accept = json!({"request": lending.request, "review": lending.review});
    app.world.does("supplier", "request.accept/1", accept, 1).await;
    app.world.bank_assesses(&lending).await;
    app.world
        .does("bank", "loan.approve/1", app.world.approval(&lending), 2)
        .await;
    let path = format!("/loans/{}/file", id(&lending.loan));
    lead(&app, "bank", &path, &["civil-code-445", "civil-code-768"]).await;
}

/// In both languages the page leads to these places, and they are there.
async fn lead(app: &App, party: &str, path: &str, places: &[&str]) {
    for language in ["zh", "en"] {
        let shown = app.page(party, language, path).await;
        shown.is_page(language);
        assert_eq!(led_to(&shown), places, "{path}");
        let articles = app.page(party, language, "/rules/articles").await;
        articles.is_page(language);
        for place in places {
            articles.says(&format!("<dt id=\"{place}\">"));
        }
    }
}

#[tokio::test]
async fn what_the_articles_say_is_open_to_everybody() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for (language, number, says) in [
        (
            "zh",
            "第五百四十六条",
            "债权转让未通知债务人的，对债务人不发生效力",
        ),
        (
            "en",
            "Article 546",
            "A transfer has no effect on the debtor before it is notified",
        ),
    ] {
        app.get(&format!("tallystick-language={language}"), "/rules/articles")
            .await
            .is_page(language)
            .says(&format!("<dt id=\"civil-code-546\">{number}</dt><dd>{says}"));
        app.page("supplier", language, "/rules")
            .await
            .is_page(language)
            .says("href=\"/rules/articles\"");
    }
}
