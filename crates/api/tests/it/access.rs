//! Every route for every kind of party, strangers and the public included, as one table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request};
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_ledger::{SigningKey, Statement};
use tallystick_store::{PrepareRequest, Submission};
use tallystick_testbed::{Engine, yuan};

use crate::app::{App, Caller, Maker, Nobody, bare, wire};
use crate::document::{operations, value};
use crate::lending;

const CALLERS: [Caller; 10] = [
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

/// What is read, with a name in the place of each id.
pub(crate) const READS: [&str; 40] = [
    "/v1/me",
    "/v1/parties",
    "/v1/parties/{supplier}",
    "/v1/parties/{supplier}/members",
    "/v1/parties/{supplier}/keys",
    "/v1/contracts",
    "/v1/contracts/{contract}",
    "/v1/amendments",
    "/v1/amendments/{amendment}",
    "/v1/receivables",
    "/v1/receivables/{receivable}",
    "/v1/certificates",
    "/v1/certificates/{certificate}",
    "/v1/certificates/{certificate}/bundle",
    "/v1/payments",
    "/v1/payments/{payment}",
    "/v1/cancellations",
    "/v1/cancellations/{cancellation}",
    "/v1/payment-orders",
    "/v1/subjects/certificate/{certificate}/timeline",
    "/v1/subjects/key/{unknown}/timeline",
    "/v1/entries",
    "/v1/entries/0",
    "/v1/entries/999",
    "/v1/proposals",
    "/v1/proposals/{proposal}",
    "/v1/files/{file}",
    "/v1/files/{file}?subject=receivable/{receivable}",
    "/v1/verify/{number}",
    "/log/checkpoint",
    "/log/vkeys",
    "/log/keys",
    "/log/proof/0",
    "/log/tile/0/000.p/1",
    "/log/tile/entries/000.p/1",
    "/log/opening",
    "/health",
    "/ready",
    "/openapi.json",
    "/docs/",
];

/// What there is nothing of, and what nobody reads without saying more.
const NOT_READ: [&str; 3] = [
    "/v1/subjects/key/{unknown}/timeline",
    "/v1/entries/999",
    "/v1/payment-orders",
];

/// What is written.
const WRITES: [&str; 7] = [
    "/v1/statements",
    "/v1/statements/batch",
    "/v1/statements/prepare",
    "/v1/files",
    "/v1/bank-messages",
    "/v1/proposals/{proposal}/signatures",
    "/v1/proposals/{proposal}/decline",
];

/// What stands at the names of an address, without its kind.
pub(crate) type Ids = BTreeMap<&'static str, String>;

/// What the rows are about: a certificate with its contract and receivable, what is proposed and reported of them, a waiting proposal
/// of the buyer, and a file.
async fn prepare(app: &App) -> Ids {
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
    let cancelled = world.certificate(&contract, "26112000000012345670").await;
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
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let proposal = half_confirmed(app, &receivable).await;
    let mut ids = proposed(app, &contract, &certificate, &cancelled).await;
    ids.extend([
        (
            "supplier",
            bare(&world.company("supplier").id.to_string()).to_owned(),
        ),
        ("contract", bare(&contract).to_owned()),
        ("receivable", bare(&receivable).to_owned()),
        ("certificate", bare(&certificate).to_owned()),
        ("number", seen["number"].as_str().unwrap().to_owned()),
        ("proposal", proposal),
        ("file", file),
        ("unknown", "AAAA".to_owned()),
    ]);
    ids
}

/// A confirmation that waits for the buyer's second signature.
async fn half_confirmed(app: &App, receivable: &str) -> String {
    let world = &app.world;
    let confirmation = world.confirmation(receivable, &world.new_id("certificate"));
    let mut both = world
        .signed("buyer", "receivable.confirm/1", confirmation, 2)
        .await
        .unwrap();
    let maker = both.statement.signatures()[0].clone();
    both.statement = Statement::parse(both.statement.payload(), vec![maker]).unwrap();
    let waiting = app.post(Maker("buyer"), "/v1/statements", &wire(&both)).await;
    assert_eq!(waiting.status, 202);
    waiting.json()["proposal"]["id"].as_str().unwrap().to_owned()
}

/// A payment that the debtor reported, an amendment and a cancellation that wait for their answers.
async fn proposed(app: &App, contract: &str, certificate: &str, cancelled: &str) -> Ids {
    let world = &app.world;
    let (payment, amendment, cancellation) = (
        world.new_id("payment"),
        world.new_id("amendment"),
        world.new_id("cancellation"),
    );
    let report = json!({
        "payment": payment, "certificate": certificate, "amount": yuan("200000.00"), "paid_on": "2026-02-09",
        "account": world.company("supplier").payee(), "reference": "YNYY-FK-0001",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    let changes = json!({"signed_on": "2026-02-09", "amount": yuan("5400000.00"), "documents": []});
    let proposed = json!({"amendment": amendment, "contract": contract, "changes": changes});
    world.does("supplier", "amendment.propose/1", proposed, 1).await;
    let ended = json!({"cancellation": cancellation, "certificate": cancelled, "reason": "货物退回"});
    world.does("buyer", "cancellation.propose/1", ended, 1).await;
    [
        ("payment", payment),
        ("amendment", amendment),
        ("cancellation", cancellation),
    ]
    .map(|(name, subject)| (name, bare(&subject).to_owned()))
    .into()
}

/// What is sent to an address that is written to.
fn sent(pattern: &str, ids: &Ids) -> (&'static str, Value) {
    let json = "application/json";
    let nothing = json!({"payload": "", "signatures": [], "body": ""});
    match pattern {
        "/v1/statements" => (json, nothing),
        "/v1/statements/batch" => ("application/x-ndjson", nothing),
        "/v1/statements/prepare" => {
            let receivable = format!("receivable/{}", ids["receivable"]);
            let command = json!({"receivable": receivable});
            (json, json!({"kind": "receivable.withdraw/1", "command": command}))
        }
        "/v1/files" => ("text/plain", json!("x")),
        "/v1/bank-messages" => ("application/xml", json!("x")),
        "/v1/proposals/{proposal}/signatures" => (json, json!({"protected": "", "signature": ""})),
        _ => (json, json!({"reason": "数量有误"})),
    }
}

/// The address with ids in the place of names.
pub(crate) fn filled(pattern: &str, ids: &Ids) -> String {
    ids.iter().fold(pattern.to_owned(), |address, (name, id)| {
        address.replace(&format!("{{{name}}}"), id)
    })
}

/// How an address answers: the status, and of a list how many items there are.
pub(crate) async fn answer(app: &App, caller: Caller, path: &str) -> String {
    let reply = app.get(caller, path).await;
    let status = reply.status.as_u16();
    if status != 200 {
        return status.to_string();
    }
    let read: Value = serde_json::from_slice(&reply.bytes).unwrap_or_default();
    match read["items"].as_array() {
        Some(items) => format!("{} of them", items.len()),
        None => status.to_string(),
    }
}

/// A table of how each of these addresses answers everybody. Somebody must read it, or the row would tell nothing.
pub(crate) async fn table(app: &App, reads: &[&str], ids: &Ids) -> String {
    let mut table = format!("{:<62}", "");
    for caller in CALLERS {
        write!(table, "{:>11}", name(caller)).unwrap();
    }
    table.push('\n');
    for pattern in reads {
        let path = filled(pattern, ids);
        assert!(
            !path.contains('{'),
            "{pattern} has a name that nothing stands for"
        );
        write!(table, "{:<62}", format!("GET {pattern}")).unwrap();
        let mut is_read = false;
        for caller in CALLERS {
            let answer = answer(app, caller, &path).await;
            is_read |= answer == "200" || (answer.ends_with("of them") && !answer.starts_with("0 "));
            write!(table, "{answer:>11}").unwrap();
        }
        assert_eq!(
            is_read,
            !NOT_READ.contains(pattern),
            "{pattern} is read by nobody"
        );
        table.push('\n');
    }
    table
}

fn name(caller: Caller) -> &'static str {
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
    let ids = prepare(&app).await;
    let mut table = table(&app, &READS, &ids).await;
    for pattern in WRITES {
        let (media_type, body) = sent(pattern, &ids);
        let path = filled(pattern, &ids);
        write!(table, "{:<62}", format!("POST {pattern}")).unwrap();
        for caller in CALLERS {
            let reply = app.post_text(caller, &path, media_type, body.to_string()).await;
            write!(table, "{:>11}", reply.status.as_u16()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("statuses", table);
}

/// Whether a path of the document is the one of such an address.
fn is_like(template: &str, address: &str) -> bool {
    let (mut there, mut here) = (template.split('/'), address.split('/'));
    loop {
        match (there.next(), here.next()) {
            // The address of a tile has further parts.
            (None, None) | (Some("{tile}"), Some(_)) => return true,
            (Some(part), Some(other)) if part == other || part.starts_with('{') => {}
            _ => return false,
        }
    }
}

#[test]
fn every_address_of_the_document_stands_in_one_of_the_tables() {
    let document: BTreeSet<(String, String)> = operations(&value())
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .collect();
    let read = READS.iter().chain(&lending::READS).map(|row| ("get", *row));
    let mut tabled = BTreeSet::new();
    for (method, row) in read.chain(WRITES.map(|row| ("post", row))) {
        let address = row.split('?').next().unwrap();
        let like = document
            .iter()
            .filter(|(other, template)| other == method && is_like(template, address));
        // Where one path has a name for what another one spells out, the latter is meant.
        let fixed = |template: &str| template.split('/').filter(|part| !part.starts_with('{')).count();
        tabled.extend(like.max_by_key(|(_, template)| fixed(template)));
    }
    let forgotten: Vec<_> = document.iter().filter(|path| !tabled.contains(path)).collect();
    assert!(forgotten.is_empty(), "in neither table: {forgotten:?}");
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

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn methods_and_addresses_that_do_not_exist_are_problems_too(#[case] engine: Engine) {
    let app = App::new(engine).await;
    assert_eq!(app.get(Nobody, "/v1/nothing").await.code(), "no-such-address");
    assert_eq!(app.get(Nobody, "/").await.code(), "no-such-address");
    let request = app.request(Nobody, &Method::DELETE, "/v1/statements");
    let reply = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.code(), "method-not-allowed");
    assert_eq!(reply.headers["allow"], "POST");
}
