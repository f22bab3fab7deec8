//! Every address of the portal for every kind of party, strangers included, as one table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::addresses::{self, Row};
use crate::app::{App, Shown};
use crate::ground::Ground;

const CALLERS: [&str; 10] = [
    "operator",
    "supplier",
    "weaver",
    "buyer",
    "centre",
    "bank",
    "guarantor",
    "manager",
    "auditor",
    "nobody",
];

const HOUR: u64 = 60 * 60 * 1_000;

/// What anybody may open without signing in; everything else sends strangers to sign in.
const PUBLIC: [&str; 14] = [
    "GET /",
    "GET /assets/{version}/{*name}",
    "GET /check",
    "GET /check/{number}",
    "GET /enter",
    "GET /enter/{seat}",
    "GET /invitations/{secret}",
    "GET /ledger",
    "GET /ledger/{seq}",
    "GET /lost-device",
    "GET /revoked-key",
    "GET /rules/articles",
    "GET /second-device",
    "GET /sign-in",
];

/// A caller with its cookie.
struct Caller {
    name: &'static str,
    cookie: String,
}

/// Everybody, each in a browser of its own.
async fn callers(app: &App) -> Vec<Caller> {
    let mut callers = Vec::new();
    for name in CALLERS {
        let cookie = match name {
            "nobody" => String::new(),
            name => app.cookie(name, 0).await,
        };
        callers.push(Caller { name, cookie });
    }
    callers
}

async fn ask(app: &App, row: &Row, path: &str, caller: &Caller, language: &str) -> Shown {
    let request = Request::builder()
        .method(row.method.clone())
        .uri(path)
        .header(
            header::COOKIE,
            format!("{}; tallystick-language={language}", caller.cookie),
        )
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, row.media_type)
        .header(header::HOST, "tallystick.test")
        .header(header::ORIGIN, "https://tallystick.test")
        .header("sec-fetch-site", "same-origin");
    app.send(request.body(Body::from(row.body)).unwrap()).await
}

/// One address as everybody gets it: a page in both languages, or a refusal that is a page too.
async fn answers(app: &App, row: &Row, path: &str, callers: &[Caller]) -> Vec<StatusCode> {
    let mut statuses = Vec::new();
    for caller in callers {
        let shown = ask(app, row, path, caller, "en").await;
        let (name, status) = (caller.name, shown.is_light().status);
        assert!(!status.is_server_error(), "{name} {path}: {}", shown.text);
        let is_page = shown.text.contains("<html") || !shown.text.starts_with('{');
        if row.method == Method::GET && is_page && (status.is_client_error() || shown.text.contains("<html"))
        {
            assert_eq!(
                shown.text.matches("<h1").count(),
                1,
                "{name} {path}: {}",
                shown.text
            );
        }
        if row.method == Method::GET && status.is_success() {
            let chinese = ask(app, row, path, caller, "zh").await;
            assert_eq!(chinese.status, status, "{name} {path} in Chinese");
            if shown.text.contains("<html") {
                shown.is_page("en");
                chinese.is_page("zh");
            }
        }
        if name == "nobody" && status == StatusCode::SEE_OTHER && row.asks_who_comes() {
            let to = shown.headers.get(header::LOCATION).unwrap().to_str().unwrap();
            assert!(to.starts_with("/sign-in?next="), "{path}: {to}");
        }
        statuses.push(status);
    }
    statuses
}

/// The table, with who got something other than a refusal by method and pattern.
#[derive(Default)]
struct Answers {
    table: String,
    open: BTreeMap<String, BTreeSet<&'static str>>,
}

impl Answers {
    async fn add(&mut self, ground: &Ground, rows: &[Row]) {
        let callers = callers(&ground.app).await;
        for row in rows {
            let statuses = answers(&ground.app, row, &row.path(&ground.ids), &callers).await;
            write!(self.table, "{:<64}", row.told()).unwrap();
            let open = self.open.entry(row.name()).or_default();
            for (caller, status) in callers.iter().zip(statuses) {
                write!(self.table, "{:>10}", status.as_u16()).unwrap();
                let is_sent_away =
                    caller.name == "nobody" && status == StatusCode::SEE_OTHER && row.asks_who_comes();
                if (status.is_success() || status.is_redirection()) && !is_sent_away {
                    open.insert(caller.name);
                }
            }
            self.table.push('\n');
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_answers_each_kind_of_party_as_this_table_says() {
    let ground = Ground::prepare().await;
    let mut answers = Answers::default();
    write!(answers.table, "{:<64}", "").unwrap();
    for name in CALLERS {
        write!(answers.table, "{name:>10}").unwrap();
    }
    answers.table.push('\n');
    answers.add(&ground, &addresses::reads()).await;
    answers.add(&ground, &addresses::writes()).await;
    // Bids are opened a day later, and what the buyer owes is overdue after ten weeks.
    let world = &ground.app.world;
    world.wait(25 * HOUR);
    answers
        .add(&ground, &addresses::reads_when_bids_are_opened())
        .await;
    world.wait_days(70);
    world.store.sweep().await.unwrap();
    let weaver = world.company("weaver").id.subject();
    answers.add(&ground, &addresses::reads_when_late()).await;
    let reason = serde_json::json!({"party": weaver, "reason": "营业执照年报逾期未报"});
    world.does("operator", "party.suspend/1", reason, 2).await;
    answers
        .add(&ground, &addresses::reads_of_who_is_suspended())
        .await;
    insta::assert_snapshot!("statuses", answers.table);
    for (name, callers) in &answers.open {
        let (name, strangers) = (name.as_str(), callers.contains("nobody"));
        if name.starts_with("POST ") {
            assert_eq!(strangers, addresses::OPEN_FORMS.contains(&name), "{name}");
        } else if addresses::IN_ONE_BROWSER.contains(&name) {
            assert!(callers.is_empty(), "{callers:?} get {name}");
        } else if !addresses::SENT_ON.contains(&name) {
            // Every page is rendered for somebody, and without signing in for nobody but where it is public.
            assert!(!callers.is_empty(), "nobody gets {name}");
            assert_eq!(strangers, PUBLIC.contains(&name), "{name}");
        }
    }
}

/// Every address that a source of the portal registers, as `METHOD pattern`.
fn registered() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = fs::read_to_string(&path).unwrap();
                assert!(
                    !source.contains(".nest(") && !source.contains(".route_service("),
                    "{}: its addresses are not found by this test",
                    path.display()
                );
                source
                    .split(".route(")
                    .skip(1)
                    .for_each(|call| routes(call, &mut found));
            }
        }
    }
    found
}

/// The addresses of one call, from behind its parenthesis.
fn routes(call: &str, found: &mut BTreeSet<String>) {
    let mut depth = 1;
    let end = call.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let (_, inside) = call.get(..end.unwrap()).unwrap().split_once('"').unwrap();
    let (pattern, methods) = inside.split_once('"').unwrap();
    for method in ["get", "post", "put", "patch", "delete", "any"] {
        let is_named = methods.match_indices(&format!("{method}(")).any(|(place, _)| {
            !methods
                .get(..place)
                .unwrap()
                .ends_with(|before: char| before.is_alphanumeric() || before == '_')
        });
        if is_named {
            found.insert(format!("{} {pattern}", method.to_uppercase()));
        }
    }
}

#[test]
fn the_table_has_every_address_and_no_other() {
    let told: BTreeSet<String> = addresses::all().iter().map(Row::name).collect();
    let registered = registered();
    let missing: Vec<&String> = registered.difference(&told).collect();
    let gone: Vec<&String> = told.difference(&registered).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    assert!(gone.is_empty(), "not registered: {gone:?}");
}
