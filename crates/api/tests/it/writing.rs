//! The write door: one statement, many, proposals, and what prepare hands out.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_ledger::{Receipt, SignatureLine, Statement};
use tallystick_testbed::Engine;

use crate::app::{App, Checker, Maker, wire};

async fn claim(app: &App) -> (String, Value) {
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let receivable = app.world.new_id("receivable");
    let claim = app.world.claim(&contract, &receivable, "26112000000012345678");
    (receivable, claim)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_answered_with_a_receipt_and_again_with_the_same_one(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (_, body) = claim(&app).await;
    let submission = app
        .world
        .signed("supplier", "receivable.claim/1", body, 1)
        .await
        .unwrap();
    let first = app
        .post(Maker("supplier"), "/v1/statements", &wire(&submission))
        .await;
    assert_eq!(first.status, 201);
    let receipt = Receipt::parse(first.json()["receipt"].to_string().as_bytes()).unwrap();
    receipt
        .verify(&submission.statement.id().unwrap(), &app.world.store.vkeys())
        .unwrap();
    let again = app
        .post(Checker("supplier"), "/v1/statements", &wire(&submission))
        .await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json(), first.json());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_waits_for_its_second_signature(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (receivable, body) = claim(&app).await;
    app.world
        .act("supplier", "receivable.claim/1", body, 1)
        .await
        .unwrap();
    let confirmation = app
        .world
        .confirmation(&receivable, &app.world.new_id("certificate"));
    let asked = json!({"kind": "receivable.confirm/1", "capacity": "buyer", "command": confirmation});
    let prepared = app
        .post(Maker("buyer"), "/v1/statements/prepare", &asked)
        .await
        .json();
    assert_eq!(
        prepared["needed"],
        json!({"signatures": 2, "checker": true, "signers": "makers and checkers"})
    );
    assert!(
        prepared["summary"]["en"]
            .as_str()
            .unwrap()
            .contains("1,200,000.00"),
        "{}",
        prepared["summary"]
    );

    let payload = prepared["payload"].as_str().unwrap();
    let sign = |place: usize| {
        let line = SignatureLine::sign(&app.world.person("buyer", place).key, payload).to_string();
        let (protected, signature) = line.split_once("..").unwrap();
        json!({"protected": protected, "signature": signature})
    };
    let statement = json!({"payload": payload, "signatures": [sign(0)], "body": prepared["body"]});
    let waiting = app.post(Maker("buyer"), "/v1/statements", &statement).await;
    assert_eq!(waiting.status, 202);
    let proposal = waiting.json()["proposal"].clone();
    assert_eq!(
        (&proposal["stage"], &proposal["id"]),
        (&json!("waiting"), &prepared["statement"])
    );
    assert_eq!(proposal["summary"], prepared["summary"]);

    let path = format!("/v1/proposals/{}", proposal["id"].as_str().unwrap());
    let open = app.get(Checker("buyer"), "/v1/proposals?stage=open").await.json();
    assert_eq!(open["items"][0]["id"], proposal["id"]);
    assert_eq!(
        app.post(Maker("supplier"), &format!("{path}/signatures"), &sign(1))
            .await
            .code(),
        "proposal-not-found"
    );
    let signed = app
        .post(Checker("buyer"), &format!("{path}/signatures"), &sign(1))
        .await;
    assert_eq!(signed.status, 201, "{}", signed.json());
    let appended = app.get(Checker("buyer"), &path).await.json();
    assert_eq!(
        (&appended["stage"], &appended["seq"]),
        (&json!("appended"), &signed.json()["receipt"]["seq"])
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_declined_proposal_takes_no_signature(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (receivable, body) = claim(&app).await;
    app.world
        .act("supplier", "receivable.claim/1", body, 1)
        .await
        .unwrap();
    let confirmation = app
        .world
        .confirmation(&receivable, &app.world.new_id("certificate"));
    let mut both = app
        .world
        .signed("buyer", "receivable.confirm/1", confirmation, 2)
        .await
        .unwrap();
    let lines = both.statement.signatures().to_vec();
    both.statement = Statement::parse(both.statement.payload(), lines[..1].to_vec()).unwrap();
    app.post(Maker("buyer"), "/v1/statements", &wire(&both)).await;
    let path = format!("/v1/proposals/{}", both.statement.id().unwrap());
    let empty = app
        .post(
            Checker("buyer"),
            &format!("{path}/decline"),
            &json!({"reason": ""}),
        )
        .await;
    assert_eq!(empty.code(), "malformed-json");
    let declined = app
        .post(
            Checker("buyer"),
            &format!("{path}/decline"),
            &json!({"reason": "数量有误"}),
        )
        .await;
    assert_eq!(declined.json()["stage"], "declined");
    assert_eq!(declined.json()["reason"], "数量有误");
    let line = lines[1].to_string();
    let (protected, signature) = line.split_once("..").unwrap();
    let late = json!({"protected": protected, "signature": signature});
    let refused = app
        .post(Checker("buyer"), &format!("{path}/signatures"), &late)
        .await;
    assert_eq!(refused.code(), "proposal-not-waiting");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_answers_line_by_line_in_order(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (_, body) = claim(&app).await;
    let claimed = app
        .world
        .signed("supplier", "receivable.claim/1", body.clone(), 1)
        .await
        .unwrap();
    let mut twice = body;
    twice["receivable"] = app.world.new_id("receivable").into();
    let again = app
        .world
        .signed("supplier", "receivable.claim/1", twice, 1)
        .await
        .unwrap();
    let lines = format!(
        "{}\n\n{{}}\n{}\n{}\n",
        wire(&claimed),
        wire(&again),
        wire(&claimed)
    );
    let reply = app
        .post_text(
            Maker("supplier"),
            "/v1/statements/batch",
            "application/x-ndjson",
            lines,
        )
        .await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.headers["content-type"], "application/x-ndjson");
    let text = String::from_utf8(reply.bytes).unwrap();
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let brief: Vec<(u64, u64, Option<&str>)> = answers
        .iter()
        .map(|answer| {
            let number = |member: &str| answer[member].as_u64().unwrap();
            (
                number("line"),
                number("status"),
                answer["problem"]["code"].as_str(),
            )
        })
        .collect();
    let [
        (1, 201, None),
        (3, 400, Some("malformed-json")),
        (4, 409, Some(conflict)),
        (5, 200, None),
    ] = brief[..]
    else {
        panic!("{brief:?}");
    };
    assert!(
        conflict.contains("evidence") || conflict.contains("invoice") || conflict.contains("stale"),
        "{conflict}"
    );
    assert_eq!(answers[0]["receipt"]["seq"], answers[3]["receipt"]["seq"]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_has_so_many_lines_and_no_more(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.limits.batch_lines = 2).await;
    let post = async |lines: &str| {
        app.post_text(
            Maker("supplier"),
            "/v1/statements/batch",
            "application/x-ndjson",
            lines.to_owned(),
        )
        .await
    };
    assert_eq!(post("{}\n{}\n").await.status, 200);
    assert_eq!(post("{}\n{}\n{}\n").await.code(), "too-many-lines");
    assert!(post("").await.bytes.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn prepare_tells_the_rejection_that_the_statement_would_meet(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (receivable, body) = claim(&app).await;
    app.world
        .act("supplier", "receivable.claim/1", body, 1)
        .await
        .unwrap();
    let mut confirmation = app
        .world
        .confirmation(&receivable, &app.world.new_id("certificate"));
    confirmation["amount"]["value"] = "1300000.00".into();
    let asked = json!({"kind": "receivable.confirm/1", "command": confirmation});
    let prepared = app
        .post(Maker("buyer"), "/v1/statements/prepare", &asked)
        .await
        .json();
    assert_eq!(prepared["rejection"]["status"], 422, "{}", prepared["rejection"]);
    assert!(prepared["payload"].is_string());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_taken_byte_by_byte_as_they_were_signed(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let (_, body) = claim(&app).await;
    let submission = app
        .world
        .signed("supplier", "receivable.claim/1", body, 1)
        .await
        .unwrap();
    let mut bent = wire(&submission);
    bent["body"] = format!("{} ", bent["body"].as_str().unwrap()).into();
    assert_eq!(
        app.post(Maker("supplier"), "/v1/statements", &bent).await.code(),
        "body-mismatch"
    );
    let taken = app
        .post(Maker("supplier"), "/v1/statements", &wire(&submission))
        .await
        .json();
    let seq = &taken["receipt"]["seq"];
    let entry = app
        .get(Maker("supplier"), &format!("/v1/entries/{seq}"))
        .await
        .json();
    assert_eq!(entry["body"].as_str().unwrap().as_bytes(), submission.body);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_relies_on_a_party_that_does_not_exist_is_prepared_with_the_rule_it_breaks(
    #[case] engine: Engine,
) {
    let app = App::new(engine).await;
    let mut contract: Value = serde_json::from_str(include_str!(
        "../../../../fixtures/commands/contract.register.1.json"
    ))
    .unwrap();
    contract["supplier"] = app.world.company("supplier").id.subject().to_string().into();
    contract["buyer"] = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de".into();
    let asked = json!({"kind": "contract.register/1", "capacity": "supplier", "command": contract});
    let prepared = app
        .post(Maker("supplier"), "/v1/statements/prepare", &asked)
        .await;
    assert_eq!(prepared.status, 200, "{}", prepared.json());
    assert_eq!(prepared.json()["rejection"]["status"], 404, "{}", prepared.json());
}
