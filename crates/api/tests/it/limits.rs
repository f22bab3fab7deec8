//! How much, how long and how often; and what every answer carries.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, header};
use rstest::rstest;
use tallystick_api::Pace;
use tallystick_testbed::Engine;

use crate::app::{App, Checker, Maker, Nobody};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn one_key_asks_as_often_as_its_pace_allows_and_another_still_may(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        settings.limits.per_key = Pace::new(3, 1);
    })
    .await;
    for _ in 0..3 {
        assert_eq!(app.get(Maker("supplier"), "/v1/me").await.status, 200);
    }
    let refused = app.get(Maker("supplier"), "/v1/me").await;
    assert_eq!(refused.code(), "too-many-requests");
    assert!(
        refused.headers[header::RETRY_AFTER]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 0
    );
    assert_eq!(app.get(Checker("supplier"), "/v1/me").await.status, 200);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_asked_about_only_so_often_whoever_asks(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        settings.limits.per_number = Pace::new(2, 1);
    })
    .await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let id = certificate.parse().unwrap();
    let viewer = app.world.viewer("supplier", 0).await;
    let seen = app.world.store.certificate(&viewer, id).await.unwrap().unwrap();
    let number = seen.state.issue.number.to_string();
    let ask = async |query: &str| app.get(Nobody, &format!("/v1/verify/{number}{query}")).await;

    let answer = |matches| {
        serde_json::json!({
            "genuine": true,
            "live": true,
            "amount_matches": matches,
            "issued_in": seen.seq,
            "moved_in": seen.seq,
        })
    };
    assert_eq!(ask("?amount=1200000.00").await.json(), answer(true));
    assert_eq!(ask("?amount=1.00").await.json(), answer(false));
    assert_eq!(ask("?amount=2.00").await.code(), "too-many-requests");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn one_address_asks_without_a_token_only_so_often(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        settings.limits.per_address = Pace::new(2, 1);
    })
    .await;
    assert_eq!(app.get(Nobody, "/log/checkpoint").await.status, 200);
    assert_eq!(app.get(Nobody, "/v1/me").await.status, 401);
    assert_eq!(app.get(Nobody, "/v1/me").await.status, 429);
    assert_eq!(app.get(Nobody, "/log/checkpoint").await.status, 429);
    assert_eq!(app.get(Nobody, "/health").await.status, 200);
    assert_eq!(app.get(Maker("supplier"), "/v1/me").await.status, 200);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn when_there_is_no_room_the_caller_comes_back(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.limits.at_once = 0).await;
    let reply = app.get(Maker("supplier"), "/v1/me").await;
    assert_eq!(reply.code(), "too-busy");
    assert_eq!(reply.headers[header::RETRY_AFTER], "1");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_takes_too_long_is_ended(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        settings.limits.request_time = Duration::ZERO;
    })
    .await;
    let never = futures::stream::pending::<Result<&'static str, std::io::Error>>();
    let request = app
        .request(Maker("supplier"), &Method::POST, "/v1/statements")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from_stream(never))
        .unwrap();
    assert_eq!(app.send(request).await.code(), "took-too-long");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_is_given_up(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        settings.limits.body_time = Duration::from_millis(1);
    })
    .await;
    let never = futures::stream::pending::<Result<&'static str, std::io::Error>>();
    let request = app
        .request(Maker("supplier"), &Method::POST, "/v1/statements")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from_stream(never))
        .unwrap();
    assert_eq!(app.send(request).await.code(), "too-slow");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_an_id_and_keeps_browsers_from_guessing(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let mut ids = std::collections::BTreeSet::new();
    for path in ["/health", "/v1/me", "/v1/nothing", "/docs/", "/log/checkpoint"] {
        let reply = app.get(Nobody, path).await;
        let field = |name: &str| {
            let value = reply
                .headers
                .get(name)
                .unwrap_or_else(|| panic!("{path} has no {name}"));
            value.to_str().unwrap().to_owned()
        };
        assert!(ids.insert(field("x-request-id")), "{path}");
        assert_eq!(field("x-content-type-options"), "nosniff");
        assert_eq!(field("x-frame-options"), "DENY");
        assert_eq!(field("referrer-policy"), "no-referrer");
        assert!(field("content-security-policy").starts_with("default-src 'none'"));
        assert!(field("strict-transport-security").starts_with("max-age="));
    }
    assert_eq!(
        app.get(Maker("supplier"), "/v1/me").await.headers["cache-control"],
        "no-store"
    );
}
