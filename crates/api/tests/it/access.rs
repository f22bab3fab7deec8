//! Every route for every kind of party, strangers and the public included, as one table.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request};
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_ledger::{SigningKey, Statement};
use tallystick_store::{PrepareRequest, Submission};
use tallystick_testbed::Engine;

use crate::app::{App, Caller, Maker, Nobody, bare, wire};

pub(crate) const CALLERS: [Caller; 10] = [
    Maker("operator"),
    Maker("supplier"),
    Maker("weaver"),
    Maker("buyer"),
    Maker("centre"),
    Maker("bank"),
    Maker("guarantor"),
    Maker("manager"),
    Maker("auditor"),
    Nobody,
];

/// What the rows are about: a certificate with its contract and receivable, a waiting proposal of the buyer, and a file.
struct Ground {
    contract: String,
    receivable: String,
    certificate: String,
    number: String,
    proposal: String,
    file: String,
    cited: String,
}

impl Ground {
    async fn prepare(app: &App) -> Self {
        let world = &app.world;
        let uploaded = app
            .post_text(
                Maker("supplier"),
                "/v1/files",
                "application/pdf",
                "%PDF-1.7 a paper",
            )
            .await
            .json();
        let file = uploaded["digest"].as_str().unwrap().to_owned();
        let contract = world.contract("YNYY-HC-2026-017").await;
        let certificate = world.certificate(&contract, "26112000000012345678").await;
        let seen = app
            .get(
                Maker("supplier"),
                &format!("/v1/certificates/{}", bare(&certificate)),
            )
            .await
            .json();
        let receivable = world.new_id("receivable");
        let mut claim = world.claim(&contract, &receivable, "26112000000012345679");
        claim["evidence"][2]["digest"] = file.clone().into();
        claim["centre"] = world.company("centre").id.to_string().into();
        world
            .act("supplier", "receivable.claim/1", claim, 1)
            .await
            .unwrap();
        let confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
        let mut both = world
            .signed("buyer", "receivable.confirm/1", confirmation, 2)
            .await
            .unwrap();
        let maker = both.statement.signatures()[0].clone();
        both.statement = Statement::parse(both.statement.payload(), vec![maker]).unwrap();
        let waiting = app.post(Maker("buyer"), "/v1/statements", &wire(&both)).await;
        assert_eq!(waiting.status, 202);
        Self {
            proposal: waiting.json()["proposal"]["id"].as_str().unwrap().to_owned(),
            number: seen["number"].as_str().unwrap().to_owned(),
            cited: receivable.clone(),
            contract,
            receivable,
            certificate,
            file,
        }
    }

    fn reads(&self, app: &App) -> Vec<(String, String)> {
        let supplier = app.world.company("supplier").id.to_string();
        let (contract, receivable) = (bare(&self.contract), bare(&self.receivable));
        let certificate = bare(&self.certificate);
        let rows = [
            ("/v1/me", String::new()),
            ("/v1/parties", String::new()),
            ("/v1/parties/{supplier}", bare(&supplier).to_owned()),
            ("/v1/parties/{supplier}/members", bare(&supplier).to_owned()),
            ("/v1/parties/{supplier}/keys", bare(&supplier).to_owned()),
            ("/v1/contracts", String::new()),
            ("/v1/contracts/{contract}", contract.to_owned()),
            ("/v1/amendments", String::new()),
            ("/v1/receivables", String::new()),
            ("/v1/receivables/{receivable}", receivable.to_owned()),
            ("/v1/certificates", String::new()),
            ("/v1/certificates/{certificate}", certificate.to_owned()),
            ("/v1/certificates/{certificate}/bundle", certificate.to_owned()),
            ("/v1/payments", String::new()),
            ("/v1/cancellations", String::new()),
            ("/v1/payment-orders", String::new()),
            (
                "/v1/subjects/certificate/{certificate}/timeline",
                certificate.to_owned(),
            ),
            ("/v1/subjects/key/{unknown}/timeline", "AAAA".to_owned()),
            ("/v1/entries", String::new()),
            ("/v1/entries/0", String::new()),
            ("/v1/entries/999", String::new()),
            ("/v1/proposals", String::new()),
            ("/v1/proposals/{proposal}", self.proposal.clone()),
            ("/v1/files/{file}", self.file.clone()),
            ("/v1/verify/{number}", self.number.clone()),
            ("/log/checkpoint", String::new()),
            ("/log/vkeys", String::new()),
            ("/log/keys", String::new()),
            ("/log/proof/0", String::new()),
            ("/log/tile/0/000.p/1", String::new()),
            ("/log/tile/entries/000.p/1", String::new()),
            ("/log/opening", String::new()),
            ("/health", String::new()),
            ("/ready", String::new()),
            ("/openapi.json", String::new()),
            ("/docs/", String::new()),
        ];
        let mut rows: Vec<(String, String)> = rows
            .into_iter()
            .map(|(pattern, id)| (pattern.to_owned(), fill(pattern, &id)))
            .collect();
        rows.push((
            "/v1/files/{file}?subject={receivable}".to_owned(),
            format!("/v1/files/{}?subject={}", self.file, self.cited),
        ));
        rows
    }

    fn writes(&self) -> Vec<(String, String, &'static str, Value)> {
        let json = "application/json";
        let proposal = format!("/v1/proposals/{}", self.proposal);
        let withdraw = json!({"kind": "receivable.withdraw/1", "command": {"receivable": self.receivable}});
        let nothing = json!({"payload": "", "signatures": [], "body": ""});
        let line = json!({"protected": "", "signature": ""});
        vec![
            (
                "/v1/statements".into(),
                "/v1/statements".into(),
                json,
                nothing.clone(),
            ),
            (
                "/v1/statements/batch".into(),
                "/v1/statements/batch".into(),
                "application/x-ndjson",
                nothing,
            ),
            (
                "/v1/statements/prepare".into(),
                "/v1/statements/prepare".into(),
                json,
                withdraw,
            ),
            ("/v1/files".into(), "/v1/files".into(), "text/plain", json!("x")),
            (
                "/v1/bank-messages".into(),
                "/v1/bank-messages".into(),
                "application/xml",
                json!("x"),
            ),
            (
                "/v1/proposals/{proposal}/signatures".into(),
                format!("{proposal}/signatures"),
                json,
                line,
            ),
            (
                "/v1/proposals/{proposal}/decline".into(),
                format!("{proposal}/decline"),
                json,
                json!({"reason": "数量有误"}),
            ),
        ]
    }
}

/// The pattern with this id in the place of its variable part.
fn fill(pattern: &str, id: &str) -> String {
    match pattern.split_once('{') {
        Some((before, rest)) => {
            let (_, after) = rest.split_once('}').unwrap();
            format!("{before}{id}{after}")
        }
        None => pattern.to_owned(),
    }
}

pub(crate) fn name(caller: Caller) -> &'static str {
    match caller {
        Nobody => "nobody",
        Maker(name) | Caller::Checker(name) => name,
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_each_kind_of_party_as_this_table_says(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let ground = Ground::prepare(&app).await;
    let mut table = format!("{:<62}", "");
    for caller in CALLERS {
        write!(table, "{:>10}", name(caller)).unwrap();
    }
    table.push('\n');
    for (pattern, path) in ground.reads(&app) {
        write!(table, "{:<62}", format!("GET {pattern}")).unwrap();
        for caller in CALLERS {
            write!(table, "{:>10}", app.get(caller, &path).await.status.as_u16()).unwrap();
        }
        table.push('\n');
    }
    for (pattern, path, media_type, body) in ground.writes() {
        write!(table, "{:<62}", format!("POST {pattern}")).unwrap();
        for caller in CALLERS {
            let reply = app.post_text(caller, &path, media_type, body.to_string()).await;
            write!(table, "{:>10}", reply.status.as_u16()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("statuses", table);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_shows_no_good_token_is_told_why_and_no_more(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let supplier = app.world.company("supplier").id.to_string();
    let weaver = app.world.company("weaver").id.to_string();
    let key = &app.world.person("supplier", 0).key;
    let service = &tallystick_testbed::service_keys().statement;
    let operator = app.world.company("operator").id.to_string();
    let stranger = SigningKey::from_random(&[99; 32].into()).unwrap();
    let good = app.token("supplier", 0);
    let mut flipped = good.clone();
    flipped.replace_range(flipped.len() - 6..flipped.len() - 5, "A");
    let old = app.token("supplier", 0);
    let cases = [
        ("no-token", String::new()),
        ("no-token", "Basic YTpi".to_owned()),
        ("note-form", "Bearer nonsense".to_owned()),
        ("not-enrolled", app.token_by(&stranger, &supplier)),
        ("foreign-token", app.token_by(key, &weaver)),
        ("not-a-member", app.token_by(service, &operator)),
    ];
    for (code, token) in cases {
        let request = Request::builder()
            .uri("/v1/me")
            .header("authorization", token.clone());
        let reply = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.code(), code, "{token}");
        if reply.status == 401 {
            assert_eq!(reply.headers["www-authenticate"], "Bearer");
        }
    }
    let with = |token: &str| {
        let request = Request::builder().uri("/v1/me").header("authorization", token);
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(app.send(with(&good)).await.status, 200);
    assert_eq!(app.send(with(&flipped)).await.status, 401);
    app.world.wait(121_000);
    assert_eq!(app.send(with(&old)).await.code(), "too-late");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_reads_nothing_more(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let kid = app.world.person("supplier", 1).key.public().thumbprint();
    assert_eq!(app.get(Caller::Checker("supplier"), "/v1/me").await.status, 200);
    let body = json!({"kid": kid, "reason": "旧手机遗失", "suspect_from": null});
    app.world.act("supplier", "key.revoke/1", body, 1).await.unwrap();
    assert_eq!(
        app.get(Caller::Checker("supplier"), "/v1/me").await.code(),
        "revoked-key"
    );
    assert_eq!(app.get(Maker("supplier"), "/v1/me").await.status, 200);
}

/// Adds a member to the supplier who only reads, with this key.
async fn enrol_reader(app: &App, key: &SigningKey) {
    let party = app.world.company("supplier").id.subject();
    let member = app.world.new_id("member");
    let body = json!({"member": member, "name": "吴桐", "roles": ["viewer"]});
    app.world.act("supplier", "member.add/1", body, 2).await.unwrap();
    let possession = key.prove_possession(app.world.store.ledger(), &party).unwrap();
    let kid = key.public().thumbprint();
    let keys = json!([{"kid": kid, "jwk": key.public().to_jwk(), "possession": possession}]);
    let request = PrepareRequest {
        kind: "key.add/1".to_owned(),
        capacity: None,
        command: json!({"holder": {"member": member}, "keys": keys}),
        observed: None,
    };
    let viewer = app.world.viewer("supplier", 0).await;
    let prepared = app.world.store.prepare(&viewer, request).await.unwrap();
    let admins = [0, 1].map(|place| &app.world.person("supplier", place).key);
    let submission = Submission {
        statement: Statement::sign(&prepared.claims, &admins).unwrap(),
        body: prepared.body.into_bytes(),
    };
    let taken = app
        .post(Maker("supplier"), "/v1/statements", &wire(&submission))
        .await;
    assert_eq!(taken.status, 201, "{}", taken.json());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_member_whose_only_role_is_viewer_reads_and_does_nothing_else(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let key = SigningKey::from_random(&[77; 32].into()).unwrap();
    enrol_reader(&app, &key).await;
    let party = app.world.company("supplier").id.to_string();
    let send = async |method: &str, path: &str| {
        let token = app.token_by(&key, &party);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", token);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(send("GET", "/v1/me").await.json()["roles"], json!(["viewer"]));
    assert_eq!(send("GET", "/v1/contracts").await.status, 200);
    let doors = [
        "/v1/statements",
        "/v1/statements/batch",
        "/v1/statements/prepare",
        "/v1/files",
        "/v1/bank-messages",
    ];
    for path in doors {
        assert_eq!(send("POST", path).await.code(), "reads-only", "{path}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn entries_of_the_log_are_for_everyone_where_the_operator_says_so(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.public_entries = true).await;
    assert_eq!(app.get(Nobody, "/log/tile/entries/000.p/1").await.status, 200);
    assert_eq!(app.get(Nobody, "/log/opening").await.status, 200);
    assert_eq!(app.get(Nobody, "/v1/entries/0").await.code(), "no-token");
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_and_addresses_that_do_not_exist_are_problems_too() {
    let app = App::new(Engine::Sqlite).await;
    assert_eq!(app.get(Nobody, "/v1/nothing").await.code(), "no-such-address");
    assert_eq!(app.get(Nobody, "/").await.code(), "no-such-address");
    let request = app.request(Nobody, &Method::DELETE, "/v1/statements");
    let reply = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.code(), "method-not-allowed");
    assert_eq!(reply.headers["allow"], "POST");
}
