//! What is malformed is refused with its place, and nothing breaks.

use axum::body::Body;
use axum::http::{Method, header};
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::app::{App, Maker, wire};

/// Bodies of `POST /v1/statements` with the code that they are refused with.
const STATEMENTS: &[(&str, &[u8])] = &[
    ("malformed-json", b""),
    ("malformed-json", b"{"),
    ("malformed-json", b"[]"),
    ("malformed-json", b"null"),
    ("malformed-json", b"{} {}"),
    ("malformed-json", b"{\"payload\":\"\xff\"}"),
    ("malformed-json", br#"{"payload":1,"signatures":[],"body":""}"#),
    (
        "malformed-json",
        br#"{"payload":"","signatures":[],"body":"","more":1}"#,
    ),
    (
        "malformed-json",
        br#"{"payload":"","signatures":[],"body":"","body":""}"#,
    ),
    (
        "malformed-json",
        br#"{"payload":"","signatures":[{"protected":"","protected":"","signature":""}],"body":""}"#,
    ),
    ("signature-count", br#"{"payload":"","signatures":[],"body":""}"#),
];

/// The same for `POST /v1/statements/prepare`.
const PREPARATIONS: &[(&str, &[u8])] = &[
    (
        "malformed-json",
        br#"{"kind":"contract.accept/1","command":{"contract":"a","contract":"b"}}"#,
    ),
    (
        "malformed-json",
        br#"{"kind":"contract.accept/1","command":{"a":[{"b":1,"b":1}]}}"#,
    ),
    (
        "malformed-json",
        br#"{"kind":"contract.accept/1","command":{},"command":{}}"#,
    ),
    (
        "malformed-json",
        br#"{"kind":"contract.accept/1","capacity":"king","command":{}}"#,
    ),
    ("malformed-body", br#"{"kind":"contract.accept/1","command":[]}"#),
    ("malformed-body", br#"{"kind":"contract.accept/1","command":{}}"#),
    ("unknown-kind", br#"{"kind":"contract.accept/9","command":{}}"#),
    ("unknown-kind", br#"{"kind":"","command":{}}"#),
];

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn malformed_bodies_are_told_what_is_wrong(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let of =
        |path, cases: &'static [(&str, &[u8])]| cases.iter().map(move |(code, body)| (path, *code, *body));
    let all = of("/v1/statements", STATEMENTS).chain(of("/v1/statements/prepare", PREPARATIONS));
    for (path, code, body) in all {
        let reply = app
            .post_text(Maker("supplier"), path, "application/json", body)
            .await;
        let shown = String::from_utf8_lossy(body);
        assert!(reply.status.is_client_error(), "{path} {shown}: {}", reply.status);
        assert_eq!(reply.code(), code, "{path} {shown}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_another_type_too_long_or_too_deep_are_refused(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let post = async |path: &str, media_type: &str, body: String| {
        app.post_text(Maker("supplier"), path, media_type, body)
            .await
            .code()
    };
    let json = "application/json";
    assert_eq!(
        post("/v1/statements", "text/plain", "{}".into()).await,
        "media-type"
    );
    assert_eq!(post("/v1/statements", "", "{}".into()).await, "media-type");
    assert_eq!(
        post("/v1/statements/batch", json, "{}".into()).await,
        "media-type"
    );
    let long = format!("{{\"payload\":\"{}\"}}", "A".repeat(300_000));
    assert_eq!(post("/v1/statements", json, long).await, "too-large");
    let (open, close) = ("[".repeat(500), "]".repeat(500));
    let deep = format!("{{\"kind\":\"x.y/1\",\"command\":{open}1{close}}}");
    assert_eq!(post("/v1/statements/prepare", json, deep).await, "malformed-json");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_in_json_is_told_with_line_and_column(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let body = "{\n  \"payload\": \"\",\n  \"payload\": \"\"\n}";
    let reply = app
        .post_text(Maker("supplier"), "/v1/statements", "application/json", body)
        .await;
    let problem = reply.json();
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&json!(3), &json!(11)),
        "{problem}"
    );
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("duplicate field `payload`"),
        "{problem}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn malformed_addresses_and_queries_are_told_apart_from_what_is_missing(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let cases = [
        ("/v1/receivables/x", "malformed-address"),
        ("/v1/receivables/%FF", "malformed-address"),
        (
            "/v1/receivables/019C4020-8900-78C3-AAA6-DE34468F41F9",
            "malformed-address",
        ),
        (
            "/v1/receivables/00000000-0000-4000-8000-000000000000",
            "malformed-address",
        ),
        (
            "/v1/receivables/019c4020-8900-78c3-aaa6-de34468f41f9",
            "not-found",
        ),
        ("/v1/receivables?limit=0", "malformed-query"),
        ("/v1/receivables?limit=201", "malformed-query"),
        ("/v1/receivables?limit=-1", "malformed-query"),
        ("/v1/receivables?limit=1&limit=2", "malformed-query"),
        ("/v1/receivables?more=1", "malformed-query"),
        ("/v1/receivables?stage=Claimed", "malformed-query"),
        ("/v1/receivables?due_from=2026-02-30", "malformed-query"),
        ("/v1/receivables?supplier=certificate/1", "malformed-query"),
        ("/v1/receivables?after=nonsense", "malformed-cursor"),
        ("/v1/subjects/Kind/x/timeline", "malformed-address"),
        ("/v1/subjects/certificate/none/timeline", "not-found"),
        ("/v1/entries/-1", "malformed-address"),
        ("/v1/entries/18446744073709551615", "not-found"),
        ("/v1/entries/18446744073709551616", "malformed-address"),
        ("/v1/entries?after=x", "malformed-query"),
        ("/v1/proposals/xyz", "malformed-address"),
        ("/v1/files/xyz", "malformed-address"),
        ("/v1/verify/!!!", "malformed-address"),
        ("/v1/verify/AAAA?amount=1e3", "malformed-address"),
    ];
    for (path, code) in cases {
        assert_eq!(app.get(Maker("supplier"), path).await.code(), code, "{path}");
    }
    let request = app
        .request(Maker("supplier"), &Method::GET, "/v1/entries")
        .header(header::ACCEPT, "image/png");
    assert_eq!(
        app.send(request.body(Body::empty()).unwrap()).await.code(),
        "not-acceptable"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_cut_or_bent_at_any_place_breaks_the_service(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let body = json!({"contract": contract});
    let submission = app
        .world
        .signed("supplier", "contract.close/1", body, 1)
        .await
        .unwrap();
    let text = wire(&submission).to_string();
    let bytes = text.as_bytes();
    for place in (0..bytes.len()).step_by(bytes.len() / 60) {
        let cut = bytes[..place].to_vec();
        let mut bent = bytes.to_vec();
        bent[place] ^= 0x20;
        for body in [cut, bent] {
            let reply = app
                .post_text(Maker("supplier"), "/v1/statements", "application/json", body)
                .await;
            assert!(reply.status.is_client_error(), "{place}: {}", reply.status);
        }
    }
    let untouched: Value = app
        .post_text(Maker("supplier"), "/v1/statements", "application/json", text)
        .await
        .json();
    assert!(untouched["receipt"]["seq"].is_u64(), "{untouched}");
}
