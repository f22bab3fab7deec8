//! The document: complete, without doubled names, and nowhere at odds with the router.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use serde_json::Value;
use tallystick_api::document;
use tallystick_commands::{Command, CommandSpec};
use tallystick_testbed::Engine;

use crate::app::{App, Nobody};

pub(crate) fn value() -> Value {
    serde_json::to_value(document()).unwrap()
}

/// Every operation: its method, its path, and what is said of it.
pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let item = item.as_object().unwrap().clone();
        let path = path.clone();
        item.into_iter()
            .filter(|(method, _)| ["get", "post"].contains(&method.as_str()))
            .map(move |(method, operation)| (method, path.clone(), operation))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn every_operation_has_an_id_of_its_own_a_tag_and_a_summary() {
    let document = value();
    let tags: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(!id.is_empty() && ids.insert(id), "{method} {path}");
        assert!(operation["summary"].is_string(), "{method} {path} has no summary");
        let own = operation["tags"].as_array().unwrap();
        assert!(
            own.len() == 1 && tags.contains(own[0].as_str().unwrap()),
            "{method} {path}: {own:?}"
        );
    }
    assert_eq!(ids.len(), operations(&document).len());
}

#[test]
fn every_operation_tells_its_problems() {
    let document = value();
    for (method, path, operation) in operations(&document) {
        let responses = operation["responses"].as_object().unwrap();
        let has = |status: &str| responses.contains_key(status);
        assert!(has("500") && has("503"), "{method} {path}");
        if operation["security"].is_array() {
            assert!(has("401") && has("403") && has("429"), "{method} {path}");
        }
        if operation["requestBody"].is_object() {
            assert!(
                has("400") && has("413") && has("415") && has("408"),
                "{method} {path}"
            );
        }
        for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
            let name = response["$ref"].as_str().and_then(|path| path.rsplit('/').next());
            let named = &document["components"]["responses"][name.unwrap_or_default()];
            let content = &named["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(
                content, "#/components/schemas/Problem",
                "{method} {path} {status}"
            );
        }
    }
}

#[test]
fn whatever_is_referred_to_exists() {
    let document = value();
    let mut references = BTreeSet::new();
    gather(&document, &mut references);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn gather(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "$ref" => drop(into.insert(text.clone())),
                    member => gather(member, into),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        _ => {}
    }
}

#[test]
fn every_command_has_a_named_schema_and_its_example_in_the_page() {
    let document = value();
    let body = &document["paths"]["/v1/statements/prepare"]["post"]["requestBody"];
    let examples = body["content"]["application/json"]["examples"]
        .as_object()
        .unwrap();
    assert_eq!(examples.len(), Command::kinds().count());
    for spec in CommandSpec::all() {
        let schema = &document["components"]["schemas"][spec.body.name().as_ref()];
        assert!(schema["examples"].is_array(), "{} has no example", spec.kind);
        assert!(
            schema["description"].as_str().unwrap().contains(spec.kind),
            "{}",
            spec.kind
        );
        assert_eq!(examples[spec.kind]["value"]["kind"], spec.kind);
    }
}

#[test]
fn the_sizes_of_the_document_show_in_review() {
    let document = value();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, _, operation) in operations(&document) {
        *counts
            .entry(operation["tags"][0].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    insta::assert_debug_snapshot!("operations_by_tag", counts);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_document_and_its_page_are_served_without_any_other_site(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let served = app.get(Nobody, "/openapi.json").await;
    assert_eq!(served.json(), value());
    let page = app.get(Nobody, "/docs/").await;
    assert_eq!(page.status, 200);
    let html = String::from_utf8(page.bytes).unwrap();
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'"), "{policy}");
    let settings = app.get(Nobody, "/docs/swagger-initializer.js").await;
    let settings = String::from_utf8(settings.bytes).unwrap();
    assert!(
        settings.contains("/openapi.json") && settings.contains(r#""validatorUrl": "none""#),
        "{settings}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_address_of_the_document_is_one_of_the_router(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for (method, path, operation) in operations(&value()) {
        let filled = path
            .replace("{tile}", "0/000")
            .replace("{kind}", "certificate")
            .replace(['{', '}'], "");
        let method = method.to_uppercase().parse().unwrap();
        let request = app.request(Nobody, &method, &filled);
        let reply = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
        let needs_token = operation["security"].is_array();
        assert_eq!(
            reply.status == 401,
            needs_token,
            "{method} {path}: {}",
            reply.status
        );
        if reply.status == 404 {
            assert_ne!(reply.code(), "no-such-address", "{method} {path}");
        }
        assert_ne!(reply.status, 405, "{method} {path}");
    }
}
