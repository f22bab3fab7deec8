//! Evidence files: whose they are, who reads them, and what they are compared with.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::app::{App, Checker, Maker, Nobody};

const INVOICE: &str = include_str!("../../../../fixtures/documents/einvoice/blue.xml");

async fn upload(app: &App, name: &'static str, media_type: &str, bytes: &str) -> Value {
    let reply = app
        .post_text(Maker(name), "/v1/files", media_type, bytes.to_owned())
        .await;
    assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.bytes));
    reply.json()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_kept_read_and_returned_byte_by_byte(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let kept = upload(&app, "supplier", "application/xml; charset=utf-8", INVOICE).await;
    assert_eq!(kept["size"], INVOICE.len());
    assert_eq!(kept["media_type"], "application/xml");
    assert_eq!(kept["reading"]["format"], "cn-einvoice");
    assert_eq!(kept["reading"]["invoice"]["digest"], kept["digest"]);
    let again = upload(&app, "supplier", "application/xml", INVOICE).await;
    assert_eq!(again["digest"], kept["digest"]);

    let path = format!("/v1/files/{}", kept["digest"].as_str().unwrap());
    let read = app.get(Checker("supplier"), &path).await;
    assert_eq!(read.bytes, INVOICE.as_bytes());
    assert_eq!(read.headers["content-type"], "application/xml");
    assert!(
        read.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    assert_eq!(app.get(Maker("weaver"), &path).await.code(), "not-found");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn who_sees_a_claim_reads_the_files_it_cites_and_no_others(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let cited = upload(&app, "supplier", "application/pdf", "%PDF-1.7 cited").await;
    let other = upload(&app, "supplier", "application/pdf", "%PDF-1.7 other").await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let receivable = app.world.new_id("receivable");
    let mut claim = app.world.claim(&contract, &receivable, "26112000000012345678");
    claim["evidence"][2]["digest"] = cited["digest"].clone();
    app.world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let path = |file: &Value| {
        format!(
            "/v1/files/{}?subject={receivable}",
            file["digest"].as_str().unwrap()
        )
    };
    assert_eq!(app.get(Maker("buyer"), &path(&cited)).await.status, 200);
    assert_eq!(app.get(Maker("auditor"), &path(&cited)).await.status, 200);
    assert_eq!(app.get(Maker("buyer"), &path(&other)).await.code(), "not-found");
    assert_eq!(app.get(Maker("weaver"), &path(&cited)).await.code(), "not-found");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_refused(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.limits.file_bytes = 8).await;
    let post = async |media_type: &str, bytes: &str| {
        app.post_text(Maker("supplier"), "/v1/files", media_type, bytes.to_owned())
            .await
            .code()
    };
    assert_eq!(post("text/plain", "").await, "empty-file");
    assert_eq!(post("text/plain", "123456789").await, "too-large");
    assert_eq!(post("plain", "1234").await, "malformed-header");
    let nobody = app.post_text(Nobody, "/v1/files", "text/plain", "1234").await;
    assert_eq!(nobody.code(), "no-token");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_compared_with_its_files_before_it_is_signed(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let kept = upload(&app, "supplier", "application/xml", INVOICE).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let receivable = app.world.new_id("receivable");
    let mut claim = app.world.claim(&contract, &receivable, "26112000000012345678");
    claim["evidence"][2]["digest"] = kept["digest"].clone();
    let asked = json!({"kind": "receivable.claim/1", "command": claim});
    let prepared = app
        .post(Maker("supplier"), "/v1/statements/prepare", &asked)
        .await
        .json();
    assert_eq!(prepared["rejection"], Value::Null);
    let findings: Vec<(&str, &str)> = prepared["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            (
                finding["code"].as_str().unwrap(),
                finding["severity"].as_str().unwrap(),
            )
        })
        .filter(|(_, severity)| *severity != "note")
        .collect();
    assert_eq!(
        findings,
        [
            ("file-missing", "warning"),
            ("file-missing", "warning"),
            ("file-number", "serious"),
            ("file-date", "serious"),
            ("file-total", "serious"),
            ("file-seller", "serious"),
            ("file-buyer", "serious"),
        ]
    );
}
