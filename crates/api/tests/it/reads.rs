//! Views, pages and entity tags.

use axum::body::Body;
use axum::http::{Method, header};
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::Engine;

use crate::app::{App, Maker, bare};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_receivable_and_its_certificate_are_shown_with_what_their_stages_hold(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let shown = app
        .get(
            Maker("buyer"),
            &format!("/v1/certificates/{}", bare(&certificate)),
        )
        .await
        .json();
    assert_eq!(shown["id"], certificate.as_str());
    assert_eq!(shown["stage"], "free");
    assert_eq!(shown["amount"], json!({"value": "1200000.00", "currency": "CNY"}));
    assert_eq!(shown["holder"], app.world.company("supplier").id.to_string());
    assert_eq!(shown["version"], 1);

    let receivable = shown["receivable"].as_str().unwrap();
    let shown = app
        .get(
            Maker("supplier"),
            &format!("/v1/receivables/{}", bare(receivable)),
        )
        .await
        .json();
    assert_eq!(shown["stage"], "confirmed");
    assert_eq!(shown["confirmation"]["certificate"], certificate.as_str());
    assert_eq!(
        shown["documents"][2]["document"]["number"],
        "26112000000012345678"
    );

    let offer = json!({
        "certificate": certificate, "to": app.world.company("weaver").id.to_string(),
        "until": app.world.store.now().as_millis() + 3_600_000, "recourse": "none",
    });
    app.world
        .act("supplier", "certificate.offer/1", offer, 1)
        .await
        .unwrap();
    let path = format!("/v1/certificates/{}", bare(&certificate));
    let offered = app.get(Maker("weaver"), &path).await;
    assert_eq!(offered.json()["stage"], "offered");
    assert_eq!(offered.json()["offer"]["recourse"], "none");
    // After its last moment an offer reads as gone, although no entry says so; a tag from before no longer holds.
    app.world.wait(3_700_000);
    let request = app
        .request(Maker("supplier"), &Method::GET, &path)
        .header(header::IF_NONE_MATCH, &offered.headers[header::ETAG]);
    let lapsed = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(lapsed.json()["stage"], "free");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_present_state_is_not_sent_it_again(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let path = format!("/v1/contracts/{}", bare(&contract));
    let first = app.get(Maker("supplier"), &path).await;
    let tag = first.headers[header::ETAG].clone();
    let again = async || {
        let request = app
            .request(Maker("supplier"), &Method::GET, &path)
            .header(header::IF_NONE_MATCH, &tag);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    let unchanged = again().await;
    assert_eq!((unchanged.status.as_u16(), unchanged.bytes.len()), (304, 0));
    app.world
        .act("supplier", "contract.close/1", json!({"contract": contract}), 1)
        .await
        .unwrap();
    assert_eq!(again().await.json()["stage"], "closed");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn pages_join_without_gap_or_repetition(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for number in 0..5 {
        app.world.contract(&format!("YNYY-HC-2026-{number:03}")).await;
    }
    let mut numbers: Vec<String> = Vec::new();
    let mut after = String::new();
    loop {
        let page = app
            .get(Maker("buyer"), &format!("/v1/contracts?limit=2{after}"))
            .await
            .json();
        let items = page["items"].as_array().unwrap().iter();
        numbers.extend(items.map(|item| item["number"].as_str().unwrap().to_owned()));
        match &page["next"] {
            Value::String(next) => after = format!("&after={next}"),
            _ => break,
        }
    }
    numbers.sort();
    assert_eq!(
        numbers,
        (0..5)
            .map(|number| format!("YNYY-HC-2026-{number:03}"))
            .collect::<Vec<_>>()
    );
    let accepted = app
        .get(Maker("buyer"), "/v1/contracts?stage=accepted&limit=200")
        .await
        .json();
    assert_eq!(accepted["items"].as_array().unwrap().len(), 5);
    let closed = app.get(Maker("buyer"), "/v1/contracts?stage=closed").await.json();
    assert_eq!(closed, json!({"items": [], "next": null}));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_timeline_tells_who_did_what_to_whom_it_concerns(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let path = format!("/v1/subjects/{contract}/timeline");
    let timeline = app.get(Maker("supplier"), &path).await.json();
    let kinds: Vec<&str> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["entry"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["contract.register/1", "contract.accept/1"]);
    let signer = &timeline["items"][0]["entry"]["signers"][0];
    assert_eq!(signer["member"], app.world.person("supplier", 0).id.to_string());
    let theirs = &timeline["items"][1]["entry"]["signers"][0];
    assert!(
        theirs.get("member").is_none(),
        "the house of another party is not shown"
    );
    assert_eq!(app.get(Maker("weaver"), &path).await.code(), "not-found");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_shows_each_party_its_part_and_no_more(#[case] engine: Engine) {
    let app = App::new(engine).await;
    app.world.contract("YNYY-HC-2026-017").await;
    let seq = *app.world.store.watch().borrow() - 2;
    let path = format!("/v1/entries/{seq}");
    let own = app.get(Maker("supplier"), &path).await.json();
    assert!(own["body"].as_str().unwrap().contains("YNYY-HC-2026-017"));
    assert!(own["moved"][0]["part"].is_string());
    let strange = app.get(Maker("weaver"), &path).await.json();
    assert!(
        strange.get("body").is_none() && strange["moved"][0].get("part").is_none(),
        "{strange}"
    );
    assert_eq!(strange["leaf"], own["leaf"]);
    assert_eq!(strange["body_digest"], own["body_digest"]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_is_evidence_that_a_verifier_accepts(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let path = format!("/v1/certificates/{}/bundle", bare(&certificate));
    let reply = app.get(Maker("supplier"), &path).await;
    assert!(
        reply.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains("attachment")
    );
    let bundle = tallystick_ledger::Bundle::parse(&reply.bytes).unwrap();
    assert_eq!(bundle.subject.to_string(), certificate);
}
