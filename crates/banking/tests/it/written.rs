//! The bodies of commands on filings, notices, pools, sales and endorsements as they are written.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tallystick_banking::{Command, OpenPool};

use crate::notices::{acknowledge, notify};
use crate::pools::{accept, close_pool, decline, open_pool, propose, withdraw};
use crate::promises::{endorse, honour, release};
use crate::registry::{file, take_out};

/// Kind, body as it is written, command.
fn each() -> Vec<(&'static str, Value, Command)> {
    macro_rules! written {
        ($($kind:literal: $body:expr),+ $(,)?) => {
            vec![$(($kind, serde_json::to_value($body).unwrap(), $body.into())),+]
        };
    }
    let mut anyone = open_pool();
    anyone.eligibility.debtors = None;
    written! {
        "filing.record/1": file(1),
        "filing.discharge/1": take_out(1, "2026-03-02"),
        "assignment.notify/1": notify(1),
        "assignment.acknowledge/1": acknowledge(1),
        "pool.open/1": open_pool(),
        "pool.open/1": OpenPool::clone(&anyone),
        "pool.close/1": close_pool(),
        "sale.propose/1": propose(1),
        "sale.accept/1": accept(1),
        "sale.decline/1": decline(1),
        "sale.withdraw/1": withdraw(1),
        "certificate.endorse/1": endorse(),
        "endorsement.honour/1": honour(1),
        "endorsement.release/1": release(1),
    }
}

fn read(kind: &str, body: &Value) -> Result<Command, String> {
    let bytes = serde_json::to_vec(body).unwrap();
    let read = Command::read(kind, &bytes).expect("the kind exists");
    read.map_err(|error| error.to_string())
}

#[test]
fn bodies_are_written_like_this() {
    let bodies: Vec<_> = each()
        .into_iter()
        .map(|(kind, body, _)| format!("{kind} {}", serde_json::to_string_pretty(&body).unwrap()))
        .collect();
    insta::assert_snapshot!(bodies.join("\n"));
}

#[test]
fn a_body_reads_as_it_is_written_and_has_nothing_else() {
    for (kind, body, command) in each() {
        assert_eq!(command.kind(), kind);
        assert_eq!(read(kind, &body), Ok(command), "{kind}");
        let mut more = body.clone();
        more["colour"] = json!("red");
        assert!(read(kind, &more).is_err(), "{kind}");
        let members: BTreeSet<_> = body.as_object().unwrap().keys().cloned().collect();
        for member in members {
            let mut less = body.clone();
            less.as_object_mut().unwrap().remove(&member);
            assert!(read(kind, &less).is_err(), "{kind} without {member}");
        }
    }
}

#[test]
fn unknown_members_are_refused_inside_a_body_too() {
    let mut body = serde_json::to_value(open_pool()).unwrap();
    body["eligibility"]["colour"] = json!("red");
    assert!(read("pool.open/1", &body).is_err());
    let mut body = serde_json::to_value(notify(1)).unwrap();
    body["payee"]["colour"] = json!("red");
    assert!(read("assignment.notify/1", &body).is_err());
}
