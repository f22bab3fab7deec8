//! Audits that auditors and the operator begin on a page.

use axum::http::{StatusCode, header};
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::certificates::with_certificate;
use crate::house::post;

async fn begin(app: &App, party: &str) -> Shown {
    let cookie = app.cookie(party, 0).await;
    post(app, &cookie, "/audits", "").await
}

/// The part of the page that is fetched again, once nothing runs any more.
async fn ended(app: &App, party: &str) -> Shown {
    // Each answer takes some milliseconds of another thread than the audit's.
    for _ in 0..100_000 {
        let shown = app.page(party, "en", "/audits/progress").await;
        assert_eq!(shown.status, StatusCode::OK);
        if !shown.text.contains("data-running") {
            return shown;
        }
    }
    panic!("the audit does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_ledger_is_clean_and_the_page_says_so_in_both_languages() {
    let (app, _) = with_certificate().await;
    let size = *app.world.store.watch().borrow();
    app.page("auditor", "en", "/audits")
        .await
        .is_page("en")
        .says("None has been run")
        .says("Begin an audit")
        .says("data-refresh=\"/audits/progress\"");
    app.page("operator", "en", "/home").await.says("<dd>not yet</dd>");
    let answer = begin(&app, "auditor").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers.get(header::LOCATION).unwrap(), "/audits");
    ended(&app, "auditor").await.says("Every signature holds");
    for (language, word) in [("en", "clean</span>"), ("zh", "无差异</span>")] {
        app.page("operator", language, "/audits")
            .await
            .is_page(language)
            .says(word)
            .says(&format!("<dd>{size}</dd>"))
            .says_not("data-running")
            .says_not("http-equiv=\"refresh\"");
        app.page("operator", language, "/home").await.says(word);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_changed_by_hand_is_named() {
    let world = World::with_everybody(Engine::Postgres).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000000000001").await;
    let app = App::of(world);
    let server = app.world.database().server().unwrap();
    server
        .psql("UPDATE certificates SET outstanding = outstanding - 1")
        .unwrap();
    begin(&app, "operator").await;
    let id = certificate.rsplit('/').next().unwrap();
    ended(&app, "operator")
        .await
        .says("A value is not what follows from the entries.")
        .says("<code>certificates</code>")
        .says("<code>outstanding</code>")
        .says(&format!("href=\"/certificates/{id}\""))
        .says("119999999, and 120000000 follows from the entries");
    begin(&app, "auditor").await;
    ended(&app, "auditor").await;
    app.page("auditor", "zh", "/audits")
        .await
        .is_page("zh")
        .says("此前的审计")
        .says("某个值与条目推算的结果不一致");
}

#[tokio::test]
async fn audits_are_for_auditors_and_the_operator() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for party in ["supplier", "buyer", "bank", "guarantor", "manager", "centre"] {
        for path in ["/audits", "/audits/progress"] {
            assert_eq!(app.page(party, "en", path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(begin(&app, party).await.status, StatusCode::FORBIDDEN);
    }
}
