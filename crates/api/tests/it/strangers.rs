//! What a party learns by preparing and signing acts on what it may not see: nothing.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_ledger::{Claims, Statement};
use tallystick_store::Submission;
use tallystick_testbed::Engine;

use crate::app::{App, Caller, Maker, Reply, wire};

/// Acts of a holder, a debtor and their counterparties on a certificate, with amounts above and below what is outstanding.
fn acts(app: &App, certificate: &str) -> Vec<(&'static str, Value)> {
    let report = |value: &str| {
        json!({
            "payment": app.world.new_id("payment"), "certificate": certificate,
            "amount": {"value": value, "currency": "CNY"}, "paid_on": "2026-02-09",
            "account": app.world.company("supplier").payee(), "reference": "2026-0209",
        })
    };
    let until = app.world.store.now().as_millis() + 86_400_000;
    let to = app.world.company("supplier").id;
    vec![
        (
            "certificate.offer/1",
            json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"}),
        ),
        (
            "certificate.accept/1",
            json!({"certificate": certificate, "payee": app.world.company("weaver").payee()}),
        ),
        (
            "cancellation.propose/1",
            json!({"cancellation": app.world.new_id("cancellation"), "certificate": certificate, "reason": "误开"}),
        ),
        ("payment.report/1", report("0.01")),
        ("payment.report/1", report("99000000.00")),
    ]
}

async fn prepare(app: &App, caller: Caller, kind: &str, command: &Value) -> Reply {
    let asked = json!({"kind": kind, "command": command});
    app.post(caller, "/v1/statements/prepare", &asked).await
}

/// What is drawn anew with every answer, left out.
fn comparable(reply: &Reply, hidden: &str, shown: &str) -> Value {
    let text = reply.json().to_string().replace(hidden, shown);
    let mut answer: Value = serde_json::from_str(&text).unwrap();
    for drawn in ["/body", "/payload", "/statement", "/claims/jti", "/claims/bod"] {
        if let Some(place) = answer.pointer_mut(drawn) {
            *place = Value::Null;
        }
    }
    answer
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn preparing_an_act_on_anothers_certificate_is_answered_as_on_none(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let nothing = app.world.new_id("certificate");
    for (kind, command) in acts(&app, &certificate) {
        let absent: Value =
            serde_json::from_str(&command.to_string().replace(&certificate, &nothing)).unwrap();
        let there = prepare(&app, Maker("weaver"), kind, &command).await;
        let not_there = prepare(&app, Maker("weaver"), kind, &absent).await;
        assert_eq!(there.status, not_there.status, "{kind}");
        assert_eq!(
            comparable(&there, &certificate, "certificate"),
            comparable(&not_there, &nothing, "certificate"),
            "{kind}"
        );
    }
    // Whom it concerns is told the numbers.
    let (kind, report) = acts(&app, &certificate).pop().unwrap();
    let told = prepare(&app, Maker("buyer"), kind, &report).await.json();
    assert_eq!(told["rejection"]["code"], "payment-above-outstanding", "{told}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn submitting_one_that_was_made_by_hand_tells_no_more(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let (kind, offer) = acts(&app, &certificate).remove(0);
    let weaver = app.world.company("weaver").id;
    let offer = {
        let mut offer = offer;
        offer["to"] = weaver.to_string().into();
        offer
    };
    let own = app.world.signed("supplier", kind, offer, 1).await.unwrap();
    // Version and link stand in leaves, which every member reads.
    let claims = Claims {
        issuer: weaver.subject(),
        ..own.statement.claims().clone()
    };
    let stolen = Submission {
        statement: Statement::sign(&claims, &[&app.world.person("weaver", 0).key]).unwrap(),
        body: own.body,
    };
    let reply = app.post(Maker("weaver"), "/v1/statements", &wire(&stolen)).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (404, "certificate-not-found")
    );
}
