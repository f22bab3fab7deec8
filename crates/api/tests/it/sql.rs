//! What looks like SQL is text, wherever text may stand.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_api::{Pace, document};
use tallystick_commands::Command;
use tallystick_ledger::SignatureLine;
use tallystick_store::Answer;
use tallystick_testbed::{Engine, product};

use crate::app::{App, Maker, Nobody, bare, wire};
use crate::document::{operations, value};

const SQL: [&str; 4] = [
    "'; DROP TABLE entries; --",
    "\" OR 1=1 --",
    "x') ; DELETE FROM subjects WHERE ('1'='1",
    "%27%3B\\'; SELECT pg_sleep(10); /*",
];

/// A text with every byte of it escaped.
fn encoded(text: &str) -> String {
    text.bytes()
        .fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"))
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sql_in_every_text_field_is_text(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for text in SQL {
        let contract = app.world.new_id("contract");
        let file =
            json!({"name": text, "media_type": "application/pdf", "size": 1, "digest": "0".repeat(64)});
        let body = json!({
            "contract": contract,
            "supplier": app.world.company("supplier").id.to_string(),
            "buyer": app.world.company("buyer").id.to_string(),
            "number": text, "title": text,
            "amount": {"value": "5000000.00", "currency": "CNY"},
            "signed_on": "2026-01-12", "procurement": "goods",
            "payment": {"days": 60, "from": "acceptance"},
            "pay_when_paid": false, "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
            "documents": [file], "supplier_size": "small",
        });
        let submission = app
            .world
            .signed("supplier", "contract.register/1", body, 1)
            .await
            .unwrap();
        let taken = app
            .post(Maker("supplier"), "/v1/statements", &wire(&submission))
            .await;
        assert_eq!(taken.status, 201, "{}", taken.json());
        let seen = app
            .get(Maker("supplier"), &format!("/v1/contracts/{}", bare(&contract)))
            .await
            .json();
        assert_eq!(seen["terms"]["number"], text);
        assert_eq!(seen["terms"]["documents"][0]["name"], text);
        for path in [
            "/v1/contracts?number=",
            "/v1/contracts?after=",
            "/v1/parties?code=",
            "/v1/verify/",
            "/v1/files/",
        ] {
            let reply = app
                .get(Maker("supplier"), &format!("{path}{}", encoded(text)))
                .await;
            assert!(!reply.status.is_server_error(), "{path}{text}: {}", reply.status);
            if path == "/v1/contracts?number=" {
                assert_eq!(reply.json()["items"].as_array().map(Vec::len), Some(1), "{text}");
            }
        }
    }
    let listed = app.get(Maker("supplier"), "/v1/contracts").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), SQL.len());
}

/// A path of the document with something of the right form at each of its names.
fn standing(path: &str) -> String {
    const ID: &str = "019c4020-8900-78c3-aaa6-de34468f41f9";
    let digest = "0".repeat(64);
    [
        ("{tile}", "0/000"),
        ("{kind}", "certificate"),
        ("{digest}", digest.as_str()),
        ("{seq}", "0"),
        ("{year}", "2025"),
        ("{number}", "AAAA"),
        ("{id}", ID),
        ("{bank}", ID),
        ("{buyer}", ID),
        ("{guarantor}", ID),
    ]
    .into_iter()
    .fold(path.to_owned(), |path, (name, text)| path.replace(name, text))
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sql_in_every_query_is_text(#[case] engine: Engine) {
    let app = App::with(engine, |settings| {
        // Hundreds of questions of one key, and of one number.
        settings.limits.per_key = Pace::new(10_000, 10_000);
        settings.limits.per_number = Pace::new(10_000, 10_000);
    })
    .await;
    let before = app.get(Nobody, "/log/checkpoint").await.bytes;
    let mut asked = 0;
    for (method, path, operation) in operations(&value()) {
        let address = standing(&path);
        assert!(
            !address.contains('{'),
            "{path} has a name that nothing stands for"
        );
        let no_parameters = Vec::new();
        let parameters = operation["parameters"].as_array().unwrap_or(&no_parameters);
        let queries = parameters
            .iter()
            .filter(|one| method == "get" && one["in"] == "query");
        for name in queries.map(|one| one["name"].as_str().unwrap()) {
            for text in SQL {
                let query = format!("{address}?{name}={}", encoded(text));
                let reply = app.get(Maker("bank"), &query).await;
                assert!(
                    !reply.status.is_server_error(),
                    "{path}?{name}={text}: {}",
                    reply.status
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 300, "{asked} questions");
    let both = format!("account={0}&end_to_end={0}", encoded(SQL[0]));
    let order = app
        .get(Maker("bank"), &format!("/v1/payment-orders?{both}"))
        .await;
    assert_eq!(order.status, 422, "nothing is instructed");
    let after = app.get(Nobody, "/log/checkpoint").await.bytes;
    assert_eq!(before, after, "nothing was written");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sql_in_what_is_looked_for_finds_what_is_called_so(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let world = &app.world;
    for text in SQL {
        let mut body = product(&world.new_id("product"));
        body["terms"]["programme"] = json!({"tag": text, "subsidy": null});
        world.does("bank", "product.publish/1", body, 2).await;
    }
    for text in SQL {
        let text = encoded(text);
        for (query, items) in [
            (format!("/v1/products?programme={text}"), 1),
            (format!("/v1/loans?programme={text}"), 0),
        ] {
            let listed = app.get(Maker("bank"), &query).await;
            assert_eq!(listed.status, 200, "{query}");
            assert_eq!(
                listed.json()["items"].as_array().map(Vec::len),
                Some(items),
                "{query}"
            );
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sql_in_the_reason_of_a_decline_is_text(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let world = &app.world;
    let contract = world.contract("YNYY-HC-2026-017").await;
    for (place, text) in SQL.into_iter().enumerate() {
        let receivable = world.new_id("receivable");
        let claim = world.claim(&contract, &receivable, &format!("2611200000001234567{place}"));
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        let confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
        let confirmed = world.act("buyer", "receivable.confirm/1", confirmation, 1).await;
        let Ok(Answer::Waiting(proposal)) = confirmed else {
            panic!("{confirmed:?}")
        };
        let path = format!("/v1/proposals/{}", proposal.id);
        let declined = app
            .post(
                Maker("buyer"),
                &format!("{path}/decline"),
                &json!({"reason": text}),
            )
            .await;
        assert_eq!(declined.status, 200, "{}", declined.json());
        let seen = app.get(Maker("buyer"), &path).await.json();
        assert_eq!(
            (&seen["stage"], &seen["reason"]),
            (&json!("declined"), &json!(text))
        );
    }
    let listed = app.get(Maker("buyer"), "/v1/proposals").await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(SQL.len()));
}

/// Where strings stand in a body, as JSON pointers.
fn strings(body: &Value, at: &str, into: &mut Vec<String>) {
    match body {
        Value::String(_) => into.push(at.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                strings(item, &format!("{at}/{index}"), into);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                strings(member, &format!("{at}/{name}"), into);
            }
        }
        _ => {}
    }
}

/// The body with this text wherever any text is taken, and how often that is.
fn with_text(kind: &str, body: &Value, text: &str) -> (Value, usize) {
    let mut places = Vec::new();
    strings(body, "", &mut places);
    let (mut changed, mut count) = (body.clone(), 0);
    for place in places {
        let mut next = changed.clone();
        *next.pointer_mut(&place).unwrap() = text.into();
        if Command::read(kind, next.to_string().as_bytes()).is_ok() {
            (changed, count) = (next, count + 1);
        }
    }
    (changed, count)
}

async fn parties(app: &App) -> BTreeSet<String> {
    let listed = app.get(Maker("auditor"), "/v1/parties?limit=200").await.json();
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|party| party["id"].to_string()).collect()
}

fn maker(capacity: Option<&str>) -> &'static str {
    match capacity {
        Some("buyer") => "buyer",
        Some("bank") => "bank",
        Some("guarantor") => "guarantor",
        Some("asset-manager") => "manager",
        Some("confirmation-centre") => "centre",
        Some("operator") => "operator",
        Some("auditor") => "auditor",
        _ => "supplier",
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sql_in_every_text_of_every_command_is_text(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let before = parties(&app).await;
    let page = serde_json::to_value(document()).unwrap();
    let prepares = &page["paths"]["/v1/statements/prepare"]["post"]["requestBody"];
    let examples = &prepares["content"]["application/json"]["examples"];
    let (mut texts, mut signed) = (0, 0);
    for kind in Command::kinds() {
        let mut asked = examples[kind]["value"].clone();
        let who = maker(asked["capacity"].as_str());
        let mut example = asked["command"].clone();
        if Command::read(kind, example.to_string().as_bytes()).is_err() {
            // The page leaves the salt to the service.
            example["salt"] = "AAAAAAAAAAAAAAAAAAAAAA".into();
        }
        for text in SQL {
            let (body, count) = with_text(kind, &example, text);
            texts += count;
            asked["command"] = body;
            let prepared = app.post(Maker(who), "/v1/statements/prepare", &asked).await;
            assert!(!prepared.status.is_server_error(), "{kind}: {}", prepared.json());
            let prepared = prepared.json();
            let Some(payload) = prepared["payload"].as_str() else {
                continue;
            };
            let line = SignatureLine::sign(&app.world.person(who, 0).key, payload).to_string();
            let (protected, signature) = line.split_once("..").unwrap();
            let signature = json!({"protected": protected, "signature": signature});
            let statement = json!({"payload": payload, "signatures": [signature], "body": prepared["body"]});
            let answer = app.post(Maker(who), "/v1/statements", &statement).await;
            assert!(!answer.status.is_server_error(), "{kind}: {}", answer.json());
            signed += 1;
        }
    }
    assert!(texts > 800 && signed > 200, "{texts} texts, {signed} statements");
    let after = parties(&app).await;
    assert!(before.is_subset(&after), "{before:?} {after:?}");
    app.world.assert_clean().await;
}
