//! Messages of a bank that are loaded, and what the bank signs for them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tallystick_testbed::{Engine, Lending};

use crate::app::{App, Caller, Maker, Reply};
use crate::camt::{CREDIT, Entry, NOTHING, Payment, pain002};

pub(crate) const BANK: Caller = Maker("bank");
pub(crate) const MESSAGES: &str = "/v1/bank-messages";

pub(crate) async fn send(app: &App, caller: Caller, xml: &str) -> Reply {
    app.post_text(caller, MESSAGES, "application/xml", xml.to_owned())
        .await
}

/// Reads a message, and gives its lines.
pub(crate) async fn read(app: &App, xml: &str) -> Vec<Value> {
    let reply = send(app, BANK, xml).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.json());
    reply.json()["lines"].as_array().unwrap().clone()
}

/// Reads a message, and has the bank sign every command of it; gives the states that the lines had.
pub(crate) async fn import(app: &App, xml: &str) -> Vec<String> {
    let mut states = Vec::new();
    for line in read(app, xml).await {
        states.push(line["state"].as_str().unwrap().to_owned());
        if let Some(kind) = line["command"]["kind"].as_str() {
            app.world.bank_signs(kind, line["command"]["body"].clone()).await;
        }
    }
    states
}

/// One line of a message that has one.
pub(crate) async fn only(app: &App, xml: &str) -> Value {
    let lines = read(app, xml).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.into_iter().next().unwrap()
}

pub(crate) async fn instructed(engine: Engine) -> (App, Lending) {
    let app = App::new(engine).await;
    let product = app.world.ready_to_lend().await;
    let lent = app.world.instructed_loan(&product, 1).await;
    (app, lent)
}

/// With the money out.
pub(crate) async fn active(engine: Engine) -> (App, Lending) {
    let (app, lent) = instructed(engine).await;
    let xml = pain002("O-1", "", &[(&lent.end_to_end, "ACSC")]);
    assert_eq!(import(&app, &xml).await, ["matched"]);
    (app, lent)
}

/// What the ledger has of the bank's loans and lines, in an order that does not depend on when each was recorded. Worlds that
/// begin alike have the same ids, so that one may be compared with another.
pub(crate) async fn record(app: &App) -> Value {
    let viewer = app.world.viewer("bank", 0).await;
    let book = app
        .world
        .store
        .bank_book(&viewer, |_| true)
        .await
        .unwrap()
        .unwrap();
    let mut lines: Vec<String> = book
        .entries
        .iter()
        .map(|(_, entry)| format!("{:?} {}", entry.line, entry.stage.name()))
        .collect();
    lines.sort();
    let facts = |loan: &tallystick_commands::banking::Loan| {
        let mut facts: Vec<String> = loan.facts.iter().map(|fact| format!("{fact:?}")).collect();
        facts.sort();
        json!([loan.stage.name(), facts, loan.conflicts.len()])
    };
    json!({"lines": lines, "loans": book.loans.iter().map(facts).collect::<Vec<_>>()})
}

pub(crate) fn certificate_number(shown: &Reply) -> String {
    assert_eq!(shown.status, StatusCode::OK);
    shown.json()["number"].as_str().unwrap().to_owned()
}

/// Money that came in with this text.
pub(crate) fn credit<'a>(reference: &'a str, amount: &'a str, payments: &'a [Payment<'a>]) -> Entry<'a> {
    Entry {
        amount,
        reference,
        payments,
        ..CREDIT
    }
}

pub(crate) fn with_text(text: &str) -> [Payment<'_>; 1] {
    [Payment { text, ..NOTHING }]
}

pub(crate) fn with_end_to_end(end_to_end: &str) -> [Payment<'_>; 1] {
    [Payment {
        end_to_end,
        ..NOTHING
    }]
}
