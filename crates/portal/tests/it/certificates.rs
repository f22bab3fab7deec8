//! Certificates: who sees which of them, and what stands beside them.

use axum::http::StatusCode;
use tallystick_testbed::{Engine, World};

use crate::app::App;

/// A world with a certificate of 1,200,000.00 in the supplier's hands; returns its subject too.
pub(crate) async fn with_certificate() -> (App, String) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000000000001").await;
    (App::of(world), certificate)
}

/// The page of a subject.
pub(crate) fn address(certificate: &str) -> String {
    format!("/certificates/{}", certificate.trim_start_matches("certificate/"))
}

/// The number of the certificate, as its holder sees it.
pub(crate) async fn number(app: &App, certificate: &str) -> String {
    let viewer = app.world.viewer("supplier", 0).await;
    let id = certificate.parse().unwrap();
    let seen = app.world.store.certificate(&viewer, id).await.unwrap().unwrap();
    seen.state.issue.number.to_string()
}

#[tokio::test]
async fn a_list_answers_without_opening_for_those_it_concerns() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    for (party, other) in [
        ("supplier", "北京市永宁区人民医院"),
        ("buyer", "北京安卫防护用品有限公司"),
        ("auditor", "北京市永宁区人民医院"),
    ] {
        for (language, due) in [("zh", "2026-04-07 周二"), ("en", "2026-04-07 Tue")] {
            app.page(party, language, "/certificates")
                .await
                .is_page(language)
                .says(&number)
                .says(other)
                .says("1,200,000.00")
                .says(due)
                .says("/certificates.xlsx");
        }
    }
    // Who stands outside of the trade reads both sides by their names.
    app.page("auditor", "en", "/certificates")
        .await
        .says("data-head=\"Debtor\">北京市永宁区人民医院<")
        .says("data-head=\"Holder\">北京安卫防护用品有限公司<")
        .says_not("Other party");
    app.page("supplier", "en", "/certificates")
        .await
        .says("data-head=\"Other party\">北京市永宁区人民医院<")
        .says_not("data-head=\"Holder\"");
    for party in ["weaver", "bank", "guarantor", "manager", "centre"] {
        app.page(party, "en", "/certificates")
            .await
            .is_page("en")
            .says_not(&number)
            .says("No certificate here yet");
    }
    let refused = app.page("operator", "en", "/certificates").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn filters_stand_in_the_address_and_a_list_that_they_empty_says_so() {
    let (app, _) = with_certificate().await;
    app.page(
        "supplier",
        "en",
        "/certificates?stage=pledged&due_from=2026-01-01",
    )
    .await
    .is_page("en")
    .says("No certificate fits these filters.");
    app.page(
        "supplier",
        "en",
        "/certificates?due_until=2026-04-07&order=due&stage=",
    )
    .await
    .is_page("en")
    .says("/certificates.csv?due_until=2026-04-07&#38;order=due");
    let wrong = app
        .page("supplier", "en", "/certificates?due_until=tomorrow")
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_certificate_tells_what_it_says_and_each_party_what_it_may_do() {
    let (app, certificate) = with_certificate().await;
    let address = address(&certificate);
    for language in ["zh", "en"] {
        for party in ["supplier", "buyer", "auditor"] {
            app.page(party, language, &address)
                .await
                .is_page(language)
                .says("1,200,000.00 CNY")
                .says("人民币壹佰贰拾万元整")
                .says("11050199360000001024")
                .says("YNYY-HC-2026-017")
                .says("data-leaf=\"tallystick-entry/v1");
        }
    }
    let [transfer, split, cancel] =
        ["/offer\"", "/split\"", "/cancel\""].map(|act| format!("{address}{act}"));
    app.page("supplier", "en", &address)
        .await
        .says(&transfer)
        .says(&split)
        .says(&cancel)
        .says("The debtor pays it on 2026-04-07 Tue.");
    let report = address.replace("/certificates/", "/payments/new?certificate=");
    app.page("buyer", "en", &address)
        .await
        .says_not(&transfer)
        .says_not(&split)
        .says(&cancel)
        .says(&report)
        .says("Report payment")
        .says("You pay it on 2026-04-07 Tue.");
    for party in ["supplier", "auditor"] {
        app.page(party, "en", &address).await.says_not(&report);
    }
    app.page("auditor", "en", &address).await.says_not(&cancel);
    for party in ["weaver", "bank", "manager"] {
        let hidden = app.page(party, "en", &address).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{party}");
    }
}

#[tokio::test]
async fn the_rights_of_others_stand_beside_it() {
    let (app, certificate) = with_certificate().await;
    let address = address(&certificate);
    app.page("supplier", "en", &address)
        .await
        .says("Nobody else has a right on it.")
        .says("May act on it.");
    let lending = app.world.lending(&certificate, "JB-E2E-0001");
    app.world.bank_opens(&lending, "5000000.00").await;
    app.world.supplier_borrows(&lending).await;
    app.page("supplier", "en", &address)
        .await
        .is_page("en")
        .says("Held for a request")
        .says("480,000.00 CNY")
        .says_not(&format!("{address}/split"));
    app.world.bank_assesses(&lending).await;
    app.world.bank_instructs(&lending).await;
    let settlement = app.world.settlement(&lending);
    app.world
        .does("bank", "disbursement.settle/1", settlement, 1)
        .await;
    for party in ["supplier", "bank"] {
        app.page(party, "en", &address)
            .await
            .is_page("en")
            .says("Pledge")
            .says("京北商业银行")
            .says("ZD-DJ-JB-E2E-0001")
            .says("Civil Code article 445")
            .says("While the pledge stands, it is neither transferred nor split")
            .says_not("May act on it.");
    }
}

#[tokio::test]
async fn the_rights_on_it_stand_before_its_history() {
    let (app, certificate) = with_certificate().await;
    let page = app.page("supplier", "en", &address(&certificate)).await;
    let place = |id: &str| page.text.find(&format!("<h2 id=\"{id}\">")).unwrap();
    assert!(place("rights") < place("timeline"), "{}", page.text);
    page.is_page("en").says("<aside class=\"aside beside rights\"");
}

#[tokio::test]
async fn what_it_was_split_into_stands_with_it() {
    let (app, certificate) = with_certificate().await;
    let children: Vec<String> = (0..3).map(|_| app.world.new_id("certificate")).collect();
    let amount = |value: &str| serde_json::json!({"value": value, "currency": "CNY"});
    let parts = [("600000.00", 0), ("400000.00", 1), ("200000.00", 2)]
        .map(|(value, at): (&str, usize)| serde_json::json!({"certificate": children[at], "amount": amount(value)}));
    let body = serde_json::json!({"certificate": certificate, "children": parts});
    app.world.does("supplier", "certificate.split/1", body, 1).await;
    let root = number(&app, &certificate).await;
    app.page("supplier", "en", &address(&certificate))
        .await
        .is_page("en")
        .says("3 parts")
        .says("600,000.00")
        .says("1,200,000.00")
        .says_not("Further parts concern other parties");
    app.page("supplier", "zh", &address(&children[0]))
        .await
        .is_page("zh")
        .says(&root)
        .says("第 1 层");
}

#[tokio::test]
async fn what_was_passed_on_is_listed_as_no_longer_the_supplier_s() {
    let (app, certificate) = with_certificate().await;
    for (language, words) in [("zh", "已转出"), ("en", "passed on")] {
        app.page("supplier", language, "/certificates")
            .await
            .says_not(words);
    }
    let until = app.world.store.now().as_millis() + 1_000_000;
    let to = app.world.company("weaver").id.subject();
    let offer = serde_json::json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"});
    app.world.does("supplier", "certificate.offer/1", offer, 1).await;
    let payee = app.world.company("weaver").payee();
    let accept = serde_json::json!({"certificate": certificate, "payee": payee});
    app.world.does("weaver", "certificate.accept/1", accept, 1).await;
    for (language, words) in [("zh", "已转出"), ("en", "passed on")] {
        let shown = app.page("supplier", language, "/certificates").await;
        shown.is_page(language).says(words);
        // What it was issued over stands there still, and not what is owed to somebody else.
        assert_eq!(shown.text.matches("1,200,000.00").count(), 1, "{}", shown.text);
        for party in ["weaver", "buyer"] {
            let shown = app.page(party, language, "/certificates").await;
            shown.is_page(language).says_not(words);
            assert_eq!(shown.text.matches("1,200,000.00").count(), 2, "{}", shown.text);
        }
    }
}
